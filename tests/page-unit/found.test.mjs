// A search in the page: pages of results, and answers that come late.
import assert from "node:assert/strict";
import test from "node:test";
import { Finder } from "../../public/app/finder.ts";
import { NOTHING, foundEverywhere, foundIn, searching } from "../../public/model/found.ts";
import { Refusal } from "../../public/net/api.ts";

const result = (seq, at = seq) => ({ seq, at, author: "u", handle: "anna", snippet: [] });
const within = (conversation, results, more = {}) => ({
  conversation,
  kind: "group",
  title: conversation.toUpperCase(),
  found: { results, ...more },
});

test("pages of one conversation follow each other", () => {
  const first = foundIn(searching(NOTHING, "owl"), "g1", { results: [result(9)], next: 9 }, true);
  assert.deepEqual([first.phase, first.query, first.next], ["done", "owl", 9]);
  const last = { results: [result(3)], searched_from: 2 };
  const second = foundIn(searching(first, "owl"), "g1", last, false);
  assert.deepEqual(
    second.hits.map(({ conversation, seq }) => [conversation, seq]),
    [
      ["g1", 9],
      ["g1", 3],
    ],
  );
  assert.deepEqual([second.next, second.searchedFrom], [null, 2]);
  const other = foundIn(searching(second, "mouse"), "g1", { results: [] }, true);
  assert.deepEqual(other.hits, []);
});

test("a page of several conversations is sorted, and stays below the one before", () => {
  const one = within("g1", [result(5, 500), result(1, 100)], { next: 1 });
  const two = within("g2", [result(7, 300)], { searched_from: 200 });
  const page = { conversations: [one, two], next: "c", unanswered: 1 };
  const first = foundEverywhere(searching(NOTHING, "owl"), page, true);
  assert.deepEqual(
    first.hits.map(({ at, title }) => [at, title]),
    [
      [500, "G1"],
      [300, "G2"],
      [100, "G1"],
    ],
  );
  assert.deepEqual(first.rest, [{ conversation: "g1", title: "G1" }]);
  assert.deepEqual([first.next, first.isPart, first.unanswered], ["c", true, 1]);
  const later = { conversations: [within("g3", [result(1, 400)])] };
  const second = foundEverywhere(first, later, false);
  assert.deepEqual(
    second.hits.map(({ at }) => at),
    [500, 300, 100, 400],
  );
  assert.deepEqual([second.next, second.isPart, second.unanswered], [null, true, 1]);
});

/** A finder with answers that the test gives, and a clock that it turns. */
function world(scope = "g1") {
  const [asked, timers] = [[], new Set()];
  const ask = (...args) => new Promise((yes, no) => asked.push({ args, yes, no }));
  const finder = new Finder(scope, {
    api: {
      search: (id, query, before) => ask(id, query, before),
      searchEverywhere: (query, cursor) => ask(query, cursor),
    },
    clock: {
      after: (_, act) => {
        timers.add(act);
        return () => timers.delete(act);
      },
    },
    changed: () => {},
  });
  const pause = () => [...timers].forEach((act) => timers.delete(act) && act());
  return { finder, asked, pause };
}
const settled = () => new Promise((done) => setImmediate(done));

test("a pause in typing searches once, and one letter waits for Enter", async () => {
  const { finder, asked, pause } = world();
  finder.type("o");
  pause();
  assert.equal(asked.length, 0);
  finder.type("ow");
  finder.type("owl ");
  pause();
  assert.deepEqual(
    asked.map(({ args }) => args),
    [["g1", "owl", null]],
  );
  asked[0].yes({ results: [result(4)], next: 4 });
  await settled();
  assert.equal(finder.found.hits.length, 1);
  void finder.more();
  void finder.more();
  assert.deepEqual(asked[1].args, ["g1", "owl", 4]);
  assert.equal(asked.length, 2);
});

test("an answer that comes late, or to another place, is not shown", async () => {
  const { finder, asked } = world();
  void finder.search("first");
  void finder.search("second");
  asked[1].yes({ results: [result(2)] });
  await settled();
  asked[0].yes({ results: [result(1)] });
  await settled();
  assert.deepEqual(
    finder.found.hits.map(({ seq }) => seq),
    [2],
  );
  void finder.search("third");
  finder.turn(null, "third");
  asked[3].yes({ conversations: [within("g9", [result(7)])] });
  asked[2].yes({ results: [result(3)] });
  await settled();
  assert.deepEqual(
    finder.found.hits.map(({ conversation }) => conversation),
    ["g9"],
  );
  void finder.search("fourth");
  finder.type("");
  asked[4].yes({ conversations: [within("g9", [result(4)])] });
  await settled();
  assert.deepEqual(finder.found, NOTHING);
});

test("keys that come faster than drawings each choose another hit", async () => {
  const { finder, asked } = world();
  void finder.search("owl");
  asked[0].yes({ results: [result(4), result(3), result(2)] });
  await settled();
  for (const by of [1, 1, 1, 1, -1]) finder.step(by);
  assert.equal(finder.active, 1);
  for (const by of [-1, -1, -1]) finder.step(by);
  assert.equal(finder.active, -1);
  finder.step(1);
  void finder.search("mouse");
  assert.equal(finder.active, -1);
});

test("a refusal is shown, and keeps the pages before it", async () => {
  const { finder, asked } = world();
  void finder.search("owl");
  asked[0].yes({ results: [result(4)], next: 4 });
  await settled();
  void finder.more();
  asked[1].no(new Refusal({ code: "too_fast" }, 429));
  await settled();
  assert.deepEqual([finder.found.phase, finder.found.hits.length], ["failed", 1]);
  assert.equal(finder.found.error, "Slow down a little and try again.");
  void finder.search("on:x");
  asked[2].no(new Refusal({ code: "bad_search", params: { rule: "date" } }, 400));
  await settled();
  assert.deepEqual(finder.found.hits, []);
  assert.equal(finder.found.error, "A date in a search looks like 2026-11-28.");
});
