// The wire: every frame of both sockets. Mirrors src/chat/frames.rs and client_frames.rs; both
// sides check the samples in tests/frames/. Does not know how a frame travels.

import { count, flag, list, maybe, oneOf, shape, text } from "./shape.ts";

/** What a client sends on a conversation socket. */
export const say = {
  post: (client_id, body) => ({ type: "post", client_id, body }),
  seen: (seq) => ({ type: "seen", seq }),
  focus: (focused) => ({ type: "focus", focused }),
  typing: () => ({ type: "typing" }),
  ack: (seq) => ({ type: "ack", seq }),
};

const role = oneOf("member", "admin", "owner");
const kind = oneOf("group", "direct");
const person = { id: text, handle: text };
const member = shape({ user: text, handle: text, role, read: count });
const about = shape({
  id: text,
  kind,
  title: text,
  topic: text,
  visibility: oneOf("public", "private"),
  epoch: text,
});
const here = shape({ user: text, handle: text, focused: flag });
const entry = shape({
  conversation: text,
  kind,
  title: text,
  role,
  head: count,
  read: count,
  unread: count,
  at: count,
  last: maybe(shape({ at: count, handle: text, preview: text })),
});
const params = shape({ rule: maybe(text), limit: maybe(count), expected: maybe(text) });
const complaint = {
  code: text,
  message: text,
  params: maybe(params),
  client_id: maybe(text),
  retry_after: maybe(count),
};

const someone = { user: text, user_handle: text };
const KINDS = {
  message: shape({ client_id: text, body: text }),
  created: shape({ title: text }),
  joined: shape({}),
  left: shape({}),
  admitted: shape(someone),
  removed: shape(someone),
  role_changed: shape({ ...someone, role }),
  renamed: shape({ title: text, topic: text }),
};
const logged = shape({ seq: count, at: count, author: text, handle: text, kind: text });
const event = (value) =>
  logged(value) && (!Object.hasOwn(KINDS, value.kind) || KINDS[value.kind](value));

const TO_CLIENT = {
  welcome: shape({
    conversation: about,
    you: member,
    members: list(member),
    member_count: count,
    here: list(here),
    head: count,
    ack_after: count,
    stream: maybe(text),
  }),
  page: shape({ from: count, to: count, items: list(event) }),
  events: shape({ events: list(event) }),
  live: shape({ head: count }),
  reset: shape({ reason: oneOf("future", "epoch", "garbage", "too_far") }),
  posted: shape({ event }),
  read: shape({ user: text, seq: count }),
  typing: shape({ user: text, handle: text }),
  presence: shape({ user: text, handle: text, here: flag, focused: flag }),
  lagging: shape({ head: count }),
  error: shape(complaint),
};

const TO_USER_CLIENT = {
  welcome: shape({ you: shape(person), session: maybe(text), inbox: list(entry) }),
  inbox: shape({ entries: list(entry) }),
  gone: shape({ conversation: text }),
  error: shape(complaint),
};

/** A frame whose fields do not fit its type. */
export class BadFrame extends Error {}

/**
 * Reads a frame of the conversation socket. Null for a type that this page does not know. Throws
 * BadFrame.
 */
export const readConversationFrame = (wire) => read(wire, TO_CLIENT);
/** The same for the user socket. */
export const readUserFrame = (wire) => read(wire, TO_USER_CLIENT);

function read(wire, known) {
  const frame = parse(wire);
  if (typeof frame?.type !== "string") throw new BadFrame("a frame without a type");
  if (!Object.hasOwn(known, frame.type)) return null;
  if (!known[frame.type](frame)) throw new BadFrame(`not a ${frame.type} frame`);
  return frame;
}

function parse(wire) {
  try {
    return JSON.parse(wire);
  } catch {
    throw new BadFrame("not JSON");
  }
}
