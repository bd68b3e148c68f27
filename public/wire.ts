// The types of the wire: frames, HTTP bodies, and what they are made of. Generated from the
// Rust types by src/http/wire_types.rs; do not edit. To bring it up to date:
// WIRE=write cargo test wire_types && npx prettier --write public/wire.ts

/**
 * A conversation, without its members.
 */
export type About = {
  id: ConversationId;
  kind: Kind;
  /**
   * A group's name; for a direct conversation the other person's display name or handle.
   */
  title: string;
  topic: string;
  visibility: Visibility;
  /**
   * It names this log. A cursor from another epoch is reset.
   */
  epoch: string;
};

/**
 * The client's own id for a message or a group: 1 to 64 of `[A-Za-z0-9._:-]`. In a
 * conversation, the sender and this id name one message for ever.
 */
export type ClientId = string;

/**
 * A conversation. A group is `g` and 20 random letters. A direct conversation is `d.` and the
 * two people's ids in order, joined by a dot, so the id alone names the pair.
 */
export type ConversationId = string;

/**
 * What a group is created with.
 */
export type Creation = { title: string; topic: string; visibility: Visibility };

export type Credentials = { handle: string; password: string; session: Keep; label?: string };

/**
 * Whether a person is signed in, and who. It is [`Me`] for a page that has just opened: to be
 * signed out is no error there, and browsers would report one.
 */
export type CurrentSession = Me | { you: null };

/**
 * When a message was deleted.
 */
export type Deletion = {
  at: number;
  /**
   * Who deleted it, if that was not its author.
   */
  removed_by?: Person;
};

/**
 * A person's name in any script: at most 64 characters as people see them, and 256 bytes.
 */
export type DisplayName = string;

/**
 * The content of a message as its sender sends it, and the sender's own id for it.
 */
export type Draft = {
  /**
   * Together with the sender it names one message for ever. When the sender sees it in an event,
   * their message is stored.
   */
  client_id: ClientId;
  /**
   * 1 to 8,000 code points. With files it may be empty.
   */
  body: string;
  /**
   * The message that it replies to.
   */
  reply_to?: Seq;
  /**
   * Uploads of the sender's that go into the message: up to 10, and their previews.
   */
  files?: Array<FileId>;
};

/**
 * Another wording of a message.
 */
export type Edit = {
  message: Seq;
  /**
   * The present body of the message. It is not stored with the event, so the log has no old
   * wording. None: the message was deleted since.
   */
  body?: string;
  /**
   * Those whom the present body names.
   */
  mentions?: Mentions;
  /**
   * Those who are named for the first time.
   */
  newly?: Array<UserId>;
};

/**
 * A refusal as a client sees it, on a socket or as the body of an HTTP answer.
 */
export type ErrorBody = {
  /**
   * Stable; see docs/protocol.md.
   */
  code: string;
  /**
   * A sentence in English that a person understands.
   */
  message: string;
  /**
   * The parameters of the sentence, for clients in other languages.
   */
  params?: Params;
  /**
   * The `client_id` of the refused post, if it could be read.
   */
  client_id?: ClientId;
  /**
   * The `request` of the refused act, if it could be read.
   */
  request?: ClientId;
  /**
   * Seconds after which a retry may succeed.
   */
  retry_after?: number;
};

/**
 * One entry of the log, as it is stored and as every member sees it.
 */
export type Event = {
  seq: Seq;
  /**
   * When the server stored it.
   */
  at: number;
  /**
   * The person who did it.
   */
  author: UserId;
  /**
   * The author's handle.
   */
  handle: Handle;
} & (
  | ({ kind: "message" } & Message)
  | ({ kind: "edited" } & Edit)
  | ({ kind: "deleted" } & Target)
  | ({ kind: "reacted" } & ReactionChange)
  | ({ kind: "unreacted" } & ReactionChange)
  | ({ kind: "pinned" } & Target)
  | ({ kind: "unpinned" } & Target)
  | ({ kind: "created" } & Creation)
  | { kind: "joined" }
  | { kind: "left" }
  | ({ kind: "admitted" } & Subject)
  | ({ kind: "removed" } & Subject)
  | ({ kind: "role_changed" } & RoleChange)
  | ({ kind: "renamed" } & Names)
  | { kind: "profile_changed" }
);

