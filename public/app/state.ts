// The page's initial state, and the few questions that need several of its parts at once.

import { linkWord } from "../model/link.ts";
import { emptyPages } from "../model/pages.ts";
import { unknownSession } from "../model/session.ts";
import { emptyTimeline } from "../model/timeline.ts";

export const initialState = {
  session: unknownSession,
  route: { place: "home", id: null, at: null },
  inbox: {},
  inboxKnown: false,
  conversations: {},
  outbox: {},
  links: {},
  way: "socket",
  online: true,
  people: emptyPages,
  groups: emptyPages,
  admits: emptyPages,
  membersOf: emptyPages,
  marks: {},
  sessions: emptyPages,
  details: false,
  notice: null,
};

/** The name of the person's own connection in `links`. */
export const PERSON = "person";

export const conversationIn = (state, id) => state.conversations[id] ?? emptyTimeline(id);
export const postsIn = (state, id) => state.outbox[id] ?? [];
export const currentId = (state) => (state.route.place === "conversation" ? state.route.id : null);

export function linkOf(state) {
  const id = currentId(state);
  const conversation =
    id === null || state.conversations[id]?.gone ? null : (state.links[id] ?? "connecting");
  return linkWord({
    person: state.links[PERSON] ?? "connecting",
    conversation,
    way: state.way,
    online: state.online,
  });
}

export type State = typeof initialState;
