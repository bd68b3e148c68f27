// One conversation as this page holds it: a window of its log and who is there. Pure: (state, frame, now) → state.
// Does not know posts that are not stored yet (outbox.js), sockets, or what is on the screen.

import { afterEvent } from "./members.js";
import { inOrder } from "./order.js";
import { afterPresence, afterTyping, quiet } from "./presence.js";

/** Events kept while the reader is at the end; older ones are fetched again when wanted. */
export const WINDOW = 400;
/** How many windows may fill before they are cut to one: seldom, and later where somebody may be reading further up. */
const SLACK = 1.5;
const READING = 8;

export const emptyTimeline = (id) => ({
  id, about: null, you: null, members: {}, count: 0, here: {}, typing: {}, events: [],
  last: null, epoch: null, head: 0, snapshot: 0, live: false, start: false, history: "idle",
  read: 0, line: null, entered: false, gone: false,
});

/** The timeline after one frame of the conversation socket. `focused`: does a person here see what arrives? */
export function afterFrame(state, frame, { now, focused = false }) {
  switch (frame.type) {
    case "welcome": return welcomed(state, frame);
    case "reset": return { ...state, events: [], last: null, start: false, history: "idle", line: null };
    case "events": return heard(state, frame.events, focused);
    case "live": return lineAtEntry({ ...state, live: true, head: Math.max(state.head, frame.head) });
    case "read": return someoneRead(state, frame);
    case "typing": return { ...state, typing: afterTyping(state.typing, frame, state.you?.user, now) };
    case "presence": return someoneCame(state, frame);
    default: return state;
  }
}

function welcomed(state, frame) {
  const here = Object.fromEntries(frame.here.map((who) => [who.user, { handle: who.handle, focused: who.focused }]));
  return {
    ...state, about: frame.conversation, you: frame.you, epoch: frame.conversation.epoch,
    members: Object.fromEntries([frame.you, ...frame.members].map((member) => [member.user, member])),
    paged: undefined, count: frame.member_count, here, typing: {}, head: frame.head, snapshot: frame.head,
    read: Math.max(state.read, frame.you.read), live: false, gone: false,
  };
}

function heard(state, events, focused) {
  const { fresh } = inOrder(state.last, events);
  if (fresh.length === 0) return state;
  const next = { ...state, events: [...state.events, ...fresh], last: fresh.at(-1).seq };
  next.start = state.start || next.events[0].seq === 1;
  next.head = Math.max(state.head, next.last);
  for (const event of fresh) {
    if (event.kind === "message") next.typing = quiet(next.typing, event.author);
    if (event.seq > state.snapshot) apply(next, event);
  }
  if (focused && state.live) next.read = next.last;
  else if (state.live) next.line = lineFor(next);
  return next.events.length > WINDOW * (state.entered && !focused ? READING : SLACK) ? trimmed(next) : next;
}

/** Changes `next`, which is not shared yet, by an event that came after its snapshot. */
function apply(next, event) {
  Object.assign(next, afterEvent({ members: next.members, count: next.count }, event));
  if (event.kind === "renamed") next.about = { ...next.about, title: event.title, topic: event.topic };
  if (next.you && next.members[next.you.user]) next.you = { ...next.you, role: next.members[next.you.user].role };
}

const trimmed = (state) => ({ ...state, events: state.events.slice(-WINDOW), start: false, history: "idle" });

function someoneRead(state, { user, seq }) {
  const known = state.members[user];
  const members = known ? { ...state.members, [user]: { ...known, read: Math.max(known.read, seq) } } : state.members;
  return { ...state, members, read: user === state.you?.user ? Math.max(state.read, seq) : state.read };
}

function someoneCame(state, frame) {
  const mine = frame.user === state.you?.user && frame.focused;
  const read = mine ? Math.max(state.read, state.last ?? 0) : state.read;
  return { ...state, here: afterPresence(state.here, frame), read };
}

/** An older page, put in front when it ends exactly where the window begins. */
export function afterHistory(state, events, wanted) {
  const first = state.events[0]?.seq ?? null;
  const older = first === null ? [] : events.filter((event) => event.seq < first);
  const fits = older.length > 0 && older.at(-1).seq === first - 1;
  const all = fits ? [...older, ...state.events] : state.events;
  const start = events.length < wanted || all[0]?.seq === 1;
  return { ...state, events: all, start, history: "idle" };
}

/** The person turns to the conversation: the "new" line stands at what was unread. */
export const entered = (state) => lineAtEntry({ ...state, entered: true, line: null });
/** And away from it. */
export const left = (state) => ({ ...state, entered: false, line: null });
/** The person has seen everything up to `seq`. */
export const seen = (state, seq) => (seq > state.read ? { ...state, read: seq } : state);

const lineAtEntry = (state) => (state.entered && state.live && state.line === null ? { ...state, line: lineFor(state) } : state);

/** The first message of somebody else after what is read; an old line stays while what it marks is unread. */
export function lineFor(state) {
  if (state.line !== null && state.line > state.read) return state.line;
  const first = state.events.find((event) => isNews(event, state));
  return first && first.seq > state.read ? first.seq : state.line;
}

const isNews = (event, state) => event.kind === "message" && event.seq > state.read && event.author !== state.you?.user;

/** Messages of others after what is read, in the window. */
export const unreadIn = (state) => state.events.filter((event) => isNews(event, state)).length;
