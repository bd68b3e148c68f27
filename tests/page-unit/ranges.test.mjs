// Ranges of a timeline: how they join, and that page + events = later page, in any order of
// arrival.

import assert from "node:assert/strict";
import test, { before } from "node:test";
import {
  afterEvents,
  afterFetch,
  afterLatest,
  covering,
  cutTo,
  endOf,
  nothingHeld,
  shownIn,
} from "../../public/model/ranges.ts";
import { between, dice, History, knowMadeUp } from "./histories.mjs";
import { ben, happening, message } from "./world.mjs";

before(knowMadeUp);

const counted = (seq, of) => happening(seq, ben, "counted", { message: of });
const faded = (seq, of) => happening(seq, ben, "faded", { message: of });
const messages = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, nth) => message(from + nth, ben));
const page = (from, to, head, items = messages(from, to)) => ({ from, to, head, items });
const latest = (from, to) => afterLatest(nothingHeld, page(from, to, to));
const spans = (held) => held.ranges.map(({ from, to }) => [from, to]);
const counts = (held, seq) => covering(held, seq).items.find((item) => item.seq === seq)?.count;

test("pages that touch become one range, others stay apart until they meet", () => {
  let held = latest(90, 100);
  held = afterFetch(held, page(40, 50, 100));
  assert.deepEqual(spans(held), [
    [40, 50],
    [90, 100],
  ]);
  held = afterFetch(held, page(30, 39, 100));
  held = afterFetch(held, page(51, 70, 100));
  assert.deepEqual(spans(held), [
    [30, 70],
    [90, 100],
  ]);
  held = afterFetch(held, page(71, 95, 100));
  assert.deepEqual(spans(held), [[30, 100]]);
  assert.deepEqual(endOf(held).items, messages(30, 100), "each once, in order");
});

test("an empty conversation begins with its first event", () => {
  const empty = afterLatest(nothingHeld, { from: 1, to: 0, items: [] });
  assert.deepEqual(spans(afterEvents(empty, messages(1, 2))), [[1, 2]]);
  assert.deepEqual(afterFetch(empty, { from: 1, to: 0, items: [], head: 0 }), empty);
});

test("an event that is no item lengthens the end and shows nothing", () => {
  const held = afterEvents(latest(1, 2), [happening(3, ben, "knitted"), message(4, ben)]);
  assert.deepEqual([spans(held), endOf(held).items.map(({ seq }) => seq)], [[[1, 4]], [1, 2, 4]]);
});

test("an event changes its item in every range, and nothing else", () => {
  const held = afterFetch(latest(90, 91), page(40, 50, 91));
  const after = afterEvents(held, [counted(92, 44), counted(93, 91), faded(94, 45)]);
  assert.deepEqual([counts(after, 44), counts(after, 91), counts(after, 90)], [1, 1, undefined]);
  assert.equal(
    covering(after, 45).items.some(({ seq }) => seq === 45),
    false,
  );
  const again = afterEvents(after, [counted(95, 90)]);
  assert.equal(
    again.ranges[0].items,
    after.ranges[0].items,
    "an unchanged item is the same object",
  );
});

test("a page that is older than the events is brought up to date", () => {
  const held = afterEvents(latest(90, 91), [counted(92, 44), message(93, ben), faded(94, 45)]);
  const after = afterFetch(held, page(40, 50, 91));
  assert.deepEqual([counts(after, 44), covering(after, 45).items.length], [1, 10]);
});

test("a page that is newer than the events waits for none and counts none twice", () => {
  const held = latest(90, 91);
  const ahead = messages(40, 50).map((one) => (one.seq === 44 ? { ...one, count: 2 } : one));
  let after = afterFetch(held, page(40, 50, 93, ahead));
  assert.equal(counts(after, 44), 2);
  after = afterEvents(after, [counted(92, 44), counted(93, 44)]);
  assert.equal(counts(after, 44), 2);
  after = afterEvents(after, [counted(94, 44)]);
  assert.equal(counts(after, 44), 3);
  assert.deepEqual(after.ahead, {}, "caught up");
});

test("of two pages that arrive out of order, no item goes back", () => {
  const showing = (count) =>
    messages(40, 50).map((one) => (one.seq === 44 ? { ...one, count } : one));
  let held = afterFetch(latest(90, 91), page(40, 50, 93, showing(2)));
  held = afterFetch(held, page(40, 50, 92, showing(1)));
  assert.equal(counts(held, 44), 2);
  assert.equal(counts(afterEvents(held, [counted(92, 44), counted(93, 44)]), 44), 2);
});

