// The person's conversations, by id. Entries come from two sources: the user socket, and the events
// of open conversations. The server sends no inbox update for a focused conversation. The entry
// that knows more of the log wins.

import { beginning } from "./characters.ts";

export const PREVIEW = 120;

/** `welcome` replaces the inbox, `inbox` brings some entries, and `gone` removes one. */
export function afterFrame(inbox, frame) {
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

export function removed(inbox, conversation) {
  const { [conversation]: _gone, ...rest } = inbox;
  return rest;
}

const merged = (inbox, entries) =>
  Object.fromEntries(
    entries.map((entry) => [entry.conversation, newer(inbox[entry.conversation], entry)]),
  );

/** Merges an entry with the held one: neither its head nor its read cursor moves back. */
function newer(held, entry) {
  if (!held || entry.head >= held.head) {
    const read = Math.max(held?.read ?? 0, entry.read);
    return { ...entry, read, unread: read >= entry.head ? 0 : entry.unread };
  }
  return {
    ...held,
    title: entry.title,
    role: entry.role,
    ...(entry.read > held.read ? { read: entry.read, unread: entry.unread } : {}),
  };
}

/** An open conversation got `events`; `focused`: the person sees them as they arrive. */
export function afterEvents(inbox, conversation, events, { me, focused }) {
  const entry = inbox[conversation];
  const news = entry ? events.filter((event) => event.seq > entry.head) : [];
  if (news.length === 0) return inbox;
  const next = { ...entry, head: news.at(-1).seq };
  for (const event of news) {
    if (event.kind === "renamed") next.title = event.title;
    if (event.kind !== "message") continue;
    next.at = event.at;
    next.last = { at: event.at, handle: event.handle, preview: preview(event.body) };
    if (event.author !== me) next.unread += 1;
    else Object.assign(next, { read: event.seq, unread: 0 });
  }
  if (focused) Object.assign(next, { read: next.head, unread: 0 });
  return { ...inbox, [conversation]: next };
}

/** Read up to `seq`, which leaves `unread` messages. */
export function afterRead(inbox, conversation, seq, unread) {
  const entry = inbox[conversation];
  if (!entry || seq <= entry.read) return inbox;
  return {
    ...inbox,
    [conversation]: { ...entry, read: seq, unread: seq >= entry.head ? 0 : unread },
  };
}

/** The beginning of a message on one line, as `text::preview` of the server makes it. */
export const preview = (body) =>
  beginning(
    body
      .split(/\p{White_Space}+/u)
      .filter(Boolean)
      .join(" "),
    PREVIEW,
  );

/** Latest first. */
export const inOrder = (inbox) =>
  Object.values(inbox).sort((a, b) => b.at - a.at || (a.title < b.title ? -1 : 1));

/** The sum of all unread messages. */
export const unreadTotal = (inbox) =>
  Object.values(inbox).reduce((sum, entry) => sum + entry.unread, 0);
