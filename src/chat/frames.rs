//! The wire: every frame that the server sends, one enum per socket. The frames of a client are in
//! [`super::client_frames`]. The page's types are generated from both files (`public/wire.ts`), and
//! `public/net/frames.ts` checks what arrives against them. `tests/frames/` has a sample of each
//! frame that both sides read. docs/protocol.md describes them for people.
//!
//! A frame is one JSON object in one text message of at most [`super::limits::SENT_BYTES`]. The
//! runtime answers the bare text `ping` with `pong`.

use serde::{Deserialize, Serialize};

use super::refusal::Params;
use super::timeline::Page;
use super::{
    ClientId, ConversationId, DisplayName, Event, Handle, Kind, Millis, Person, Profile, Role, Seq,
    UserId, Visibility,
};

/// A frame that the server sends on a conversation socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToClient {
    /// The first frame: what the client has opened. `page` or `events` follow, then `live`.
    Welcome(Box<Welcome>),
    /// The latest page of the timeline, to show before any event. A client without a valid cursor
    /// gets it instead of what it missed. Events go on after the `to` of the page.
    Page(Page),
    /// After a `page`: which of the reactions in it are the person's own. It is left out if none
    /// is.
    Mine { mine: Vec<OwnReactions> },
    /// Log entries in order. Each `seq` is one more than the one before, also from frame to frame.
    Events {
        events: Vec<Event>,
        /// How the people whom the events name are shown. Those without a profile are left out.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        #[cfg_attr(test, ts(as = "Option<Vec<Profile>>"))]
        profiles: Vec<Profile>,
    },
    /// The client has everything up to `head`. From now on events are sent as they happen.
    Live { head: Seq },
    /// The cursor cannot be used, so the client forgets what it has. A `page` follows, then `live`.
    Reset { reason: ResetReason },
    /// The answer to a repeated `post`: the message that is stored already. It is not part of the
    /// order of `events`.
    Posted { event: Event },
    /// The answer to an `edit`, a `delete` or a `react`: it is so, whether or not it had to be
    /// changed. The event that tells of a change comes in `events`, before or after this.
    Done { request: ClientId },
    /// Another person has read up to this entry.
    Read { user: UserId, seq: Seq },
    /// Another person is typing.
    Typing { user: UserId, handle: Handle },
    /// Another member opened or closed the conversation, or it gained or lost their attention. A
    /// member whose attention it has (`focused`) has read everything.
    Presence {
        user: UserId,
        handle: Handle,
        here: bool,
        focused: bool,
    },
    /// Too many bytes are not acknowledged. Events stop until the next `ack`, then go on from the
    /// log.
    Lagging { head: Seq },
    /// A refusal. The socket stays open.
    Error(ErrorBody),
}

/// A frame that the server sends on the user socket. A client sends nothing there but `ping`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToUserClient {
    /// The first frame: who the client is, and the inbox, latest first. It replaces the inbox that
    /// the client had. What does not fit into the frame follows in `inbox` frames.
    Welcome {
        you: Person,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        session: Option<super::SessionId>,
        /// The person's own profile.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        profile: Option<Profile>,
        inbox: Vec<InboxEntry>,
    },
    /// The person has another profile.
    Profile(Profile),
    /// Conversations in their present state: new, changed, or read further.
    Inbox { entries: Vec<InboxEntry> },
    /// The person is no longer in this conversation.
    Gone { conversation: ConversationId },
    /// A refusal. The socket stays open.
    Error(ErrorBody),
}

/// The emoji with which a person has reacted to a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OwnReactions {
    pub message: Seq,
    pub emoji: Vec<String>,
}

/// See [`ToClient::Welcome`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Welcome {
    pub conversation: About,
    pub you: Member,
    /// The first 50 members by handle; `GET …/members` pages through all.
    pub members: Vec<Member>,
    pub member_count: u32,
    /// Who has this conversation open now. It is empty when more than 100 sockets are open.
    pub here: Vec<Here>,
    /// The last entry of the log.
    pub head: Seq,
    /// How all these people are shown. Those without a profile are left out.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(test, ts(as = "Option<Vec<Profile>>"))]
    pub profiles: Vec<Profile>,
    /// The client sends `ack` when this many bytes of frames have arrived since its last one.
    pub ack_after: u32,
    /// On the fallback stream: the name to which the client posts its frames.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stream: Option<String>,
}

/// A conversation, without its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct About {
    pub id: ConversationId,
    pub kind: Kind,
    /// A group's name; for a direct conversation the other person's display name or handle.
    pub title: String,
    pub topic: String,
    pub visibility: Visibility,
    /// It names this log. A cursor from another epoch is reset.
    pub epoch: String,
}

/// A member of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Member {
    pub user: UserId,
    pub handle: Handle,
    pub role: Role,
    /// How far they have read.
    pub read: Seq,
}

/// A person who has the conversation open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Here {
    pub user: UserId,
    pub handle: Handle,
    pub focused: bool,
}

/// Why a cursor cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum ResetReason {
    /// The cursor is past the head.
    Future,
    /// The cursor is from another epoch of the log.
    Epoch,
    /// The cursor is not a number from 0 to 2^53.
    Garbage,
    /// More than 10,000 events were missed. The latest page is more useful than all of them.
    TooFar,
}

/// One conversation in a person's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct InboxEntry {
    pub conversation: ConversationId,
    pub kind: Kind,
    /// A group's name; for a direct conversation the other person's display name or handle.
    pub title: String,
    /// In a direct conversation: the other person's handle. An entry that an earlier version stored
    /// has none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub handle: Option<Handle>,
    pub role: Role,
    pub head: Seq,
    /// How far the person has read, on any device.
    pub read: Seq,
    /// The number of messages after `read`.
    pub unread: u64,
    /// How many of them mention the person or reply to them, 100 at most.
    pub mentions: u64,
    /// Orders the inbox: when the last message came, or when the person came in if that is later.
    /// Without a message, the last change counts.
    pub at: Millis,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last: Option<LastMessage>,
}

/// The latest message, for the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct LastMessage {
    /// Its place in the log. It is 0 where an earlier version stored the entry.
    #[serde(default)]
    pub seq: Seq,
    pub at: Millis,
    pub handle: Handle,
    /// Its author's display name then.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<DisplayName>,
    /// The first 120 characters, on one line. It is empty if the message was deleted.
    pub preview: String,
    /// The message was deleted.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    #[cfg_attr(test, ts(as = "Option<bool>"))]
    pub deleted: bool,
}

/// A refusal as a client sees it, on a socket or as the body of an HTTP answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct ErrorBody {
    /// Stable; see docs/protocol.md.
    pub code: String,
    /// A sentence in English that a person understands.
    pub message: String,
    /// The parameters of the sentence, for clients in other languages.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub params: Option<Params>,
    /// The `client_id` of the refused post, if it could be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub client_id: Option<ClientId>,
    /// The `request` of the refused act, if it could be read.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub request: Option<ClientId>,
    /// Seconds after which a retry may succeed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub retry_after: Option<u64>,
}
