//! Answers as whoever asked reads them: what is only handed on to a client stays the text it is.
//!
//! [`super::calls`] has what an object says. Were it read whole to be spelled again, each page of history would be made three
//! times over.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::calls::ConversationSummary;
use crate::chat::{Millis, Refusal};

/// JSON that nobody has looked into.
pub type Unread = Box<RawValue>;

/// What a conversation's object answered ([`super::calls::FromConversation`]).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConversationAnswer {
    Done,
    Conversation(Unread),
    Member(Unread),
    Members(Unread),
    Events(Unread),
    Posted {
        event: Unread,
        repeated: bool,
    },
    Summary {
        summary: Option<Box<ConversationSummary>>,
    },
    Refused {
        refusal: Refusal,
    },
}

/// What a person's object answered ([`super::calls::FromUser`]).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserAnswer {
    Done {
        #[serde(default)]
        absence: Option<u64>,
    },
    Inbox {
        inbox: Unread,
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
