// What a timeline shows: days, grouping, the new line, notices, and posts that keep their row.

import assert from "node:assert/strict";
import test from "node:test";
import { noticeOf, noticeWords } from "../../public/model/notices.ts";
import { added, refused } from "../../public/model/outbox.ts";
import { rowsOf, TOGETHER } from "../../public/model/rows.ts";
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
  assert.deepEqual(
    [rows([], { posts }).at(-1).state, rows([], { posts }).at(-1).reason],
    ["failed", "Rule."],
  );
});

test("keys are unique", () => {
  const log = [
    message(1, ben),
    message(2, ana),
    happening(3, ben, "renamed", { title: "a", topic: "" }),
    at(message(4, ben), 3 * DAY),
  ];
  const keys = rows(log, {
    line: 4,
    posts: added([], { client_id: "x", body: "", at: 3 * DAY }),
  }).map((row) => row.key);
  assert.equal(new Set(keys).size, keys.length);
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
