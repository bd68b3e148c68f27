// What the page holds of a timeline: contiguous ranges of it, in order, with gaps between them. The
// last one ends at `last` and grows with each event. Pure; knows no frames and no view.
//
// THE LAW: a page at head n with the events after n applied is the page at the later head. So every
// item reflects all events up to `last`, or up to a later head that `ahead` names.

import type { Event, OwnReactions, Page, TimelinePage } from "../wire.ts";
import { afterChange, isChange, isItem } from "./changes.ts";
import type { Ahead, Item } from "./changes.ts";
import { withMine } from "./messages.ts";

/** How many changes are remembered, to update pages that were read before them. */
const RECENT = 200;
/** How many other ranges stay besides the one in view. */
const RANGES = 4;

/**
 * Everything to show from the event `from` to the event `to`. An empty one ends before it begins.
 */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Item[];
}

export interface Held {
  /** In order, with gaps between them. The last one ends at `last`. */
  readonly ranges: readonly Range[];
  readonly last: number | null;
  /** The changes among the events after `after`. */
  readonly recent: { readonly after: number; readonly changes: readonly Event[] };
  readonly ahead: Ahead;
  /** My id: whose reactions are mine. It outlives what is held. */
  readonly me?: string | undefined;
  /** Where the reader is; null: at the end. */
  readonly at: number | null;
}

export const nothingHeld: Held = {
  ranges: [],
  last: null,
  recent: { after: 0, changes: [] },
  ahead: {},
  at: null,
};

export const endOf = (held: Held): Range | null => held.ranges.at(-1) ?? null;
export const covering = (held: Held, seq: number): Range | null =>
  held.ranges.find((range) => range.from <= seq && seq <= range.to) ?? null;
/** The item at `seq`, if it is held and shown. */
export const itemAt = (held: Held, seq: number): Item | undefined =>
  covering(held, seq)?.items.find((item) => item.seq === seq);
/** The range in view. */
export const shownIn = (held: Held): Range | null =>
  (held.at === null ? null : covering(held, held.at)) ?? endOf(held);

/** After the latest page, which the socket brings. It replaces everything held before. */
export const afterLatest = <T extends Held>(held: T, { from, to, items }: Page): T => ({
  ...held,
  ...nothingHeld,
  ranges: [{ from, to, items }],
  last: to,
  recent: { after: to, changes: [] },
});

/** After `mine`, which follows the latest page: which of its reactions are my own. */
export function afterMine<T extends Held>(held: T, mine: readonly OwnReactions[]): T {
  const ranges = held.ranges.map((range) => ({
    ...range,
    items: range.items.map((item) => withMine(item, mine)),
  }));
  return { ...held, ranges };
}

/** After the events that follow `last`, each with the previous `seq` plus one. */
export function afterEvents<T extends Held>(held: T, events: readonly Event[]): T {
  const [first] = events;
  if (first === undefined) return held;
  const before = endOf(held) ?? { from: first.seq, to: first.seq - 1, items: [] };
  const items = [...before.items];
  const end = { from: before.from, to: before.to, items };
  let others = held.ranges.slice(0, -1);
  for (const event of events) {
    if (isChange(event)) {
      others = others.map((range) => changed(range, event, held));
      end.items = changed(end, event, held).items.slice();
    }
    end.to = event.seq;
    if (isItem(event)) end.items.push(event);
  }
  const after = held.last === null ? before.to : held.recent.after;
  const recent = recentOf(after, [...held.recent.changes, ...events.filter(isChange)]);
  const ahead = stillAhead(held.ahead, end.to);
  return { ...held, ranges: [...others, end], last: end.to, recent, ahead };
}

function changed(range: Range, event: Event, held: Held): Range {
  const items = afterChange(range.items, event, held);
  return items === range.items ? range : { ...range, items };
}

function recentOf(after: number, changes: readonly Event[]): Held["recent"] {
  const gone = changes.slice(0, -RECENT);
  return { after: gone.at(-1)?.seq ?? after, changes: changes.slice(-RECENT) };
}

function stillAhead(ahead: Ahead, last: number): Ahead {
  const entries = Object.entries(ahead);
  return entries.length ? Object.fromEntries(entries.filter(([, head]) => head > last)) : ahead;
}

/**
 * After a page over HTTP, read at `head`. Items beyond `last` arrive as events later. Events since
 * `head` are applied to it. Null if they are not remembered: fetch the page again.
 */
export function afterFetch<T extends Held>(
  held: T,
  { from, to, items, head, mine = [] }: TimelinePage,
): T | null {
  if (held.last === null || head < held.recent.after) return null;
  const end = Math.min(to, held.last);
  if (from > end) return held;
  const missed = held.recent.changes.filter((event) => event.seq > head);
  const reached = items.filter((item) => item.seq <= end).map((item) => withMine(item, mine));
  const { me } = held;
  const now = missed.reduce<readonly Item[]>(
    (list, event) => afterChange(list, event, { me }),
    reached,
  );
  return withPage(held, held.last, { from, to: end, items: now }, head);
}

/**
 * Adds a page to the ranges that it touches. `page` reflects all events up to the later of `head`
 * and `last`. Of two versions of an item the later wins.
 */
function withPage<T extends Held>(held: T, last: number, page: Range, head: number): T {
  const isApart = (range: Range) => range.to + 1 < page.from || page.to + 1 < range.from;
  const met = held.ranges.filter((range) => !isApart(range));
  const items = new Map(met.flatMap((range) => range.items).map((item) => [item.seq, item]));
  const ahead: Record<number, number> = { ...held.ahead };
  for (const item of page.items) {
    // `ahead` may still name an item of a dropped range; that says nothing about this item.
    const known = items.has(item.seq) ? (ahead[item.seq] ?? last) : -1;
    if (head <= known) continue;
    items.set(item.seq, item);
    ahead[item.seq] = head;
  }
  const whole = {
    from: Math.min(page.from, ...met.map((range) => range.from)),
    to: Math.max(page.to, ...met.map((range) => range.to)),
    items: [...items.values()].sort((one, other) => one.seq - other.seq),
  };
  const ranges = [...held.ranges.filter(isApart), whole].sort((a, b) => a.from - b.from);
  return fewer({ ...held, ranges, ahead: stillAhead(ahead, last) }, whole);
}

/** Drops a range when there are too many, but not the end, the one in view, or `wanted`. */
function fewer<T extends Held>(held: T, wanted: Range): T {
  if (held.ranges.length <= RANGES) return held;
  const needed = new Set([wanted, shownIn(held), endOf(held)]);
  const gone = held.ranges.find((range) => !needed.has(range));
  return { ...held, ranges: held.ranges.filter((range) => range !== gone) };
}

/** Keeps only the last `most` items of the end. Earlier ones are fetched when they are needed. */
export function cutTo<T extends Held>(held: T, most: number): T {
  const end = endOf(held);
  if (end === null || end.items.length <= most) return held;
  const items = end.items.slice(-most);
  const from = items[0]?.seq ?? end.from;
  return { ...held, ranges: [...held.ranges.slice(0, -1), { ...end, from, items }] };
}
