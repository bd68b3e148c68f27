// What the page holds of a timeline: contiguous ranges of it, in order, with gaps between them. The
// last one ends at `last` and grows with each event. Pure; knows no frames and no view.
//
// THE LAW: a page at head n with the events after n applied is the page at the later head. So every
// item reflects all events up to `last`, or up to a later head that `ahead` names.

import { afterChange, isChange, isItem } from "./changes.ts";

/** How many changes are remembered, to update pages that were read before them. */
const RECENT = 200;
/** How many other ranges stay besides the one in view. */
const RANGES = 4;

/**
 * `recent`: the changes among the events after `after`. `at`: where the reader is; null: the end.
 */
export const nothingHeld = {
  ranges: [],
  last: null,
  recent: { after: 0, changes: [] },
  ahead: {},
  at: null,
};

export const endOf = (held) => held.ranges.at(-1) ?? null;
export const covering = (held, seq) =>
  held.ranges.find((range) => range.from <= seq && seq <= range.to) ?? null;
/** The range in view. */
export const shownIn = (held) => (held.at === null ? null : covering(held, held.at)) ?? endOf(held);

/** After the latest page, which the socket brings. It replaces everything held before. */
export const afterLatest = (held, { from, to, items }) => ({
  ...held,
  ...nothingHeld,
  ranges: [{ from, to, items }],
  last: to,
  recent: { after: to, changes: [] },
});

/** After the events that follow `last`, each with the previous `seq` plus one. */
export function afterEvents(held, events) {
  const before = endOf(held) ?? { from: events[0].seq, to: events[0].seq - 1, items: [] };
  let ranges = [...held.ranges.slice(0, -1), { ...before, items: [...before.items] }];
  for (const event of events) {
    if (isChange(event)) ranges = ranges.map((range) => changed(range, event, held.ahead));
    const end = ranges.at(-1);
    end.to = event.seq;
    if (isItem(event)) end.items.push(event);
  }
  const last = events.at(-1).seq;
  const after = held.last === null ? before.to : held.recent.after;
  const recent = recentOf(after, [...held.recent.changes, ...events.filter(isChange)]);
  return { ...held, ranges, last, recent, ahead: stillAhead(held.ahead, last) };
}

/** Changes a range in an array that is not shared yet. */
function changed(range, event, ahead) {
  const items = afterChange(range.items, event, ahead);
  return items === range.items ? range : { ...range, items };
}

function recentOf(after, changes) {
  const over = changes.length - RECENT;
  return over > 0
    ? { after: changes[over - 1].seq, changes: changes.slice(over) }
    : { after, changes };
}

function stillAhead(ahead, last) {
  const entries = Object.entries(ahead);
  return entries.length ? Object.fromEntries(entries.filter(([, head]) => head > last)) : ahead;
}

/**
 * After a page over HTTP, read at `head`. Items beyond `last` arrive as events later. Events since
 * `head` are applied to it. Null if they are not remembered: fetch the page again.
 */
export function afterFetch(held, { from, to, items, head }) {
  if (held.last === null || head < held.recent.after) return null;
  const page = { from, to: Math.min(to, held.last) };
  if (page.from > page.to) return held;
  const missed = held.recent.changes.filter((event) => event.seq > head);
  const reached = items.filter((item) => item.seq <= page.to);
  page.items = missed.reduce((list, event) => afterChange(list, event), reached);
  return withPage(held, page, head);
}

/**
 * Adds a page to the ranges that it touches. `page` reflects all events up to the later of `head`
 * and `last`. Of two versions of an item the later wins.
 */
function withPage(held, page, head) {
  const isApart = (range) => range.to + 1 < page.from || page.to + 1 < range.from;
  const met = held.ranges.filter((range) => !isApart(range));
  const items = new Map(met.flatMap((range) => range.items).map((item) => [item.seq, item]));
  const ahead = { ...held.ahead };
  for (const item of page.items) {
    // `ahead` may still name an item of a dropped range; that says nothing about this item.
    const known = items.has(item.seq) ? (ahead[item.seq] ?? held.last) : -1;
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
  return fewer({ ...held, ranges, ahead: stillAhead(ahead, held.last) }, whole);
}

/** Drops a range when there are too many, but not the end, the one in view, or `wanted`. */
function fewer(held, wanted) {
  if (held.ranges.length <= RANGES) return held;
  const needed = new Set([wanted, shownIn(held), endOf(held)]);
  const gone = held.ranges.find((range) => !needed.has(range));
  return { ...held, ranges: held.ranges.filter((range) => range !== gone) };
}

/** Keeps only the last `most` items of the end. Earlier ones are fetched when they are needed. */
export function cutTo(held, most) {
  const end = endOf(held);
  if (end.items.length <= most) return held;
  const items = end.items.slice(-most);
  return { ...held, ranges: [...held.ranges.slice(0, -1), { ...end, from: items[0].seq, items }] };
}
