// What each kind of event does to a timeline: some are shown in it, some change what is shown.
// Knows no ranges and no frames.

import { afterChange as messageAfter } from "./messages.ts";
import type { Change as MessageChange, Message } from "./messages.ts";
import type { Event } from "../wire.ts";

type Kind = Event["kind"];
/** What a timeline shows: a message or a notice, in its present state. */
export type Item = Message | Exclude<Event, { kind: "message" }>;
type Change = (item: Item, event: Event, me: string | undefined) => Item | null;

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

const toMessage = (item: Item, event: Event, me: string | undefined): Item =>
  item.kind === "message" && isMessageChange(event) ? messageAfter(item, event, me) : item;

/**
 * Kinds that change items: (item, event, me) → the item as it is from then on. It is the same
 * object when the event does not concern it, and null when it is shown no more. `me` is my id. A
 * new kind is one line.
 */
export const CHANGES: Partial<Record<Kind, Change>> = {
  edited: toMessage,
  deleted: toMessage,
  reacted: toMessage,
  unreacted: toMessage,
  pinned: toMessage,
  unpinned: toMessage,
};

const isMessageChange = (event: Event): event is MessageChange =>
  event.kind !== "message" && changeOf(event) === toMessage;

const changeOf = (event: Event): Change | undefined =>
  Object.hasOwn(CHANGES, event.kind) ? CHANGES[event.kind] : undefined;

export const isChange = (event: Event): boolean => changeOf(event) !== undefined;

/** Which items show a later state already, by `seq`, and up to which event. */
export type Ahead = Readonly<Record<number, number>>;

/** `me`: my id, for my own reactions. */
interface Reader {
  readonly ahead?: Ahead;
  readonly me?: string | undefined;
}

/** The items after an event. The same array if it changes none. */
export function afterChange(items: readonly Item[], event: Event, { ahead = {}, me }: Reader = {}) {
  const change = changeOf(event);
  if (change === undefined) return items;
  const next = items.flatMap((item) => {
    const isAhead = item.seq >= event.seq || (ahead[item.seq] ?? -1) >= event.seq;
    const changed = isAhead ? item : change(item, event, me);
    return changed === null ? [] : [changed];
  });
  const isSame = next.length === items.length && next.every((item, nth) => item === items[nth]);
  return isSame ? items : next;
}
