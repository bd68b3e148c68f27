// Which part of a range of a timeline is drawn. A page may hold ten thousand items; it draws a
// slice of them around the reader, and moves the slice when the reader comes near its ends. Pure;
// knows no pixels.

import type { Event } from "../wire.ts";
import { noticeOf, together } from "./notices.ts";
import { rowsOf } from "./rows.ts";
import type { Row, Shown } from "./rows.ts";

type Items = readonly Event[];

/**
 * The items from one `seq` to another. `to` is null when the slice reaches the end of its range and
 * grows with it.
 */
export interface Slice {
  readonly from: number;
  readonly to: number | null;
}

/** The least number of rows in a slice. It fills four windows of 1,000 px. */
const LEAST = 120;
/** The height of the smallest row, in px. */
const LOWEST = 34;

/** How many rows to draw in a log of this height, in px: enough for four such logs. */
export const rowsFor = (height: number): number =>
  Math.max(LEAST, Math.ceil((4 * height) / LOWEST));
/** By how many rows a slice moves: less than what is beyond the view on either side. */
const step = (most: number): number => Math.ceil(most / 3);

/** The place of the first item that is not before `seq`. */
function placeOf(items: Items, seq: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.seq ?? Infinity) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The places of a slice in the items: `items.slice(start, end)`. */
export const placesOf = (items: Items, { from, to }: Slice): { start: number; end: number } => ({
  start: placeOf(items, from),
  end: to === null ? items.length : placeOf(items, to + 1),
});

/** Whether the item at `place` is in the same row as the one before it. */
function joins(items: Items, place: number): boolean {
  const [before, item] = [items[place - 1], items[place]];
  if (!before || !item || before.kind !== item.kind || item.kind === "message") return false;
  const [one, other] = [noticeOf(before), noticeOf(item)];
  return one !== null && other !== null && together(one, other) !== null;
}

/** The place `count` rows before `place`. It never parts a row. */
function back(items: Items, place: number, count: number): number {
  let at = place;
  for (let rows = 0; at > 0; at -= 1) {
    if (joins(items, at)) continue;
    if (rows === count) break;
    rows += 1;
  }
  return at;
}

/** The place after `count` more rows. */
function forward(items: Items, place: number, count: number): number {
  let at = place;
  for (let rows = 0; at < items.length; at += 1) {
    if (joins(items, at)) continue;
    if (rows === count) break;
    rows += 1;
  }
  return at;
}

const between = (items: Items, start: number, end: number): Slice => ({
  from: items[start]?.seq ?? 0,
  to: end >= items.length ? null : (items[end - 1]?.seq ?? 0),
});

/** The last rows. */
export const lastOf = (items: Items, most: number): Slice =>
  between(items, back(items, items.length, most), items.length);

/** The first rows. */
export const firstOf = (items: Items, most: number): Slice =>
  between(items, 0, forward(items, 0, most));

/** The rows around the item at `seq`. */
export function around(items: Items, seq: number, most: number): Slice {
  const place = placeOf(items, seq);
  const end = forward(items, place, Math.ceil(most / 2));
  return end === items.length
    ? lastOf(items, most)
    : between(items, back(items, place, Math.floor(most / 2)), end);
}

/** The slice one step up, or the same one at the beginning of the items. */
export function earlier(items: Items, slice: Slice, most: number): Slice {
  const { start, end } = placesOf(items, slice);
  if (start === 0) return slice;
  const first = back(items, start, step(most));
  return between(items, first, Math.min(end, forward(items, first, most)));
}

/** The slice one step down, or the same one at the end. */
export function later(items: Items, slice: Slice, most: number): Slice {
  const { start, end } = placesOf(items, slice);
  if (end === items.length) return slice.to === null ? slice : { ...slice, to: null };
  const last = forward(items, end, step(most));
  return between(items, Math.max(start, back(items, last, most)), last);
}

/**
 * The slice after the items have changed. Of a slice that has grown too long, the end that is
 * farther from the reader is given up.
 */
export function kept(items: Items, slice: Slice, most: number, readsEnd: boolean): Slice {
  const { start, end } = placesOf(items, slice);
  if (start >= end) return lastOf(items, most);
  if (back(items, end, most + step(most)) <= start) return slice;
  return readsEnd
    ? between(items, back(items, end, most), end)
    : between(items, start, forward(items, start, most));
}

/**
 * The rows of a slice. They are the same as they would be among the rows of all items: the last
 * item before the slice decides whether its first row begins a day, or shares a name.
 */
export function rowsIn(slice: Slice, shown: Shown): readonly Row[] {
  const { events } = shown;
  const { start, end } = placesOf(events, slice);
  let first = start - 1;
  while (first >= 0 && !isShown(events[first])) first -= 1;
  const rows = rowsOf({ ...shown, events: events.slice(Math.max(0, first), end) });
  if (first < 0) return rows;
  const before = events[first]?.seq;
  return rows.slice(rows.findIndex((row) => "seq" in row && row.seq === before) + 1);
}

const isShown = (item: Event | undefined): boolean =>
  item !== undefined && (item.kind === "message" || noticeOf(item) !== null);
