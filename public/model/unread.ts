// What is unread in a timeline: where it begins and how much of it is known. A timeline holds only
// parts of the log, so each answer says what it does not know.

import type { Item } from "./changes.ts";
import { covering, endOf } from "./ranges.ts";
import type { Timeline } from "./timeline-state.ts";

const isNews = (item: Item, after: number, state: Timeline) =>
  item.kind === "message" && item.seq > after && item.author !== state.you?.user;

/**
 * The `seq` of the first unread message of another person, above which the "new" line stands. It is
 * known only where what precedes it is read or is the beginning: in the range with the event after
 * `read`. A line stays while the message below it is unread.
 */
export function lineFor(state: Timeline): number | null {
  if (state.line !== null && state.line > state.read) return state.line;
  const items = covering(state, state.read + 1)?.items ?? [];
  return items.find((item) => isNews(item, state.read, state))?.seq ?? state.line;
}

/**
 * Where a conversation opens. If the latest page does not reach back to what is read, `at` is the
 * `seq` around which the first unread message is to be looked for. Otherwise null: at the line, or
 * at the end. `unread` is the inbox's count, or null. The timeline is live.
 */
export function entryPoint(state: Timeline, unread: number | null): { at: number | null } {
  const first = state.read + 1;
  const end = endOf(state);
  const isHeld = end === null || end.from <= first;
  return { at: isHeld || unread === 0 || first > state.head ? null : first };
}

/** How many unread messages of others there are, or null where not all of them are held. */
export function unreadIn(state: Timeline): number | null {
  const end = endOf(state);
  if (end === null || end.from > state.read + 1) return null;
  return count(end.items, state.read, state);
}

/**
 * How many messages of others are below what the reader has seen, which is up to `seen` or read.
 * `unread` is the inbox's count after `read`: messages that are not held are counted by it.
 */
export function newsAfter(state: Timeline, seen: number, unread: number): number {
  const from = Math.max(seen, state.read);
  const end = endOf(state);
  const held = count(end?.items ?? [], from, state);
  if (end === null || end.from <= from + 1) return held;
  const isSeen = (item: Item) => item.seq <= from && isNews(item, state.read, state);
  const passed = state.ranges.flatMap((range) => range.items.filter(isSeen)).length;
  return Math.max(held, unread - passed);
}

const count = (items: readonly Item[], after: number, state: Timeline) =>
  items.reduce((sum, item) => sum + (isNews(item, after, state) ? 1 : 0), 0);
