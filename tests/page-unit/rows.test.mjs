// What a timeline shows: days, grouping, the new line, notices, and posts that keep their row.

import assert from "node:assert/strict";
import test from "node:test";
import { noticeOf } from "../../public/model/notices.ts";
import { added, refused } from "../../public/model/outbox.ts";
import { keyOf, rowsOf, TOGETHER } from "../../public/model/rows.ts";
import { noticeWords } from "../../public/words/en/notices.ts";
import { dice } from "./histories.mjs";
import { ana, ben, happening, message } from "./world.mjs";

const DAY = 86_400_000;
const dayOf = (at) => String(Math.floor(at / DAY));
const rows = (events, more = {}) => rowsOf({ events, me: ana.id, dayOf, ...more });
const at = (event, time) => ({ ...event, at: time });
const kinds = (list) =>
  list.map((row) => (row.type === "message" ? (row.first ? "first" : "more") : row.type));

test("one person's messages within five minutes share one name", () => {
  const log = [
    at(message(1, ben), 0),
    at(message(2, ben), TOGETHER - 1),
    at(message(3, ben), 2 * TOGETHER),
    at(message(4, ana), 2 * TOGETHER),
    at(message(5, ben), 2 * TOGETHER),
  ];
  assert.deepEqual(kinds(rows(log)), ["day", "first", "more", "first", "first", "first"]);
});

test("a day, a notice and the new line separate them", () => {
  assert.deepEqual(kinds(rows([at(message(1, ben), DAY - 1), at(message(2, ben), DAY)])), [
    "day",
    "first",
    "day",
    "first",
  ]);
  assert.deepEqual(kinds(rows([message(1, ben), happening(2, ana, "joined"), message(3, ben)])), [
    "day",
    "first",
    "notice",
    "first",
  ]);
  assert.deepEqual(kinds(rows([message(1, ben), message(2, ben)], { line: 2 })), [
    "day",
    "first",
    "line",
    "first",
  ]);
});

test("a row keeps its key from sending to stored", () => {
  const posts = added([], { client_id: "x", body: "hi", at: 5 });
  const sending = rows([], { posts }).at(-1);
  const stored = rows([message(1, ana, "hi", { client_id: "x" })]).at(-1);
  assert.equal(sending.key, stored.key);
  assert.deepEqual([sending.state, stored.state], ["sending", "sent"]);
});

test("another person cannot take my row by using my client_id", () => {
  const theirs = rows([message(1, ben, "hi", { client_id: "x" })]).at(-1);
  assert.notEqual(
    theirs.key,
    rows([], { posts: added([], { client_id: "x", body: "", at: 0 }) }).at(-1).key,
  );
});

test("a failed post says why", () => {
  const posts = refused(
    added([], { client_id: "x", body: "hi", at: 5 }),
    { code: "bad_message", message: "Rule.", client_id: "x" },
    0,
  );
  const row = rows([], { posts }).at(-1);
  assert.deepEqual(
    [row.state, row.refusal],
    ["failed", { code: "bad_message", message: "Rule.", params: null }],
  );
});

test("an unsent post of yesterday stays last, and no day begins for it", () => {
  const posts = added([], { client_id: "x", body: "hi", at: 2 * DAY - 1 });
  const days = (list) => list.filter((row) => row.type === "day").map((row) => row.day);
  let log = [at(message(1, ben), 2 * DAY)];
  for (let seq = 2; seq < 5; seq += 1) {
    const list = rows(log, { posts });
    assert.deepEqual(days(list), ["2"]);
    assert.equal(list.at(-1).client_id, "x");
    log = [...log, at(message(seq, ben), 2 * DAY + seq)];
  }
  assert.deepEqual(days(rows([at(message(1, ben), DAY - 1)], { posts })), ["0", "1"], "it follows");
  assert.deepEqual(days(rows([], { posts })), ["1"], "nothing is before it");
});

test("a row carries its day and no words, so it stays right after midnight", () => {
  const [day] = rows([at(message(1, ben), DAY + 5)]);
  assert.deepEqual(day, { type: "day", key: "day:1", day: "1", at: DAY + 5 });
});

test("a message that the outbox still has is shown once", () => {
  const posts = added([], { client_id: "x", body: "hi", at: 5 });
  const list = rows([message(1, ana, "hi", { client_id: "x" })], { posts });
  assert.deepEqual(
    list.filter((row) => row.type === "message").map((row) => row.state),
    ["sent"],
  );
});

