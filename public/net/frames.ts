// The wire: every frame of both sockets. The types come from the server (public/wire.ts); here are
// their checkers, which do not compile if they differ. Does not know how a frame travels.

import { about, entry, here, member, role, visibility } from "./conversation-shape.ts";
import { count, fits, flag, isObject, list, maybe, oneOf, shape, text } from "./shape.ts";
import {
  mentions,
  message,
  ownReactions,
  person,
  profile,
  profileFields,
  reactionChange,
} from "./message-shape.ts";
import type { Check, Fields } from "./shape.ts";
import type * as wire from "../wire.ts";

type FileIds = readonly wire.FileId[];

/** A frame of either socket. */
export type ToPage = wire.ToClient | wire.ToUserClient;

/** What a client sends on a conversation socket. */
export const say = {
  post: (client_id: wire.ClientId, body: string, reply_to?: wire.Seq, files: FileIds = []) =>
    ({
      type: "post",
      client_id,
      body,
      ...(reply_to === undefined ? {} : { reply_to }),
      ...(files.length > 0 && { files: [...files] }),
    }) as const,
  edit: (request: wire.ClientId, message: wire.Seq, body: string) =>
    ({ type: "edit", request, message, body }) as const,
  delete: (request: wire.ClientId, message: wire.Seq) =>
    ({ type: "delete", request, message }) as const,
  react: (request: wire.ClientId, message: wire.Seq, emoji: string, on: boolean) =>
    ({ type: "react", request, message, emoji, on }) as const,
  pin: (request: wire.ClientId, message: wire.Seq, on: boolean) =>
    ({ type: "pin", request, message, on }) as const,
  seen: (seq: wire.Seq) => ({ type: "seen", seq }) as const,
  /** What is on its way after `seen` is not read. */
  focus: (focused: boolean, seen?: wire.Seq) =>
    ({ type: "focus", focused, ...(seen === undefined ? {} : { seen }) }) as const,
  typing: () => ({ type: "typing" }) as const,
  ack: (seq: wire.Seq) => ({ type: "ack", seq }) as const,
} satisfies { [T in wire.FromClient["type"]]: (...given: never[]) => Frame<wire.FromClient, T> };

/** The frame with this `type`. */
type Frame<F extends { type: string }, T extends F["type"]> = Extract<F, { type: T }>;

/** A checker for each field of each frame. */
type Frames<F extends { type: string }> = {
  readonly [T in F["type"]]: Fields<Omit<Frame<F, T>, "type">>;
};

const reason = oneOf<wire.ResetReason>({ future: true, epoch: true, garbage: true, too_far: true });
const params = shape<wire.Params>({
  rule: maybe(text),
  limit: maybe(count),
  expected: maybe(text),
});
const error: Fields<wire.ErrorBody> = {
  code: text,
  message: text,
  params: maybe(params),
  client_id: maybe(text),
  request: maybe(text),
  retry_after: maybe(count),
};

type OfKind<K extends wire.EventKind["kind"]> = Omit<Extract<wire.EventKind, { kind: K }>, "kind">;
const subject: Fields<wire.Subject> = { user: text, user_handle: text };
const KINDS: { readonly [K in wire.EventKind["kind"]]: Fields<OfKind<K>> } = {
  message,
  edited: {
    message: count,
    body: maybe(text),
    mentions: maybe(mentions),
    newly: maybe(list(text)),
  },
  deleted: { message: count },
  reacted: reactionChange,
  unreacted: reactionChange,
  pinned: { message: count },
  unpinned: { message: count },
  created: { title: text, topic: text, visibility },
  joined: {},
  left: {},
  admitted: subject,
  removed: subject,
  role_changed: { ...subject, role },
  renamed: { title: text, topic: text },
  profile_changed: {},
};
const logged: Fields<Omit<wire.Event, "kind">> = {
  seq: count,
  at: count,
  author: text,
  handle: text,
};
/**
 * An event of a kind that this page does not know passes too, although the type does not say so:
 * its `seq` counts, and a `switch` on the kind falls through to its default.
 */
const event: Check<wire.Event> = (value): value is wire.Event =>
  isObject(value) &&
  typeof value.kind === "string" &&
  fits(value, logged) &&
  fits(value, own(KINDS, value.kind) ?? {});

const TO_CLIENT: Frames<wire.ToClient> = {
  welcome: {
    conversation: about,
    you: member,
    members: list(member),
    member_count: count,
    here: list(here),
    profiles: maybe(list(profile)),
    head: count,
    ack_after: count,
    stream: maybe(text),
  },
  page: { from: count, to: count, items: list(event), profiles: maybe(list(profile)) },
  events: { events: list(event), profiles: maybe(list(profile)) },
  live: { head: count },
  reset: { reason },
  mine: { mine: list(ownReactions) },
  posted: { event },
  done: { request: text },
  read: { user: text, seq: count },
  typing: { user: text, handle: text },
  presence: { user: text, handle: text, here: flag, focused: flag },
  lagging: { head: count },
  error,
};

const TO_USER_CLIENT: Frames<wire.ToUserClient> = {
  welcome: {
    you: person,
    session: maybe(text),
    profile: maybe(profile),
    inbox: list(entry),
  },
  inbox: { entries: list(entry) },
  gone: { conversation: text },
  profile: profileFields,
  error,
};

/** A frame whose fields do not fit its type. */
export class BadFrame extends Error {}

/**
 * Reads a frame of the conversation socket. Null for a type that this page does not know. Throws
 * BadFrame.
 */
export const readConversationFrame = (text: string): wire.ToClient | null =>
  checked(parse(text), TO_CLIENT);
/** The same for the user socket. */
export const readUserFrame = (text: string): wire.ToUserClient | null =>
  checked(parse(text), TO_USER_CLIENT);
/** The same for a frame of a conversation that has been parsed already. */
export const conversationFrame = (value: unknown): wire.ToClient | null =>
  checked(value, TO_CLIENT);

function checked<F extends { type: string }>(value: unknown, known: Frames<F>): F | null {
  if (!isObject(value) || typeof value.type !== "string")
    throw new BadFrame("a frame without a type");
  const fields = own<Fields<object>>(known, value.type);
  if (!fields) return null;
  const isFrame = (frame: unknown): frame is F => frame === value && fits(value, fields);
  if (!isFrame(value)) throw new BadFrame(`not a ${String(value.type)} frame`);
  return value;
}

/** The entry of this name, and not what every object inherits. */
const own = <T>(table: { readonly [name: string]: T }, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadFrame("not JSON");
  }
}
