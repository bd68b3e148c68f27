// Which rows of a timeline are drawn.
import assert from "node:assert/strict";
import test from "node:test";
import { rowsOf } from "../../public/model/rows.ts";
import * as slices from "../../public/model/slice.ts";
import { ana, ben, happening, message } from "./world.mjs";

const MOST = 120;
const dayOf = (at) => String(Math.floor(at / 86_400_000));
const messages = (count) => Array.from({ length: count }, (_, nth) => message(nth + 1, ben));
const joins = (from, count) =>
  Array.from({ length: count }, (_, nth) =>
    happening(from + nth, { id: `u${nth}`, handle: `h${nth}` }, "joined"),
  );
const count = (items, slice) => {
  const { start, end } = slices.placesOf(items, slice);
  return end - start;
};
const shown = (events) => ({ events, me: ana.id, dayOf });

test("a slice has a bounded number of rows, wherever it is", () => {
  const items = messages(10_000);
  for (const slice of [
    slices.lastOf(items, MOST),
    slices.firstOf(items, MOST),
    slices.around(items, 5_000, MOST),
    slices.around(items, 9_990, MOST),
    slices.earlier(items, slices.around(items, 5_000, MOST), MOST),
    slices.later(items, slices.around(items, 5_000, MOST), MOST),
  ])
    assert.equal(count(items, slice), MOST);
});

test("the end is followed, and only the end", () => {
  const items = messages(500);
  assert.equal(slices.lastOf(items, MOST).to, null);
  assert.equal(slices.around(items, 490, MOST).to, null);
  assert.notEqual(slices.around(items, 250, MOST).to, null);
});

test("steps lead from the end to the beginning and back, and overlap", () => {
  const items = messages(1_000);
  let slice = slices.lastOf(items, MOST);
  const steps = [];
  for (;;) {
    const next = slices.earlier(items, slice, MOST);
    if (next === slice) break;
    assert.ok(next.from < slice.from && (next.to ?? Infinity) > slice.from, "they overlap");
    steps.push((slice = next));
  }
  assert.equal(slice.from, 1);
  for (let nth = 0; nth < steps.length + 1; nth += 1) slice = slices.later(items, slice, MOST);
  assert.equal(slice.to, null);
  assert.equal(slices.later(items, slice, MOST), slice);
});

test("a slice that follows the end grows, and gives up what is far from the reader", () => {
  const slice = slices.lastOf(messages(500), MOST);
  const some = messages(510);
  assert.equal(slices.kept(some, slice, MOST, true), slice, "a few more stay");
  const many = messages(800);
  assert.deepEqual(slices.kept(many, slice, MOST, true), slices.lastOf(many, MOST));
  const up = slices.kept(many, slice, MOST, false);
  assert.deepEqual([up.from, up.to], [slice.from, slice.from + MOST - 1]);
});

test("a slice of items that are gone begins again at the end", () => {
  const items = messages(500).slice(300);
  assert.deepEqual(
    slices.kept(items, { from: 1, to: 100 }, MOST, true),
    slices.lastOf(items, MOST),
  );
});

test("items that share a row count once and are not parted", () => {
  const items = [...messages(100), ...joins(101, 5_000), message(5_101, ben)];
  const slice = slices.lastOf(items, MOST);
  assert.equal(slice.from, 1, "the crowd is one row");
  const end = slices.lastOf(items, 2);
  assert.equal(end.from, 101);
  const rows = slices.rowsIn(end, shown(items));
  assert.equal(rows[0].who.length, 5_000);
});

test("the rows of a slice are those of the whole", () => {
  const items = [
    ...messages(50),
    ...joins(51, 20),
    message(71, ben),
    happening(72, ana, "knitted"),
    message(73, ben),
    message(74, ana),
    ...Array.from({ length: 60 }, (_, nth) => ({
      ...message(75 + nth, ben),
      at: 90_000_000 * nth,
    })),
  ];
  const whole = rowsOf(shown(items)).map((row) => JSON.stringify(row));
  for (let from = 1; from <= items.length; from += 1) {
    const rows = slices.rowsIn({ from, to: null }, shown(items)).map((row) => JSON.stringify(row));
    if (from > 51 && from <= 70) continue; // No slice begins inside of a row.
    assert.deepEqual(rows, whole.slice(-rows.length), `from ${from}`);
  }
});
