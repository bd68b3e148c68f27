//! The wire: every frame on both sockets, one enum per direction. `public/net/frames.js` mirrors this file,
//! `tests/frames/` holds a sample of each that both sides check, and docs/protocol.md tells it to people.
//!
//! A frame is one JSON object in one text message. `ping` as bare text is answered `pong` by the runtime.

use serde::{Deserialize, Serialize};

use super::{
    ClientId, ConversationId, Event, Handle, Kind, Millis, Person, Role, Seq, UserId, Visibility,
};

/// What a client says on a conversation socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "type",
    rename_all = "snake_case",
    try_from = "super::flat::FrameFields"
)]
pub enum FromClient {
    /// Say something. Sent again with the same `client_id`, it is the same message.
    Post { client_id: ClientId, body: String },
    /// Everything up to here has been read.
    Seen { seq: Seq },
    /// Whether a person has the conversation before their eyes: while so, what arrives counts as read.
    Focus { focused: bool },
    /// The person is typing. Worth sending at most every 3 s; others show it for 6.
    Typing {},
    /// Everything up to here has arrived (flow control; see `ack_after` in `welcome`).
    Ack { seq: Seq },
}

/// What the server says on a conversation socket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToClient {
    /// The first frame: where you are. What was missed follows, then `live`.
    Welcome(Box<Welcome>),
    /// Log entries in order, each one's `seq` one more than the last one's, across frames too.
    Events { events: Vec<Event> },
    /// You have everything up to `head`; from here on events come as they happen.
    Live { head: Seq },
    /// `since` could not be honoured: forget what you have. The latest page follows, then `live`.
    Reset { reason: ResetReason },
    /// Your repeated `post`: the message it already is. Not part of the order of `events`.
    Posted { event: Event },
    /// Somebody has read up to here.
    Read { user: UserId, seq: Seq },
    /// Somebody is typing.
    Typing { user: UserId, handle: Handle },
    /// Somebody came or went, or looked up or away. Who is looking has read everything.
    Presence {
        user: UserId,
        handle: Handle,
        here: bool,
        focused: bool,
    },
    /// You have too much un-acked: events stop until your next `ack`, then continue from the log.
    Lagging { head: Seq },
    /// A refusal. The socket stays open.
    Error(ErrorBody),
}

/// What the server says on the user socket. A client says nothing there but `ping`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToUserClient {
    /// The first frame: who you are and your whole inbox, latest first. It replaces what you had.
    Welcome {
        you: Person,
        session: super::SessionId,
        inbox: Vec<InboxEntry>,
    },
    /// One conversation's line as it now is: new, changed, or read further.
    Inbox { entry: InboxEntry },
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
    /// A sentence a person understands.
    pub message: String,
    /// The refused post's own name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub client_id: Option<ClientId>,
    /// Seconds after which trying again may succeed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub retry_after: Option<u64>,
}
