// A timeline as it is drawn while acts of mine are under way: what I have done shows at once.

import type { Person, Reaction } from "../wire.ts";
import type { Act, Acts, Change } from "./acts.ts";
import type { Item } from "./changes.ts";
import type { Message } from "./messages.ts";

/** How many people a reaction names (docs/protocol.md). */
const NAMED = 5;

/** `act`: my edit or deletion of it that is not stored yet. */
export type ShownMessage = Message & {
  readonly act?: Act;
  /** The emoji of my own reactions that are not stored yet. */
  readonly reacting?: readonly string[];
};
export type ShownItem = ShownMessage | Exclude<Item, { kind: "message" }>;

/** Whether an item is what the change makes of it. */
export function isReached(item: Item | undefined, change: Change): boolean {
  if (item?.kind !== "message" || item.deleted) return true;
  switch (change.kind) {
    case "edit":
      return item.body === change.body;
    case "delete":
      return false;
    case "react":
      return Boolean(item.mine?.includes(change.emoji)) === change.on;
    case "pin":
      return Boolean(item.pinned) === change.on;
  }
}

/** The last result for each item, so that what did not change is the same object. */
const lastShown = new WeakMap<Item, { readonly acts: Acts; readonly shown: ShownMessage }>();

/** The items with my acts. Deleted messages stay only where a reply that is held quotes them. */
export function itemsShown(items: readonly Item[], acts: Acts, me: Person | null) {
  const quoted = new Set<number>();
  for (const item of items)
    if (item.kind === "message" && item.quote) quoted.add(item.quote.message);
  return items.flatMap<ShownItem>((item) => {
    if (item.kind !== "message") return [item];
    if (item.deleted) return quoted.has(item.seq) ? [item] : [];
    const own = acts.filter(({ message }) => message === item.seq);
    return [own.length === 0 || me === null ? item : withActs(item, own, me)];
  });
}

function withActs(item: Message, acts: Acts, me: Person): ShownMessage {
  const last = lastShown.get(item);
  const isSame = last?.acts.length === acts.length && last.acts.every((act, n) => act === acts[n]);
  if (last && isSame) return last.shown;
  const shown = acts.reduce<ShownMessage>((message, act) => withAct(message, act, me), item);
  lastShown.set(item, { acts, shown });
  return shown;
}

function withAct(message: ShownMessage, act: Act, me: Person): ShownMessage {
  const { change, state } = act;
  if (change.kind === "react") {
    const next = reacted(message, change, me);
    const { reacting = [] } = message;
    return state === "waiting" ? { ...next, reacting: [...reacting, change.emoji] } : next;
  }
  if (change.kind === "pin") return { ...message, pinned: change.on };
  if (change.kind === "delete") return { ...message, act };
  // A failed edit shows the stored wording, and beside it what was not saved.
  if (state === "failed") return { ...message, act };
  return { ...message, body: change.body, ...(state === "waiting" && { act }) };
}

function reacted(message: ShownMessage, change: Change & { kind: "react" }, me: Person) {
  if (isReached(message, change)) return message;
  const { emoji, on } = change;
  const { reactions = [], mine = [] } = message;
  const before = reactions.find((one) => one.emoji === emoji);
  const next = on ? joined(before, emoji, me) : left(before, me);
  const others = reactions.flatMap((one) => (one !== before ? [one] : next ? [next] : []));
  return {
    ...message,
    reactions: before || !next ? others : [...others, next],
    mine: on ? [...mine, emoji] : mine.filter((one) => one !== emoji),
  };
}

function joined(before: Reaction | undefined, emoji: string, me: Person): Reaction {
  const { count = 0, since = Number.MAX_SAFE_INTEGER, people = [] } = before ?? {};
  const named = people.length < NAMED ? [...people, me] : people;
  return { emoji, count: count + 1, since, people: named };
}

function left(before: Reaction | undefined, me: Person): Reaction | null {
  if (!before || before.count <= 1) return null;
  const people = before.people.filter(({ id }) => id !== me.id);
  return { ...before, count: before.count - 1, people };
}
