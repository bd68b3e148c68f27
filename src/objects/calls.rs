//! What the Worker and the objects say to each other: typed calls that already carry who is asking.
//!
//! Old and new code run side by side during a deploy, so these types only ever gain optional fields, and
//! unknown ones are ignored. A call travels as the JSON body of a `fetch` only a binding can make; an upgrade
//! carries its [`Opening`] in the [`CALL_HEADER`] header, because it has no body.

use serde::{Deserialize, Serialize};

use crate::chat::frames::{About, InboxEntry, LastMessage, Member};
use crate::chat::{
    ClientId, ConversationId, Event, Kind, Millis, Person, Refusal, Role, Seq, SessionId, UserId,
    Visibility,
};

/// The header that carries an [`Opening`] to an object. The Worker removes any that a client sent.
pub const CALL_HEADER: &str = "x-dormouse-call";

/// Somebody who is signed in, on one of their devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Caller {
    pub person: Person,
    pub session: SessionId,
}

/// Opens a socket or a fallback stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    pub caller: Caller,
    /// The cursor as the client wrote it; the conversation judges it.
    #[serde(default)]
    pub since: Option<String>,
    #[serde(default)]
    pub epoch: Option<String>,
    /// A `text/event-stream` instead of a WebSocket.
    #[serde(default)]
    pub stream: bool,
}

/// What the Worker asks of a conversation's object, and one user's object of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToConversation {
    /// Makes the group this object was named for; the caller owns it. Again: the same group.
    CreateGroup {
        caller: Caller,
        title: String,
        topic: String,
        visibility: Visibility,
    },
    /// Opens the direct conversation this object was named for; `other` is who it is with.
    OpenDirect {
        caller: Caller,
        other: Person,
    },
    /// What the conversation is, and what the caller is in it.
    Get {
        caller: Caller,
    },
    Join {
        caller: Caller,
    },
    Leave {
        caller: Caller,
    },
    /// Lets `user` in (`role` none), or gives them another role.
    SetMember {
        caller: Caller,
        user: Person,
        role: Option<Role>,
    },
    Remove {
        caller: Caller,
        user: UserId,
    },
    Rename {
        caller: Caller,
        title: Option<String>,
        topic: Option<String>,
    },
    Members {
        caller: Caller,
        after: Option<String>,
    },
    Events {
        caller: Caller,
        before: Option<Seq>,
        after: Option<Seq>,
        limit: u32,
    },
    Post {
        caller: Caller,
        client_id: ClientId,
        body: String,
    },
    Seen {
        caller: Caller,
        seq: Seq,
    },
    /// One frame from a client whose stream bears this name, as the client wrote it: only the object knows its forms.
    StreamFrame {
        caller: Caller,
        stream: String,
        frame: String,
    },
    /// From the user's object: these sessions are over; close their sockets.
    EndSessions {
        user: UserId,
        sessions: Vec<SessionId>,
    },
    /// From the user's object: somebody came home after its answer “nobody home” of this number. How does it stand?
    CatchUp {
        user: UserId,
        absence: u64,
    },
}

/// What a conversation's object answers. Most of it goes to a client just as it is: docs/protocol.md has its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromConversation {
    Done,
    Conversation {
        #[serde(rename = "conversation")]
        about: About,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        you: Option<Member>,
        member_count: u32,
    },
    Member {
        member: Member,
    },
    Members {
        members: Vec<Member>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<String>,
    },
    Events {
        events: Vec<Event>,
        head: Seq,
    },
    Posted {
        event: Event,
        repeated: bool,
    },
    /// To [`ToConversation::CatchUp`]: nothing for whoever is not in it.
    Summary {
        summary: Option<Box<ConversationSummary>>,
    },
    Refused {
        refusal: Refusal,
    },
}

/// What is asked of a person's object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToUser {
    /// From a conversation: how it now stands with this person.
    Summary {
        user: UserId,
        summary: ConversationSummary,
    },
    /// From the Worker: the inbox.
    Inbox { caller: Caller },
    /// From the Worker: these sessions are over; close their sockets, here and in every conversation.
    EndSessions {
        user: UserId,
        sessions: Vec<SessionId>,
    },
    /// From the Worker: whether one of the person's sockets is still leased.
    Online { user: UserId },
}

/// What a person's object answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromUser {
    Done {
        /// To a standing: nobody is home to see it, and this is the number of the answer ([`crate::chat::absence`]).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        absence: Option<u64>,
    },
    Inbox {
        inbox: Vec<InboxEntry>,
        /// Some of it may be out of date, and is being asked for.
        #[serde(default)]
        catching_up: bool,
    },
    Online {
        online: bool,
        seen_at: Option<Millis>,
    },
    Refused {
        refusal: Refusal,
    },
}

/// A conversation as one of its people should see it in their inbox: whole, so that any later one replaces any
/// earlier one, and one that arrives late or twice (`head` and `read` never shrink) changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationSummary {
    pub conversation: ConversationId,
    pub kind: Kind,
    pub title: String,
    /// None: no longer in it.
    pub role: Option<Role>,
    pub head: Seq,
    /// Messages in the whole log up to `head`.
    pub posts: u64,
    pub read: Seq,
    /// Messages up to `read`.
    pub read_posts: u64,
    /// When it was last heard of: its last message, or without one its last change; later by who came in later.
    #[serde(default)]
    pub at: Millis,
    #[serde(default)]
    pub last: Option<LastMessage>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What code says and understands that has not heard of “nobody home”.
    #[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Earlier {
        Done {},
        Inbox { inbox: Vec<InboxEntry> },
    }

    #[test]
    fn earlier_code_and_this_understand_each_other_during_a_deploy() {
        let said = |said: &FromUser| serde_json::to_string(said).expect("answers can be spelled");
        let read =
            |text: &str| serde_json::from_str::<FromUser>(text).expect("answers can be read");
        let earlier =
            |text: &str| serde_json::from_str::<Earlier>(text).expect("answers can be read");
        assert_eq!(
            read(r#"{"done":{}}"#),
            FromUser::Done { absence: None },
            "somebody is home"
        );
        for absence in [None, Some(7)] {
            assert_eq!(
                earlier(&said(&FromUser::Done { absence })),
                Earlier::Done {}
            );
        }
        let inbox = Vec::new();
        let known = FromUser::Inbox {
            inbox,
            catching_up: true,
        };
        assert_eq!(earlier(&said(&known)), Earlier::Inbox { inbox: Vec::new() });
        assert!(matches!(
            read(r#"{"inbox":{"inbox":[]}}"#),
            FromUser::Inbox {
                catching_up: false,
                ..
            }
        ));
    }
}
