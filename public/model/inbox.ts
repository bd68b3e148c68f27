// The person's conversations, by id. Entries come from two sources: the user socket, and the events
// of open conversations. The server sends no inbox update for a focused conversation. The entry
// that knows more of the log wins.

import type { Event, InboxEntry, ToUserClient } from "../wire.ts";
import { without } from "./members.ts";
import { mentionsMe } from "./messages.ts";
import { preview } from "./preview.ts";

type Entry = Readonly<InboxEntry>;
/** By conversation id. */
export type Inbox = Readonly<Record<string, Entry>>;

/** What is left of an entry that is read up to its head. */
const NOTHING = { unread: 0, mentions: 0 } as const;

/** `welcome` replaces the inbox, `inbox` brings some entries, and `gone` removes one. */
export function afterFrame(inbox: Inbox, frame: ToUserClient): Inbox {
  switch (frame.type) {
    case "welcome":
      return merged(inbox, frame.inbox);
    case "inbox":
      return { ...inbox, ...merged(inbox, frame.entries) };
    case "gone":
      return removed(inbox, frame.conversation);
    default:
      return inbox;
  }
}

export const removed = (inbox: Inbox, conversation: string): Inbox => without(inbox, conversation);

/** By conversation. An earlier version of the page may have kept them without `mentions`. */
export const inboxOf = (entries: readonly Entry[]): Inbox =>
  merged(
    {},
    entries.map((entry) => ({ ...NOTHING, ...entry })),
  );

const merged = (inbox: Inbox, entries: readonly Entry[]): Inbox =>
  Object.fromEntries(
    entries.map((entry) => [entry.conversation, newer(inbox[entry.conversation], entry)]),
  );

/** Merges an entry with the held one: neither its head nor its read cursor moves back. */
function newer(held: Entry | undefined, entry: Entry): Entry {
  if (!held || entry.head >= held.head) {
    const read = Math.max(held?.read ?? 0, entry.read);
    return { ...entry, read, ...(read >= entry.head ? NOTHING : {}) };
  }
  return {
    ...held,
    title: entry.title,
    role: entry.role,
    ...(entry.read > held.read
      ? { read: entry.read, unread: entry.unread, mentions: entry.mentions }
      : {}),
  };
}

/** `focused`: the person sees the events as they arrive. `me` is the person's id. */
interface Hearing {
  readonly me: string | undefined;
  readonly focused: boolean;
}

/** An open conversation got `events`. */
export function afterEvents(
  inbox: Inbox,
  conversation: string,
  events: readonly Event[],
  { me, focused }: Hearing,
): Inbox {
  const entry = inbox[conversation];
  const news = entry ? events.filter((event) => event.seq > entry.head) : [];
  const head = news.at(-1)?.seq;
  if (!entry || head === undefined) return inbox;
  const next = news.reduce((held, event) => afterEvent(held, event, me), { ...entry, head });
  return { ...inbox, [conversation]: focused ? { ...next, read: head, ...NOTHING } : next };
}

function afterEvent(entry: Entry, event: Event, me: string | undefined): Entry {
  if (event.kind === "renamed") return { ...entry, title: event.title };
  if (event.kind === "edited" || event.kind === "deleted") return afterChange(entry, event, me);
  if (event.kind !== "message") return entry;
  const { seq, at, author, handle, body } = event;
  const mentions = entry.mentions + (mentionsMe(event, me) ? 1 : 0);
  const reading =
    author === me
      ? { read: seq, unread: 0, mentions: 0 }
      : { read: entry.read, unread: entry.unread + 1, mentions };
  const gist = preview(body || event.files?.[0]?.name || "");
  const last = { seq, at, handle, preview: gist, ...(event.deleted && { deleted: true }) };
  return { ...entry, ...reading, at, last };
}

/** An edited message counts as a mention for those whom it did not name before. */
function afterChange(
  entry: Entry,
  event: Extract<Event, { kind: "edited" | "deleted" }>,
  me: string | undefined,
): Entry {
  const isNew = event.kind === "edited" && me !== undefined && event.newly?.includes(me);
  const mentions = entry.mentions + (isNew ? 1 : 0);
  if (entry.last?.seq !== event.message || entry.last.deleted) return { ...entry, mentions };
  const changed =
    event.kind === "deleted"
      ? { preview: "", deleted: true }
      : event.body !== undefined && { preview: preview(event.body) };
  return { ...entry, mentions, last: { ...entry.last, ...changed } };
}

/**
 * Read up to `seq`, which leaves `unread` messages. Null: the page does not hold them all, and the
 * count stays until the server sends the next one.
 */
export function afterRead(
  inbox: Inbox,
  conversation: string,
  seq: number,
  unread: number | null,
): Inbox {
  const entry = inbox[conversation];
  if (!entry || seq <= entry.read) return inbox;
  const left = seq >= entry.head ? NOTHING : { unread: unread ?? entry.unread };
  return { ...inbox, [conversation]: { ...entry, read: seq, ...left } };
}

/** The last message of an entry. In a direct conversation nobody names the other person. */
type Preview =
  | { readonly by: "you" | "other"; readonly text: string }
  | { readonly by: "member"; readonly handle: string; readonly text: string };

/** What an entry shows of its last message. `me` is the person's handle. Null: no message yet. */
export function previewOf({ kind, last }: Entry, me: string | undefined): Preview | null {
  if (!last) return null;
  const { handle, preview: text } = last;
  if (handle === me) return { by: "you", text };
  return kind === "direct" ? { by: "other", text } : { by: "member", handle, text };
}

/** Latest first. */
export const inOrder = (inbox: Inbox): Entry[] =>
  Object.values(inbox).sort((a, b) => b.at - a.at || (a.title < b.title ? -1 : 1));

/** The sum of all unread mentions and replies. */
export const mentionsTotal = (inbox: Inbox): number =>
  Object.values(inbox).reduce((sum, entry) => sum + entry.mentions, 0);

/** The sum of all unread messages. */
export const unreadTotal = (inbox: Inbox): number =>
  Object.values(inbox).reduce((sum, entry) => sum + entry.unread, 0);
