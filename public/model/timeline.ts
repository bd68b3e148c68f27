// One conversation as this page holds it: parts of its timeline (ranges.ts) and its members. Pure:
// (state, frame, now) → state. Knows no unsent posts (outbox.ts), no sockets, and no screen.

import { afterEvent } from "./members.ts";
import { inOrder } from "./order.ts";
import { afterPresence, afterTyping, quiet } from "./presence.ts";
import { afterEvents, afterLatest, cutTo, endOf, nothingHeld } from "./ranges.ts";

/**
 * How many items stay while the reader is at the end. Older ones are fetched again when they are
 * needed.
 */
export const WINDOW = 400;
/**
 * The end is cut to one window when it holds this many; more while the person may be reading
 * further up.
 */
const SLACK = 1.5;
const READING = 8;

/** The progress of fetching a page, by place: idle | loading | failed. */
const idle = { older: "idle", newer: "idle", around: "idle" };

export const emptyTimeline = (id) => ({
  id,
  about: null,
  you: null,
  members: {},
  count: 0,
  here: {},
  typing: {},
  ...nothingHeld,
  ...idle,
  epoch: null,
  head: 0,
  snapshot: 0,
  live: false,
  read: 0,
  line: null,
  entered: false,
  gone: false,
});

/** The timeline after one frame of the socket. `focused`: whether the person sees what arrives. */
export function afterFrame(state, frame, { now, focused = false }) {
  switch (frame.type) {
    case "welcome":
      return welcomed(state, frame);
    case "reset":
      return { ...state, ...nothingHeld, ...idle, line: null };
    case "page":
      return paged(state, frame);
    case "events":
      return heard(state, frame.events, focused);
    case "live":
      return lineAtEntry({ ...state, live: true, head: Math.max(state.head, frame.head) });
    case "read":
      return someoneRead(state, frame);
    case "typing":
      return { ...state, typing: afterTyping(state.typing, frame, state.you?.user, now) };
    case "presence":
      return someoneCame(state, frame);
    default:
      return state;
  }
}

function welcomed(state, frame) {
  const known = [frame.you, ...frame.members].map((member) => [member.user, member]);
  const here = frame.here.map(({ user, handle, focused }) => [user, { handle, focused }]);
  return {
    ...state,
    about: frame.conversation,
    you: frame.you,
    epoch: frame.conversation.epoch,
    members: Object.fromEntries(known),
    paged: undefined,
    count: frame.member_count,
    here: Object.fromEntries(here),
    typing: {},
    head: frame.head,
    snapshot: frame.head,
    read: Math.max(state.read, frame.you.read),
    live: false,
    gone: false,
  };
}

/** The page has the welcome's head, as the members do: its events change no member. */
const paged = (state, page) => ({
  ...afterLatest(state, page),
  ...idle,
  head: Math.max(state.head, page.to),
});

function heard(state, events, focused) {
  const { fresh } = inOrder(state.last, events);
  if (fresh.length === 0) return state;
  const next = afterEvents(state, fresh);
  next.head = Math.max(state.head, next.last);
  for (const event of fresh) {
    if (event.kind === "message") next.typing = quiet(next.typing, event.author);
    if (event.seq > state.snapshot) apply(next, event);
  }
  if (focused && state.live) next.read = next.last;
  else if (state.live) next.line = lineFor(next);
  const slack = state.entered && !focused ? READING : SLACK;
  return endOf(next).items.length > WINDOW * slack ? cutTo(next, WINDOW) : next;
}

/** Applies an event to `next`, which is not shared yet. */
function apply(next, event) {
  const { title, topic } = event;
  Object.assign(next, afterEvent({ members: next.members, count: next.count }, event));
  if (event.kind === "renamed") next.about = { ...next.about, title, topic };
  const me = next.members[next.you?.user];
  if (me) next.you = { ...next.you, role: me.role };
}

function someoneRead(state, { user, seq }) {
  const known = state.members[user];
  const read = known && { ...known, read: Math.max(known.read, seq) };
  const members = known ? { ...state.members, [user]: read } : state.members;
  const isMe = user === state.you?.user;
  return { ...state, members, read: isMe ? Math.max(state.read, seq) : state.read };
}

function someoneCame(state, frame) {
  const mine = frame.user === state.you?.user && frame.focused;
  const read = mine ? Math.max(state.read, state.last ?? 0) : state.read;
  return { ...state, here: afterPresence(state.here, frame), read };
}

/** The conversation comes into view: the "new" line appears before the first unread message. */
export const entered = (state) => lineAtEntry({ ...state, entered: true, line: null });
/** The conversation leaves the view. On return the reader starts at the end. */
export const left = (state) => ({ ...state, entered: false, line: null, at: null });
/** The person has seen everything up to `seq`. */
export const seen = (state, seq) => (seq > state.read ? { ...state, read: seq } : state);

const lineAtEntry = (state) =>
  state.entered && state.live && state.line === null ? { ...state, line: lineFor(state) } : state;

/**
 * The first unread message of another person. A line stays while the message below it is unread.
 */
export function lineFor(state) {
  if (state.line !== null && state.line > state.read) return state.line;
  return latest(state).find((event) => isNews(event, state))?.seq ?? state.line;
}

const latest = (state) => endOf(state)?.items ?? [];
const isNews = (event, state) =>
  event.kind === "message" && event.seq > state.read && event.author !== state.you?.user;

/** Unread messages of other people, among those that are held. */
export const unreadIn = (state) => latest(state).filter((event) => isNews(event, state)).length;