/**
 * What happened. Later versions may add kinds. A client shows nothing for a kind that it does not
 * know, but counts its `seq`.
 */
export type EventKind =
  | ({ kind: "message" } & Message)
  | ({ kind: "edited" } & Edit)
  | ({ kind: "deleted" } & Target)
  | ({ kind: "reacted" } & ReactionChange)
  | ({ kind: "unreacted" } & ReactionChange)
  | ({ kind: "pinned" } & Target)
  | ({ kind: "unpinned" } & Target)
  | ({ kind: "created" } & Creation)
  | { kind: "joined" }
  | { kind: "left" }
  | ({ kind: "admitted" } & Subject)
  | ({ kind: "removed" } & Subject)
  | ({ kind: "role_changed" } & RoleChange)
  | ({ kind: "renamed" } & Names)
  | { kind: "profile_changed" };

/**
 * A file in a message.
 */
export type File = {
  id: FileId;
  name: string;
  /**
   * What its first bytes are, if `inline`. Otherwise what the sender declared.
   */
  media_type: string;
  /**
   * Bytes.
   */
  size: number;
  sha256: string;
  /**
   * Whether a browser may show it in place. It is downloaded otherwise.
   */
  inline: boolean;
  width?: number;
  height?: number;
  duration?: number;
  alt?: string;
  preview_of?: FileId;
};

/**
 * A file: `f` and 20 random letters if its own object keeps the bytes, `b` and 20 random
 * letters if the bucket does.
 */
export type FileId = string;

/**
 * The room for files, in bytes.
 */
export type FileRoom = {
  /**
   * The largest file.
   */
  file_bytes: number;
  /**
   * The most files of one message.
   */
  files_per_message: number;
  yours: FileShare;
  everyone: FileShare;
};

export type FileShare = { taken: number; limit: number };

/**
 * The answer to a finished upload.
 */
export type FinishedFile = { file: File };

/**
 * What was found in the conversations that were asked.
 */
export type FoundEverywhere = {
  /**
   * Those in which something was found, or which are not searched to their beginning. The one
   * with the latest message first.
   */
  conversations: Array<FoundIn>;
  /**
   * Where the next page goes on, if there are more conversations.
   */
  next?: string;
  /**
   * How many conversations did not answer.
   */
  unanswered?: number;
};

export type FoundIn = {
  conversation: ConversationId;
  kind: Kind;
  title: string;
  /**
   * The latest results. Its `next` goes on in the search of this conversation.
   */
  found: SearchPage;
};

/**
 * A frame that a client sends on a conversation socket.
 */
export type FromClient =
  | ({ type: "post" } & Draft)
  | { type: "edit"; request: ClientId; message: Seq; body: string }
  | { type: "delete"; request: ClientId; message: Seq }
  | { type: "react"; request: ClientId; message: Seq; emoji: string; on: boolean }
  | { type: "pin"; request: ClientId; message: Seq; on: boolean }
  | { type: "seen"; seq: Seq }
  | { type: "focus"; focused: boolean; seen?: Seq }
  | { type: "typing" }
  | { type: "ack"; seq: Seq };

export type Groups = { groups: Array<ShownGroup>; next?: string };

/**
 * A person's name: 2 to 32 of `[a-z0-9._-]`, with a letter or digit at both ends. Capitals are
 * made small.
 */
export type Handle = string;

/**
 * A person who has the conversation open.
 */
export type Here = { user: UserId; handle: Handle; focused: boolean };

/**
 * One conversation in a person's inbox.
 */
export type InboxEntry = {
  conversation: ConversationId;
  kind: Kind;
  /**
   * A group's name; for a direct conversation the other person's display name or handle.
   */
  title: string;
  /**
   * In a direct conversation: the other person's handle. An entry that an earlier version stored
   * has none.
   */
  handle?: Handle;
  role: Role;
  head: Seq;
  /**
   * How far the person has read, on any device.
   */
  read: Seq;
  /**
   * The number of messages after `read`.
   */
  unread: number;
  /**
   * How many of them mention the person or reply to them, 100 at most.
   */
  mentions: number;
  /**
   * Orders the inbox: when the last message came, or when the person came in if that is later.
   * Without a message, the last change counts.
   */
  at: number;
  last?: LastMessage;
};

/**
 * How the client stores its session.
 */
export type Keep = "token" | "cookie";

