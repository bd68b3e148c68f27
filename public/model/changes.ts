// What each kind of event does to a timeline: some are shown in it, some change what is shown.
// Knows no ranges and no frames.

import type { Event } from "../wire.ts";

/** What a timeline shows: a message or a notice, in its present state. */
export type Item = Event;

type Kind = Event["kind"];
type Change = (item: Item, event: Event) => Item | null;

/** The kinds that a timeline shows: messages, and the notices between them. */
const ITEMS: ReadonlySet<string> = new Set<Kind>([
  "message",
  "created",
  "joined",
  "left",
  "admitted",
  "removed",
  "role_changed",
  "renamed",
]);

export const isItem = (event: Event): boolean => ITEMS.has(event.kind);

/**
 * Kinds that change items: (item, event) → the item as it is from then on. It is the same object
 * when the event does not concern it, and null when it is shown no more. A new kind is one line.
 */
export const CHANGES: Partial<Record<Kind, Change>> = {};

const changeOf = (event: Event): Change | undefined =>
  Object.hasOwn(CHANGES, event.kind) ? CHANGES[event.kind] : undefined;

export const isChange = (event: Event): boolean => changeOf(event) !== undefined;

/** Which items show a later state already, by `seq`, and up to which event. */
export type Ahead = Readonly<Record<number, number>>;

/** The items after an event. The same array if it changes none. */
export function afterChange(items: readonly Item[], event: Event, ahead: Ahead = {}) {
  const change = changeOf(event);
  if (change === undefined) return items;
  const next = items.flatMap((item) => {
    const isAhead = item.seq >= event.seq || (ahead[item.seq] ?? -1) >= event.seq;
    const changed = isAhead ? item : change(item, event);
    return changed === null ? [] : [changed];
  });
  const isSame = next.length === items.length && next.every((item, nth) => item === items[nth]);
  return isSame ? items : next;
}
