// The page's one state, and the few questions that need several of its parts at once.

import { linkWord } from "../model/link.ts";
import { emptyPages } from "../model/pages.ts";
import { isNamed, nameOf } from "../model/profiles.ts";
import { unknownSession } from "../model/session.ts";
import { emptyTimeline } from "../model/timeline.ts";
import type { DeploymentState } from "./deployment.ts";
import type { Acts } from "../model/acts.ts";
import type { Attachments } from "../model/attachments.ts";
import type { Tone } from "../model/emojinames.ts";
import type { EnterKey } from "../model/enterkey.ts";
import type { Uses } from "../model/frequent.ts";
import type { LinkWord, Way } from "../model/link.ts";
import type { Posts } from "../model/post.ts";
import type { Reply } from "../model/reply.ts";
import type { Pages } from "../model/pages.ts";
import type { Profiles } from "../model/profiles.ts";
import type { Route } from "../model/route.ts";
import type { Session } from "../model/session.ts";
import type { Timeline } from "../model/timeline.ts";
import type { Status } from "../net/connection-types.ts";
import type { InboxEntry, ShownGroup, ShownPerson, ShownSession } from "../wire.ts";

/** What a list of people said about a person's presence. `known`: when, in ms. */
export type Mark = ShownPerson & { readonly known: number };

/** `message`: its `seq`. */
export interface Editing {
  readonly message: number;
  readonly text: string;
}

/** A sentence for a while. `bad`: something went wrong. */
interface Notice {
  readonly text: string;
  readonly at: number;
  readonly bad: boolean;
}

type ById<T> = Readonly<Record<string, T>>;

export interface State {
  readonly session: Session;
  /**
   * Whether the browser's cookie belongs to the person in `session`. False while another tab signs
   * in: nothing is sent meanwhile.
   */
  readonly certain: boolean;
  readonly route: Route;
  readonly inbox: ById<InboxEntry>;
  readonly inboxKnown: boolean;
  readonly conversations: ById<Timeline>;
  /** Unsent posts, by conversation. */
  readonly outbox: ById<Posts>;
  /** What is being written, by conversation. */
  readonly drafts: ById<string>;
  /** What the draft answers, by conversation. Null: it is no reply. */
  readonly replies: ById<Reply | null>;
  /** What is attached to the draft, by conversation. */
  readonly attached: ById<Attachments>;
  /** The message that is being edited, by conversation, with its text so far. */
  readonly editing: ById<Editing | null>;
  /** Edits, deletions and reactions that are not stored yet, by conversation. */
  readonly acts: ById<Acts>;
  /** How often the person uses which emoji. */
  readonly uses: Uses;
  /** The skin tone of the emoji that they choose. */
  readonly tone: Tone;
  /** What Enter does in the composer of a desktop. */
  readonly enter: EnterKey;
  /** The connections: of each open conversation, and the person's own (PERSON). */
  readonly links: ById<Status>;
  readonly way: Way;
  /** What the browser believes of the network. */
  readonly online: boolean;
  readonly people: Pages<ShownPerson>;
  readonly groups: Pages<ShownGroup>;
  readonly admits: Pages<ShownPerson>;
  readonly sessions: Pages<ShownSession>;
  /** How people are shown. */
  readonly profiles: Profiles;
  /** By handle. */
  readonly marks: ById<Mark>;
  readonly details: boolean;
  readonly notice: Notice | null;
  /** "newer" when the server has another deployment than this tab runs. */
  readonly deployment: DeploymentState;
}

export const initialState: State = {
  session: unknownSession,
  certain: true,
  route: { place: "home", id: null, at: null },
  inbox: {},
  inboxKnown: false,
  conversations: {},
  outbox: {},
  drafts: {},
  replies: {},
  attached: {},
  editing: {},
  acts: {},
  uses: {},
  tone: "",
  enter: "send",
  links: {},
  way: "socket",
  online: true,
  people: emptyPages,
  groups: emptyPages,
  admits: emptyPages,
  sessions: emptyPages,
  profiles: {},
  marks: {},
  details: false,
  notice: null,
  deployment: "current",
};

/** The name of the person's own connection in `links`. */
export const PERSON = "person";

const NO_POSTS: Posts = [];
const NO_ACTS: Acts = [];
const NOTHING: Attachments = [];

export const conversationIn = (state: State, id: string): Timeline =>
  state.conversations[id] ?? emptyTimeline(id);
export const postsIn = (state: State, id: string): Posts => state.outbox[id] ?? NO_POSTS;
export const actsIn = (state: State, id: string): Acts => state.acts[id] ?? NO_ACTS;
export const draftIn = (state: State, id: string): string => state.drafts[id] ?? "";
export const replyIn = (state: State, id: string): Reply | null => state.replies[id] ?? null;
export const attachedIn = (state: State, id: string): Attachments => state.attached[id] ?? NOTHING;
export const editingIn = (state: State, id: string): Editing | null => state.editing[id] ?? null;
export const currentId = ({ route }: State): string | null =>
  route.place === "conversation" ? route.id : null;

/** The other person's handle in a direct conversation, or null. */
export function otherIn({ conversations, inbox, session }: State, id: string): string | null {
  const { about = null, members = {} } = conversations[id] ?? {};
  const entry = inbox[id];
  if ((about ?? entry)?.kind !== "direct") return null;
  const other = Object.values(members).find(({ user }) => user !== session.you?.id);
  // Before there were display names, the title was the handle.
  return other?.handle ?? entry?.handle ?? about?.title ?? entry?.title ?? null;
}

/** What a conversation is called; empty if that is not known. */
export function titleIn(state: State, id: string): string {
  const title = state.conversations[id]?.about?.title ?? state.inbox[id]?.title ?? "";
  const other = otherIn(state, id);
  return other !== null && isNamed(state.profiles, other) ? nameOf(state.profiles, other) : title;
}

/** Whether nothing of a conversation has ever arrived here: there is nothing to show offline. */
export const neverLoaded = (timeline: Timeline): boolean => timeline.about === null;

export function linkOf(state: State): LinkWord {
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