/**
 * The kind of conversation that an id names.
 */
export type Kind = "group" | "direct";

/**
 * The latest message, for the inbox.
 */
export type LastMessage = {
  /**
   * Its place in the log. It is 0 where an earlier version stored the entry.
   */
  seq: Seq;
  at: number;
  handle: Handle;
  /**
   * Its author's display name then.
   */
  name?: DisplayName;
  /**
   * The first 120 characters, on one line. It is empty if the message was deleted.
   */
  preview: string;
  /**
   * The message was deleted.
   */
  deleted?: boolean;
};

export type Me = { you: Person; session: NamedSession; profile?: Profile };

/**
 * A member of a conversation.
 */
export type Member = {
  user: UserId;
  handle: Handle;
  role: Role;
  /**
   * How far they have read.
   */
  read: Seq;
};

/**
 * The member after the change.
 */
export type MemberSet = { member: Member };

/**
 * Members by handle, and where the next page begins.
 */
export type MembersPage = {
  members: Array<Member>;
  next?: string;
  /**
   * How they are shown. Those without a profile are left out.
   */
  profiles?: Array<Profile>;
};

/**
 * Those whom a message names. The server decides it among the members.
 */
export type Mentions = {
  /**
   * By their handles.
   */
  people: Array<Person>;
  /**
   * By `@everyone`.
   */
  everyone?: boolean;
  /**
   * By `@here`: the people who were here then.
   */
  here?: Array<UserId>;
};

/**
 * A message. An event has what was posted, with the body, the mentions and the quote of today. An
 * item of a timeline has its present state, with its reactions.
 */
export type Message = {
  /**
   * Together with the sender it names one message for ever. When the sender sees it in an event,
   * their message is stored.
   */
  client_id: ClientId;
  /**
   * 1 to 8,000 code points. With files it may be empty. It is empty in a message that was
   * deleted.
   */
  body: string;
  /**
   * In the order of the post. An edit does not change them.
   */
  files?: Array<File>;
  /**
   * The message that it replies to.
   */
  quote?: Quote;
  /**
   * Those whom the body names.
   */
  mentions?: Mentions;
  /**
   * When it was last edited. Only an item has it.
   */
  edited_at?: number;
  /**
   * It was deleted. Nothing is left of it but its place, its author and its time.
   */
  deleted?: Deletion;
  /**
   * It is among the pins of the conversation. Only an item has it.
   */
  pinned?: boolean;
  /**
   * In the order in which they began. Only an item has them.
   */
  reactions?: Array<Reaction>;
};

/**
 * A session, by its id.
 */
export type NamedSession = { id: SessionId };

/**
 * A group's new name and topic.
 */
export type Names = { title: string; topic: string };

export type NewBody = { body: string };

/**
 * What a person declares of a file before they upload it.
 */
export type NewFile = {
  /**
   * 1 to 255 code points on one line, without a slash.
   */
  name: string;
  /**
   * Such as `image/png`. Parameters are left out.
   */
  media_type: string;
  /**
   * Bytes.
   */
  size: number;
  /**
   * In lower-case hexadecimal digits.
   */
  sha256: string;
  /**
   * Of a picture or video, in points.
   */
  width?: number;
  height?: number;
  /**
   * Of a recording, in ms.
   */
  duration?: number;
  /**
   * What it shows, for people who do not see it.
   */
  alt?: string;
  /**
   * The file that this one is a smaller picture of.
   */
  preview_of?: FileId;
};

export type NewGroup = {
  title: string;
  topic: string;
  visibility?: Visibility;
  client_id?: ClientId;
};

export type NewMembership = { role?: Role };

export type NewName = { title?: string; topic?: string };

export type NewProfile = {
  /**
   * The empty text takes the display name away.
   */
  name: string;
};

/**
 * A conversation, and the membership of the person who asks.
 */
export type Overview = {
  conversation: About;
  /**
   * None for a person who is not a member.
   */
  you?: Member;
  member_count: number;
};

export type OwnProfile = { you: Person; profile?: Profile };

/**
 * The emoji with which a person has reacted to a message.
 */
export type OwnReactions = { message: Seq; emoji: Array<string> };

/**
 * Everything between two entries of a log, in its present state.
 */
