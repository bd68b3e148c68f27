// Edits, deletions and reactions on their way: what is sent when, what shows meanwhile, and what a
// refusal leaves.

import assert from "node:assert/strict";
import test from "node:test";
import * as acts from "../../public/model/acts.ts";
import { itemsShown } from "../../public/model/acts-shown.ts";
import { ana, ben, message } from "./world.mjs";

const edit = (request, message, body) =>
  acts.waiting({ request, message, change: { kind: "edit", body } });
const remove = (request, message) => acts.waiting({ request, message, change: { kind: "delete" } });
const react = (request, message, emoji = "👍", on = true) =>
  acts.waiting({ request, message, change: { kind: "react", emoji, on } });
const all = (...list) => list.reduce(acts.added, []);
const names = (list) => list.map(({ request }) => request);
const refusal = (request, code, more = {}) => ({ code, message: "no", request, ...more });

test("an act is due at once, and again after 10 s without an answer or a lost connection", () => {
  let list = all(edit("e", 1, "new"));
  assert.deepEqual(names(acts.due(list, 0)), ["e"]);
  list = acts.said(list, "e", 0);
  assert.deepEqual(acts.due(list, acts.ANSWER_WITHIN - 1), []);
  assert.deepEqual(names(acts.due(list, acts.ANSWER_WITHIN)), ["e"]);
  assert.deepEqual(names(acts.due(acts.unsure(list), 1)), ["e"]);
  list = acts.done(list, "e", 5);
  assert.deepEqual(acts.due(acts.unsure(list), 99_999), []);
});

test("a later act takes the place of an earlier one on the same thing, and of nothing else", () => {
  const list = all(edit("a", 1, "x"), react("b", 1), react("c", 1, "🎉"), edit("d", 2, "y"));
  assert.deepEqual(names(acts.added(list, edit("e", 1, "z"))), ["b", "c", "d", "e"]);
  assert.deepEqual(names(acts.added(list, react("e", 1, "👍", false))), ["a", "c", "d", "e"]);
  assert.deepEqual(names(acts.added(list, remove("e", 1))), ["d", "e"]);
});

test("a refusal that passes makes it wait; another takes a reaction back and keeps an edit", () => {
  const list = acts.said(acts.said(all(edit("e", 1, "new"), react("r", 1)), "e", 0), "r", 0);
  const slow = acts.refused(list, refusal("r", "too_fast", { retry_after: 3 }), 0).acts;
  assert.deepEqual(names(acts.due(slow, 2_999)), []);
  assert.deepEqual(names(acts.due(slow, 3_000)), ["r"]);
  const back = acts.refused(list, refusal("r", "too_many_reactions"), 0);
  assert.deepEqual([names(back.acts), back.takenBack.request], [["e"], "r"]);
  const kept = acts.refused(list, refusal("e", "bad_message"), 0);
  assert.equal(kept.takenBack, null);
  const [failed] = kept.acts;
  assert.deepEqual([failed.state, failed.change.body], ["failed", "new"]);
  assert.deepEqual(names(acts.due(acts.retried(kept.acts, "e"), 0)), ["e"]);
  assert.deepEqual(acts.refused(list, refusal("unknown", "bad_message"), 0).acts, list);
});

test("what the server never answers fails in the end", () => {
  let list = all(edit("e", 1, "new"), react("r", 1));
  let now = 0;
  for (let nth = 0; nth < acts.TRIES; nth += 1) {
    for (const { request } of acts.due(list, now)) list = acts.said(list, request, now);
    now += acts.ANSWER_WITHIN;
  }
  list = acts.expired(list, now);
  assert.deepEqual(
    list.map(({ request, reason }) => [request, reason.code]),
    [["e", "unanswered"]],
  );
});

test("an act that is done stays until its event is here, or for ten seconds", () => {
  const list = acts.done(all(react("r", 1)), "r", 0);
  const [before, after] = [message(1, ben), message(1, ben, "hi", { mine: ["👍"] })];
  assert.equal(
    acts.settled(list, () => before, 9_999),
    list,
  );
  assert.deepEqual(
    acts.settled(list, () => after, 1),
    [],
  );
  assert.deepEqual(
    acts.settled(list, () => before, 10_000),
    [],
  );
  const waiting = all(react("r", 1));
  assert.equal(
    acts.settled(waiting, () => after, 99_999),
    waiting,
    "it has no answer yet",
  );
});