test("items of a page beyond `last` arrive as events", () => {
  const held = afterFetch(latest(90, 91), page(80, 93, 93));
  assert.deepEqual(spans(held), [[80, 91]]);
  assert.deepEqual(spans(afterFetch(latest(90, 91), page(92, 93, 93))), [[90, 91]]);
  assert.deepEqual(spans(afterEvents(held, messages(92, 93))), [[80, 93]]);
});

test("a page older than the remembered changes must be fetched again", () => {
  const held = latest(90, 91);
  assert.equal(afterFetch(held, page(40, 50, 90)), null);
  const many = Array.from({ length: 300 }, (_, nth) => counted(92 + nth, 90));
  const after = afterEvents(held, many);
  assert.equal(afterFetch(after, page(40, 50, 91)), null);
  assert.ok(afterFetch(after, page(40, 50, 391)));
  assert.equal(afterFetch(nothingHeld, page(40, 50, 91)), null, "before anything is held");
});

test("the reader is at the end, or at their place while it is held", () => {
  const held = afterFetch(latest(90, 91), page(40, 50, 91));
  assert.equal(shownIn(held), endOf(held));
  assert.equal(shownIn({ ...held, at: 44 }).from, 40);
  assert.equal(shownIn({ ...held, at: 60 }), endOf(held));
  assert.equal(shownIn(nothingHeld), null);
});

test("few ranges stay, among them the end and the one in view", () => {
  let held = latest(90, 100);
  for (const from of [10, 20, 30]) held = afterFetch(held, page(from, from + 1, 100));
  held = afterFetch({ ...held, at: 10 }, page(40, 41, 100));
  assert.deepEqual(spans(held), [
    [10, 11],
    [30, 31],
    [40, 41],
    [90, 100],
  ]);
});

test("items cut from the end are fetched again when they are needed", () => {
  const held = cutTo(latest(1, 100), 10);
  assert.deepEqual(spans(held), [[91, 100]]);
  assert.deepEqual(spans(afterFetch(held, page(81, 90, 100))), [[81, 100]]);
  assert.equal(cutTo(held, 10), held);
});

/**
 * Reads a generated conversation while it goes on: pages arrive late, out of order and from any
 * head.
 */
function read(history, { below, oneOf }) {
  const [first, length] = [below(history.events.length), history.events.length];
  const page = history.page(first, { before: first + 1 }, 1 + below(6));
  let held = afterLatest(nothingHeld, page);
  let under = [];
  for (let heard = first; heard < length || under.length > 0;) {
    const act = below(3);
    if (act === 0 && heard < length) {
      const next = heard + 1 + below(Math.min(5, length - heard));
      held = afterEvents(held, history.events.slice(heard, next));
      heard = next;
    } else if (act === 1 && heard < length) {
      const place = { [oneOf(["before", "after", "around"])]: 1 + below(length + 2) };
      under.push(history.page(heard + below(length - heard + 1), place, 1 + below(6)));
    } else if (under.length > 0) {
      const arrived = oneOf(under);
      under = under.filter((other) => other !== arrived);
      held = afterFetch(held, arrived) ?? held;
      check(held, heard < length ? null : history.items(length));
    }
    if (below(50) === 0) held = cutTo(held, 3);
  }
  return held;
}

function check(held, items) {
  for (const [nth, { from, to, items: shown }] of held.ranges.entries()) {
    assert.ok(nth === 0 || from > held.ranges[nth - 1].to + 1, "ranges touch or overlap");
    const isInOrder = ({ seq }, at) => at === 0 || seq > shown[at - 1].seq;
    assert.ok(shown.every(isInOrder) && between(shown, from, to).length === shown.length);
    if (items) assert.deepEqual(shown, between(items, from, to));
  }
  assert.equal(endOf(held).to, held.last);
}

test("in any order of arrival, the page ends with what a fresh reader is shown", () => {
  const SEEDS = Number(process.env.HISTORIES ?? 3_000);
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const chance = dice(seed);
    const history = new History(1 + chance.below(60), chance);
    try {
      const held = read(history, chance);
      check(held, history.items(history.events.length));
      assert.deepEqual(held.ahead, {});
    } catch (problem) {
      problem.message = `seed ${seed}: ${problem.message}`;
      throw problem;
    }
  }
});