export type Page = {
  /**
   * The first entry of the log that the page covers. It is 1 at the beginning of the
   * conversation.
   */
  from: Seq;
  /**
   * The last entry that the page covers. In an empty page it is `from` − 1.
   */
  to: Seq;
  /**
   * Messages in their present state, and notices, in the order of their `seq`. Other entries
   * between `from` and `to` have no item: they changed one.
   */
  items: Array<Event>;
  /**
   * How the people whom the items name are shown. Those without a profile are left out.
   */
  profiles?: Array<Profile>;
};

/**
 * The named parameters of a refusal, beside `retry_after`.
 */
export type Params = {
  /**
   * Which rule of several was broken, or which act is not allowed.
   */
  rule?: string;
  /**
   * The number that the rule sets: characters, bytes or members.
   */
  limit?: number;
  /**
   * What was expected instead, for developers of clients.
   */
  expected?: string;
};

export type People = { people: Array<ShownPerson>; next?: Handle };

/**
 * A person with an account, as others know them.
 */
export type Person = { id: UserId; handle: Handle };

/**
 * The beginning of a pinned message.
 */
export type PinnedMessage = {
  message: Seq;
  at: number;
  author: UserId;
  handle: Handle;
  /**
   * The first 120 characters of its present body, on one line.
   */
  preview: string;
};

/**
 * All pinned messages, and the head of the log at that moment.
 */
export type PinsPage = { pins: Array<PinnedMessage>; head: Seq };

/**
 * The frames, in order. `live` comes last. Without it there is more, and the client polls again at
 * once.
 */
export type Polled = { frames: Array<ToClient> };

/**
 * How a person wants to be shown. Of two profiles of one person the later one counts, in whatever
 * order they come. A person who never set anything has none.
 */
export type Profile = {
  user: UserId;
  handle: Handle;
  /**
   * Their display name. Without one they are shown by their handle.
   */
  name?: DisplayName;
  /**
   * When they set it. No two profiles of one person have the same time.
   */
  at: number;
};

/**
 * What a reply shows of the message that it answers.
 */
export type Quote = {
  /**
   * The message that is answered.
   */
  message: Seq;
  /**
   * The first message of the chain of replies.
   */
  thread_root: Seq;
  author: UserId;
  handle: Handle;
  /**
   * The first 120 characters of its present body, on one line, or else the name of its first
   * file. It is empty if the message was deleted.
   */
  preview: string;
  /**
   * The message was deleted.
   */
  deleted?: boolean;
};

/**
 * One emoji on a message.
 */
export type Reaction = {
  emoji: string;
  /**
   * How many people have reacted with it.
   */
  count: number;
  /**
   * The event since which somebody has. Reactions are in this order.
   */
  since: Seq;
  /**
   * The first five of them.
   */
  people: Array<Person>;
};

/**
 * A reaction was given or taken back.
 */
export type ReactionChange = {
  message: Seq;
  emoji: string;
  /**
   * What is on the message of this emoji now. It is not stored with the event. None: nobody has
   * reacted with it any more, or the message was deleted.
   */
  reaction?: Reaction;
};

/**
 * Why a cursor cannot be used.
 */
export type ResetReason = "future" | "epoch" | "garbage" | "too_far";

/**
 * A person's role in a conversation. The order is the order of power.
 */
export type Role = "member" | "admin" | "owner";

/**
 * A person's new role.
 */
export type RoleChange = { user: UserId; user_handle: Handle; role: Role };

/**
 * What was found in a conversation, newest first.
 */
export type SearchPage = {
  results: Array<SearchResult>;
  /**
   * There may be more before this message.
   */
  next?: Seq;
  /**
   * Messages before this time are not searched yet.
   */
  searched_from?: number;
  /**
   * Messages after this time are not searched yet. That happens while very many come in.
   */
  searched_to?: number;
};

/**
 * A message that fits.
 */
export type SearchResult = {
  seq: Seq;
  at: number;
  author: UserId;
  handle: Handle;
  snippet: Array<SnippetPart>;
};

/**
 * A position in the log of a conversation. The first entry is 1, there are no gaps, and 0 is
 * before the first entry.
 */
export type Seq = number;

/**
 * One sign-in on one device: `s` and 20 random letters. It is the session's name, not its
 * secret token.
 */
export type SessionId = string;

export type Sessions = { sessions: Array<ShownSession> };

export type ShownGroup = { id: ConversationId; title: string; topic: string; members: number };

