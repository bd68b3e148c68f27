// What later events do to a message, and to the replies that quote it. Knows no ranges.

import type { Event, OwnReactions, Quote, ReactionChange } from "../wire.ts";
import { preview } from "./preview.ts";

type OfKind<K extends Event["kind"]> = Extract<Event, { kind: K }>;

/** A message in its present state. `mine`: the emoji of my own reactions to it. */
export type Message = OfKind<"message"> & { readonly mine?: readonly string[] };

/** What changes a message. */
export type Change = OfKind<"edited" | "deleted" | "reacted" | "unreacted" | "pinned" | "unpinned">;

/** The message after an event that may concern it or what it quotes. `me` is my id. */
export function afterChange(message: Message, change: Change, me: string | undefined): Message {
  if (message.seq === change.message) return changed(message, change, me);
  const quote = message.quote && quoting(message.quote, change);
  return quote === message.quote ? message : { ...message, ...(quote && { quote }) };
}

/** Nothing changes a message that was deleted. */
function changed(message: Message, change: Change, me: string | undefined): Message {
  if (message.deleted) return message;
  switch (change.kind) {
    case "edited": {
      const { at, body, mentions } = change;
      if (body === undefined) return { ...message, edited_at: at };
      const { mentions: _before, ...rest } = message;
      return { ...rest, body, ...(mentions && { mentions }), edited_at: at };
    }
    case "deleted": {
      const { at, author, handle } = change;
      const removed_by = author === message.author ? {} : { removed_by: { id: author, handle } };
      const { seq, client_id, kind } = message;
      const whose = { author: message.author, handle: message.handle };
      return {
        seq,
        at: message.at,
        ...whose,
        kind,
        client_id,
        body: "",
        deleted: { at, ...removed_by },
      };
    }
    case "pinned":
      return { ...message, pinned: true };
    case "unpinned": {
      const { pinned: _pinned, ...rest } = message;
      return rest;
    }
    case "reacted":
    case "unreacted":
      return reactedTo(message, change, change.author === me);
  }
}

function reactedTo(
  message: Message,
  change: ReactionChange & { readonly kind: "reacted" | "unreacted" },
  isMine: boolean,
): Message {
  const { emoji, reaction } = change;
  const { reactions: before = [], mine: mineBefore = [], ...rest } = message;
  const others = before.filter((one) => one.emoji !== emoji);
  const reactions = [...others, ...(reaction ? [reaction] : [])].sort((a, b) => a.since - b.since);
  const without = isMine ? mineBefore.filter((one) => one !== emoji) : mineBefore;
  const mine = isMine && change.kind === "reacted" ? [...without, emoji] : without;
  return {
    ...rest,
    ...(reactions.length > 0 && { reactions }),
    ...(mine.length > 0 && { mine }),
  };
}

function quoting(quote: Quote, change: Change): Quote {
  if (quote.message !== change.message || quote.deleted) return quote;
  if (change.kind === "deleted") return { ...quote, preview: "", deleted: true };
  if (change.kind !== "edited" || change.body === undefined) return quote;
  return { ...quote, preview: preview(change.body) };
}

/** A message with the emoji of my own reactions, as the server sends them beside a page. */
export function withMine<T extends Event>(item: T, mine: readonly OwnReactions[]): T {
  const emoji = mine.find(({ message }) => message === item.seq)?.emoji;
  return emoji && item.kind === "message" ? { ...item, mine: emoji } : item;
}

/** Whether a message mentions me, or replies to me. */
export function mentionsMe(message: OfKind<"message">, me: string | undefined): boolean {
  if (me === undefined || message.author === me) return false;
  const { quote, mentions } = message;
  if (quote?.author === me || mentions?.everyone) return true;
  return Boolean(mentions?.people.some(({ id }) => id === me) || mentions?.here?.includes(me));
}
