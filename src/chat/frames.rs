//! The wire: every frame that the server sends, one enum per socket. What a client sends is in
//! [`super::client_frames`]. `public/net/frames.js` mirrors both files, `tests/frames/` holds a
//! sample of each frame that both sides check, and docs/protocol.md tells people.
//!
//! A frame is one JSON object in one text message of at most [`super::limits::SENT_BYTES`]. `ping`
//! as bare text is answered `pong` by the runtime.

use serde::{Deserialize, Serialize};

use super::refusal::Params;
use super::timeline::Page;
use super::{
    ClientId, ConversationId, Event, Handle, Kind, Millis, Person, Role, Seq, UserId, Visibility,
};

/// What the server says on a conversation socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToClient {
    /// The first frame: where the client is. What was missed follows, then `live`.
    Welcome(Box<Welcome>),
    /// The latest page of the timeline: what to show before any event. Said instead of `events`
    /// to a client without a cursor. Events go on after the page's `to`.
    Page(Page),
    /// Log entries in order, each one's `seq` one more than the last one's, across frames too.
    Events { events: Vec<Event> },
    /// The client has everything up to `head`. From here on events come as they happen.
    Live { head: Seq },
    /// `since` could not be honoured: the client forgets what it has. A `page` follows, then `live`.
    Reset { reason: ResetReason },
    /// The answer to a repeated `post`: the message it already is. Not part of the order of
    /// `events`.
    Posted { event: Event },
    /// Somebody has read up to here.
    Read { user: UserId, seq: Seq },
    /// Somebody is typing.
    Typing { user: UserId, handle: Handle },
    /// A member opened or closed the conversation, or gave or took their attention. A member whose
    /// attention it has (`focused`) has read everything.
    Presence {
        user: UserId,
        handle: Handle,
        here: bool,
        focused: bool,
    },
    /// Too much is un-acked. Events stop until the next `ack`, then continue from the log.
    Lagging { head: Seq },
    /// A refusal. The socket stays open.
    Error(ErrorBody),
}

/// What the server says on the user socket. A client says nothing there but `ping`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToUserClient {
    /// The first frame: who the client is, and the inbox, latest first. It replaces what the client
    /// had. What does not fit into the frame follows in `inbox` frames.
    Welcome {
        you: Person,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        session: Option<super::SessionId>,
        inbox: Vec<InboxEntry>,
    },
    /// Conversations as they now are: new, changed, or read further.
    Inbox { entries: Vec<InboxEntry> },
    /// You are no longer in this conversation.
    Gone { conversation: ConversationId },
    /// A refusal. The socket stays open.
    Error(ErrorBody),
}

/// See [`ToClient::Welcome`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    pub conversation: About,
    pub you: Member,
    /// The first 50 members by handle; `GET …/members` pages through all.
    pub members: Vec<Member>,
    pub member_count: u32,
    /// Who has this conversation open now; nobody where more than 100 sockets are open.
    pub here: Vec<Here>,
    /// The last entry of the log.
    pub head: Seq,
    /// Send `ack` when this many bytes of frames have arrived since your last one.
    pub ack_after: u32,
    /// Over the fallback stream: the name under which to post frames to it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub stream: Option<String>,
}

/// A conversation, without its members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub id: ConversationId,
    pub kind: Kind,
    /// A group's name; for a direct conversation the other person's handle.
    pub title: String,
    pub topic: String,
    pub visibility: Visibility,
    /// Changes when the log is not the same log any more: cursors from another epoch are reset.
    pub epoch: String,
}

/// Somebody in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub user: UserId,
    pub handle: Handle,
    pub role: Role,
    /// How far they have read.
    pub read: Seq,
}

/// Somebody who has the conversation open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Here {
    pub user: UserId,
    pub handle: Handle,
    pub focused: bool,
}

/// Why a cursor could not be honoured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResetReason {
    /// The cursor is past the head.
    Future,
    /// The cursor is from another epoch of the log.
    Epoch,
    /// The cursor is not a number of 0 to 2^53.
    Garbage,
    /// More than 10,000 events have been missed: the latest page is of more use than all of them.
    TooFar,
}

/// One conversation in a person's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxEntry {
    pub conversation: ConversationId,
    pub kind: Kind,
    /// A group's name; for a direct conversation the other person's handle.
    pub title: String,
    pub role: Role,
    pub head: Seq,
    /// How far you have read, on whichever device.
    pub read: Seq,
    /// Messages after `read`.
    pub unread: u64,
    /// The inbox is in this order: when it was last heard of, or when you came in.
    pub at: Millis,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last: Option<LastMessage>,
}

/// The latest message, for the inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastMessage {
    pub at: Millis,
    pub handle: Handle,
    /// The first 120 characters, on one line.
    pub preview: String,
}

/// A refusal as a client sees it, on a socket or as the body of an HTTP answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// Stable; see docs/protocol.md.
    pub code: String,
    /// A sentence in English that a person understands.
    pub message: String,
    /// What the sentence is made from, for clients in other languages.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub params: Option<Params>,
    /// The refused post's own name, wherever the frame could be read so far.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub client_id: Option<ClientId>,
    /// Seconds after which trying again may succeed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub retry_after: Option<u64>,
}