test("a message that did not change is the same row", () => {
  const log = [message(1, ben), message(2, ana), message(3, ben)];
  const [before, after] = [rows(log.slice(0, 2)), rows(log)];
  assert.ok(before.slice(1).every((row, nth) => row === after[nth + 1]));
  const lined = rows(log, { line: 2 }).find((row) => row.seq === 2);
  assert.equal(lined, after[2], "it began a group before, too");
  assert.notEqual(rows(log, { me: ben.id })[1], after[1], "another person's page");
});

test("the row to bring into view", () => {
  const log = [message(1, ben), message(2, ana), message(4, ben), message(5, ben)];
  const [plain, lined] = [rows(log), rows(log, { line: 4 })];
  assert.deepEqual(
    [1, 2, 3, 4, 6, null].map((seq) => keyOf(plain, seq)),
    ["seq:1", "mine:c2", "seq:4", "seq:4", null, null],
  );
  assert.deepEqual(
    [keyOf(lined, 4), keyOf(lined, 5), keyOf(lined, null)],
    ["line", "seq:5", "line"],
  );
});

/** A conversation, posts that may be in it already, and clocks that disagree. */
function anything({ below, oneOf }) {
  const ids = ["a", "b", "c", "d", "e", "f"];
  const time = () => below(4 * DAY);
  const kinds = ["message", "message", "message", "joined", "left", "knitted"];
  const events = Array.from({ length: below(20) }, (_, nth) => {
    const [kind, author, more] = [oneOf(kinds), oneOf([ana, ben]), { client_id: oneOf(ids) }];
    const made = kind === "message" ? message(nth + 1, author, "m", more) : null;
    return at(made ?? happening(nth + 1, author, kind), time());
  });
  const posts = Array.from({ length: below(6) }, () => oneOf(ids)).reduce(
    (list, client_id) => added(list, { client_id, body: "p", at: time() }),
    [],
  );
  return { events, posts, line: 1 + below(20) };
}

test("keys are unique, days go forward and unsent posts are last, whatever is shown", () => {
  for (let seed = 1; seed <= 3_000; seed += 1) {
    const { events, ...more } = anything(dice(seed));
    const list = rows(events, more);
    const keys = list.map((row) => row.key);
    assert.equal(new Set(keys).size, keys.length, `seed ${seed}: ${keys}`);
    const days = list.filter((row) => row.type === "day").map((row) => Number(row.day));
    assert.ok(
      days.every((day, nth) => nth === 0 || day > days[nth - 1]),
      `seed ${seed}: ${days}`,
    );
    const states = list.filter((row) => row.type === "message").map((row) => row.state);
    const [end, start] = [states.lastIndexOf("sent"), states.indexOf("sending")];
    assert.ok(start < 0 || end < start, `seed ${seed}: ${states}`);
  }
});

test("people who join one after the other share one row", () => {
  const crowd = ["a", "b", "c", "d", "e"].map((handle, index) =>
    happening(index + 1, { id: `u${handle}`, handle }, "joined"),
  );
  const notices = rows(crowd).filter((row) => row.type === "notice");
  assert.equal(notices.length, 1);
  assert.equal(noticeWords(notices[0]), "a, b and 3 others joined");
});

test("every kind has words, and an unknown kind has none", () => {
  const said = (kind, more) => noticeWords(noticeOf(happening(1, ben, kind, more)));
  const ana_ = { user: ana.id, user_handle: "ana" };
  assert.equal(said("created", { title: "Owls" }), "ben created the group “Owls”");
  assert.equal(said("joined"), "ben joined");
  assert.equal(said("left"), "ben left");
  assert.equal(said("admitted", ana_), "ana was added by ben");
  assert.equal(said("removed", ana_), "ana was removed by ben");
  assert.equal(said("role_changed", { ...ana_, role: "admin" }), "ana is now an admin");
  assert.equal(
    said("renamed", { title: "Owls", topic: "Night" }),
    "ben named the group “Owls” — Night",
  );
  assert.equal(noticeOf(happening(1, ben, "knitted")), null);
  assert.deepEqual(rows([happening(1, ben, "knitted")]), []);
});
