// One conversation as this page holds it: parts of its timeline (ranges.ts) and its members. Pure:
// (state, frame, now) → state. Knows no unsent posts (outbox.ts), no sockets, and no screen.

import type { Event, Page, ResetReason, TimelinePage, ToClient, Welcome } from "../wire.ts";
import { afterEvent, afterRead } from "./members.ts";
import { inOrder } from "./order.ts";
import { afterPresence, afterTyping, quiet } from "./presence.ts";
import {
  afterEvents,
  afterFetch,
  afterLatest,
  afterMine,
  cutTo,
  endOf,
  nothingHeld,
} from "./ranges.ts";
import { emptyTimeline, idle } from "./timeline-state.ts";
import type { Gone, Timeline } from "./timeline-state.ts";
import { lineFor } from "./unread.ts";

export { emptyTimeline } from "./timeline-state.ts";
export type { Gone, Progress, Timeline } from "./timeline-state.ts";
export { unreadIn } from "./unread.ts";

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
const READING = 50;

/** The timeline after one frame of the socket. `focused`: whether the person sees what arrives. */
export function afterFrame(
  state: Timeline,
  frame: ToClient,
  { now, focused = false }: { now: number; focused?: boolean },
): Timeline {
  switch (frame.type) {
    case "welcome":
      return welcomed(state, frame);
    case "reset":
      return begunAnew(state, frame.reason);
    case "page":
      return paged(state, frame);
    case "mine":
      return afterMine(state, frame.mine);
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

function welcomed(state: Timeline, frame: Welcome): Timeline {
  const known = [frame.you, ...frame.members].map((member) => [member.user, member]);
  const here = frame.here.map(({ user, handle, focused }) => [user, { handle, focused }]);
  return {
    ...state,
    about: frame.conversation,
    you: frame.you,
    me: frame.you.user,
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
    gone: null,
  };
}

/** Of another log, or of one that has lost its end, only the server knows what is read. */
function begunAnew(state: Timeline, why: ResetReason): Timeline {
  const read = why === "too_far" ? state.read : (state.you?.read ?? 0);
  return { ...state, ...nothingHeld, ...idle, line: null, read };
}

/** The page has the welcome's head, as the members do: its events change no member. */
const paged = (state: Timeline, page: Page): Timeline => ({
  ...afterLatest(state, page),
  ...idle,
  head: Math.max(state.head, page.to),
});

function heard(state: Timeline, events: readonly Event[], focused: boolean): Timeline {
  const { fresh } = inOrder(state.last, events);
  const last = fresh.at(-1)?.seq;
  if (last === undefined) return state;
  let next: Timeline = { ...afterEvents(state, fresh), head: Math.max(state.head, last) };
  for (const event of fresh) {
    if (event.kind === "message") next = { ...next, typing: quiet(next.typing, event.author) };
    if (event.seq > state.snapshot) next = applied(next, event);
  }
  if (focused && state.live) next = { ...next, read: last };
  else if (state.live) next = { ...next, line: lineFor(next) };
  const slack = state.entered && !focused ? READING : SLACK;
  const held = endOf(next)?.items.length ?? 0;
  return held > WINDOW * slack ? cutTo(next, WINDOW) : next;
}

/** What an event after the welcome changes beside the items. Who posts has read what was before. */
function applied(state: Timeline, event: Event): Timeline {
  if (event.kind === "message") return someoneRead(state, { user: event.author, seq: event.seq });
  const { members, count } = afterEvent(state, event);
  const me = state.you && members[state.you.user];
  const you = me && state.you ? { ...state.you, role: me.role } : state.you;
  if (event.kind !== "renamed" || !state.about) return { ...state, members, count, you };
  return { ...state, about: { ...state.about, title: event.title, topic: event.topic } };
}

function someoneRead(state: Timeline, { user, seq }: { user: string; seq: number }): Timeline {
  const isMe = user === state.you?.user;
  const read = isMe ? Math.max(state.read, seq) : state.read;
  return { ...state, members: afterRead(state.members, user, seq), read };
}

function someoneCame(state: Timeline, frame: Extract<ToClient, { type: "presence" }>): Timeline {
  const mine = frame.user === state.you?.user && frame.focused;
  const read = mine ? Math.max(state.read, state.last ?? 0) : state.read;
  return { ...state, here: afterPresence(state.here, frame), read };
}

/** After a page over HTTP. Null: fetch it again; see `afterFetch`. */
export function fetched(state: Timeline, page: TimelinePage): Timeline | null {
  const next = afterFetch(state, page);
  return next && lineAtEntry(next);
}

/** The conversation comes into view: the "new" line appears before the first unread message. */
export const entered = (state: Timeline): Timeline =>
  lineAtEntry({ ...state, entered: true, line: null });
/** The conversation leaves the view. On return the reader starts at the end. */
export const left = (state: Timeline): Timeline => ({
  ...state,
  entered: false,
  line: null,
  at: null,
});
/** The reader is at the message `seq`, which is held. */
export const openedAt = (state: Timeline, seq: number): Timeline =>
  lineAtEntry({ ...state, at: seq });
/** The person has seen everything up to `seq`. */
export const seen = (state: Timeline, seq: number): Timeline =>
  seq > state.read ? { ...state, read: seq } : state;
/**
 * The person is not in it. Its name stays, and so does what was known first of why. `listed`:
 * whether the inbox had it. Without `how`, being in it before means being removed.
 */
export function ended(state: Timeline, { listed = false, how }: Ending): Timeline {
  const was = listed || state.about !== null ? "removed" : "unknown";
  return { ...emptyTimeline(state.id), about: state.about, gone: state.gone ?? how ?? was };
}

interface Ending {
  readonly listed?: boolean;
  readonly how?: Gone;
}

const lineAtEntry = (state: Timeline): Timeline =>
  state.entered && state.live && state.line === null ? { ...state, line: lineFor(state) } : state;