const shown = (items, ...list) => itemsShown(items, all(...list), ana);

test("a reaction shows at once, mine among the others, and is taken off again", () => {
  const [bens] = [{ emoji: "👍", count: 1, since: 5, people: [ben] }];
  const item = message(1, ben, "hi", { reactions: [bens] });
  const [joined] = shown([item], react("r", 1), react("s", 1, "🎉"));
  assert.deepEqual(
    joined.reactions.map(({ emoji, count, people }) => [emoji, count, people.length]),
    [
      ["👍", 2, 2],
      ["🎉", 1, 1],
    ],
  );
  assert.deepEqual(
    [joined.mine, joined.reacting],
    [
      ["👍", "🎉"],
      ["👍", "🎉"],
    ],
  );
  const mine = { ...item, mine: ["👍"], reactions: [{ ...bens, count: 2, people: [ben, ana] }] };
  const [left] = shown([mine], react("r", 1, "👍", false));
  assert.deepEqual([left.reactions[0].count, left.mine], [1, []]);
  const alone = { ...item, mine: ["👍"], reactions: [{ ...bens, people: [ana] }] };
  assert.deepEqual(shown([alone], react("r", 1, "👍", false))[0].reactions, []);
});

test("a reaction that the timeline has already is not counted twice", () => {
  const reactions = [{ emoji: "👍", count: 1, since: 5, people: [ana] }];
  const [item] = shown([message(1, ben, "hi", { reactions, mine: ["👍"] })], react("r", 1));
  assert.equal(item.reactions[0].count, 1);
});

test("an edit shows its text while it waits, and the stored text once it has failed", () => {
  const item = message(1, ana, "old");
  assert.equal(shown([item], edit("e", 1, "new"))[0].body, "new");
  const failed = acts.refused(all(edit("e", 1, "new")), refusal("e", "bad_message"), 0).acts;
  const [row] = itemsShown([item], failed, ana);
  assert.deepEqual([row.body, row.act.change.body], ["old", "new"]);
});

test("what has no act of mine, or the same ones, is the same object", () => {
  const items = [message(1, ben), message(2, ben)];
  const list = all(react("r", 1));
  const [one, two] = itemsShown(items, list, ana);
  assert.equal(two, items[1]);
  assert.equal(itemsShown(items, [...list], ana)[0], one);
});

test("a deleted message stays only where a reply quotes it", () => {
  const gone = (seq) => message(seq, ben, "", { deleted: { at: 9 } });
  const quote = { message: 1, thread_root: 1, author: ben.id, handle: "ben", preview: "" };
  const items = [gone(1), gone(2), message(3, ana, "yes", { quote })];
  assert.deepEqual(
    itemsShown(items, [], ana).map(({ seq }) => seq),
    [1, 3],
  );
});

test("a pin shows at once, the last one counts, and a refusal takes it back", () => {
  const pin = (request, message, on) =>
    acts.waiting({ request, message, change: { kind: "pin", on } });
  const item = message(1, ben, "hi");
  assert.equal(shown([item], pin("p", 1, true))[0].pinned, true);
  const list = acts.said(acts.added(all(pin("p", 1, true)), pin("q", 1, false)), "q", 0);
  assert.deepEqual(names(list), ["q"]);
  assert.equal(shown([{ ...item, pinned: true }], ...list)[0].pinned, false);
  const back = acts.refused(list, refusal("q", "not_allowed"), 0);
  assert.deepEqual([names(back.acts), back.takenBack?.request], [[], "q"]);
  const done = acts.done(list, "q", 0);
  assert.deepEqual(
    acts.settled(done, () => ({ ...item, pinned: true }), 1),
    done,
  );
  assert.deepEqual(
    acts.settled(done, () => item, 1),
    [],
  );
});