export type ShownMessage = { event: Event };

export type ShownPerson = {
  profile?: Profile;
  online: boolean;
  seen_at?: number;
  id: UserId;
  handle: Handle;
};

export type ShownSession = {
  id: string;
  label: string;
  created_at: number;
  used_at: number;
  current: boolean;
};

export type SignedIn = { you: Person; session: NamedSession; token?: string };

/**
 * A piece of a snippet.
 */
export type SnippetPart = {
  text: string;
  /**
   * It fits a term of the query.
   */
  hit?: boolean;
};

/**
 * The person whom the event concerns.
 */
export type Subject = { user: UserId; user_handle: Handle };

/**
 * The message that the event concerns.
 */
export type Target = { message: Seq };

/**
 * A page, and the head of the log at that moment.
 */
export type TimelinePage = {
  head: Seq;
  /**
   * Which of the reactions in it are the person's own. It is left out if none is.
   */
  mine?: Array<OwnReactions>;
  /**
   * The first entry of the log that the page covers. It is 1 at the beginning of the
   * conversation.
   */
  from: Seq;
  /**
   * The last entry that the page covers. In an empty page it is `from` − 1.
   */
  to: Seq;
  /**
   * Messages in their present state, and notices, in the order of their `seq`. Other entries
   * between `from` and `to` have no item: they changed one.
   */
  items: Array<Event>;
  /**
   * How the people whom the items name are shown. Those without a profile are left out.
   */
  profiles?: Array<Profile>;
};

/**
 * A frame that the server sends on a conversation socket.
 */
export type ToClient =
  | ({ type: "welcome" } & Welcome)
  | ({ type: "page" } & Page)
  | { type: "mine"; mine: Array<OwnReactions> }
  | {
      type: "events";
      events: Array<Event>;
      /**
       * How the people whom the events name are shown. Those without a profile are left out.
       */
      profiles?: Array<Profile>;
    }
  | { type: "live"; head: Seq }
  | { type: "reset"; reason: ResetReason }
  | { type: "posted"; event: Event }
  | { type: "done"; request: ClientId }
  | { type: "read"; user: UserId; seq: Seq }
  | { type: "typing"; user: UserId; handle: Handle }
  | { type: "presence"; user: UserId; handle: Handle; here: boolean; focused: boolean }
  | { type: "lagging"; head: Seq }
  | ({ type: "error" } & ErrorBody);

/**
 * A frame that the server sends on the user socket. A client sends nothing there but `ping`.
 */
export type ToUserClient =
  | {
      type: "welcome";
      you: Person;
      session?: SessionId;
      /**
       * The person's own profile.
       */
      profile?: Profile;
      inbox: Array<InboxEntry>;
    }
  | ({ type: "profile" } & Profile)
  | { type: "inbox"; entries: Array<InboxEntry> }
  | { type: "gone"; conversation: ConversationId }
  | ({ type: "error" } & ErrorBody);

export type UpTo = { seq: Seq };

/**
 * An upload, and what it lacks.
 */
export type Upload = {
  file: FileId;
  size: number;
  /**
   * Bytes of each chunk but the last.
   */
  chunk_bytes: number;
  /**
   * The chunks that have not arrived, by number from 0.
   */
  missing: Array<number>;
};

/**
 * A person's account: `u` and 20 random letters. It never changes and is never used again.
 */
export type UserId = string;

/**
 * Who may find a group and join it.
 */
export type Visibility = "public" | "private";

/**
 * See [`ToClient::Welcome`].
 */
export type Welcome = {
  conversation: About;
  you: Member;
  /**
   * The first 50 members by handle; `GET …/members` pages through all.
   */
  members: Array<Member>;
  member_count: number;
  /**
   * Who has this conversation open now. It is empty when more than 100 sockets are open.
   */
  here: Array<Here>;
  /**
   * The last entry of the log.
   */
  head: Seq;
  /**
   * How all these people are shown. Those without a profile are left out.
   */
  profiles?: Array<Profile>;
  /**
   * The client sends `ack` when this many bytes of frames have arrived since its last one.
   */
  ack_after: number;
  /**
   * On the fallback stream: the name to which the client posts its frames.
   */
  stream?: string;
};

export type WholeInbox = { you: Person; session?: SessionId; inbox: Array<InboxEntry> };

export type With = { user: UserId };
