// The rows of messages and posts. A message that did not change keeps the object of its row.

import type { Event, File as Stored, Params, Quote } from "../wire.ts";
import type { ShownMessage } from "./acts-shown.ts";
import { mentionsMe } from "./messages.ts";
import type { Post } from "./post.ts";
import type { Reply } from "./reply.ts";

/** Messages of one person within this time share one name, in ms. */
export const TOGETHER = 5 * 60_000;

interface Written {
  readonly type: "message";
  readonly key: string;
  readonly at: number;
  /** A person's id. */
  readonly author: string;
  readonly body: string;
  readonly mine: boolean;
  /** Whether it does not belong to the message above, so it has a name and a time. */
  readonly first: boolean;
  readonly client_id: string;
  readonly files: readonly Stored[];
  /** What it answers. */
  readonly quote: Quote | Reply | null;
}

interface StoredRow extends Written {
  readonly state: "sent";
  readonly seq: number;
  readonly handle: string;
  readonly item: ShownMessage;
  /** Whether it mentions me or answers me. */
  readonly forMe: boolean;
  /** Whether its text is being edited in its row. */
  readonly editing: boolean;
}

/** A message of mine that the log does not show yet. */
interface PostRow extends Written {
  readonly state: Post["state"];
  readonly seq: number | null;
  readonly handle: null;
  readonly item: null;
  /** Why it failed; see refusalWords in words/words.ts. */
  readonly refusal: {
    readonly code: string;
    readonly message: string;
    readonly params: Params | null;
  } | null;
}

export type MessageRow = StoredRow | PostRow;

/** The row above, if it is a message. */
type Above = { readonly type: string; readonly author?: string; readonly at?: number } | undefined;

/** Begins the keys of my messages, before their `client_id`. */
const MINE = "mine:";

const isFirst = (author: string, at: number, above: Above) =>
  !(
    above?.type === "message" &&
    above.author === author &&
    Math.abs(at - (above.at ?? -Infinity)) < TOGETHER
  );

type Message = Extract<Event, { kind: "message" }>;

/** The last row of each message and post. It is made again when what lies outside has changed. */
const lastRows = new WeakMap<Event | Post, MessageRow>();

const NO_FILES: readonly Stored[] = [];

interface Reading {
  readonly me: string;
  /** My `client_id`s so far. Another person's row cannot have one of my keys. */
  readonly names: Set<string>;
  /** The `seq` of the message that is being edited. */
  readonly editing: number | null;
}

export function storedRow(event: Message, above: Above, { me, names, editing: open }: Reading) {
  const { seq, at, author, handle, body, client_id, files = NO_FILES, quote = null } = event;
  const mine = author === me;
  const isNamed = mine && !names.has(client_id);
  if (mine) names.add(client_id);
  const first = isFirst(author, at, above);
  const editing = seq === open;
  const last = lastRows.get(event);
  const isSame = last?.first === first && last.key.startsWith(MINE) === isNamed;
  const isOpen = last?.item ? last.editing : false;
  if (last && isSame && last.mine === mine && isOpen === editing) return last;
  const key = isNamed ? MINE + client_id : `seq:${seq}`;
  const common = {
    key,
    seq,
    at,
    author,
    handle,
    body,
    mine,
    first,
    client_id,
    quote,
    files,
    editing,
  };
  const forMe = mentionsMe(event, me);
  const row: StoredRow = { ...common, type: "message", state: "sent", item: event, forMe };
  lastRows.set(event, row);
  return row;
}

export function postRow(post: Post, me: string, above: Above) {
  const { client_id, body, at, state, files = NO_FILES, reply: quote = null } = post;
  const first = isFirst(me, at, above);
  const last = lastRows.get(post);
  if (last?.first === first && last.author === me) return last;
  const refusal = state === "failed" ? refusalOf(post) : null;
  const seq = state === "sent" ? post.seq : null;
  const common = {
    key: MINE + client_id,
    at,
    author: me,
    body,
    mine: true,
    client_id,
    quote,
    files,
  };
  const stored = { type: "message", handle: null, item: null } as const;
  const row: PostRow = { ...common, ...stored, state, seq, first, refusal };
  lastRows.set(post, row);
  return row;
}

const refusalOf = ({ code, message, params }: Extract<Post, { state: "failed" }>) => ({
  code,
  message,
  params,
});
