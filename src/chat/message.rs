//! A message, as it was posted or in its present state, and what belongs to it.

use serde::{Deserialize, Serialize};

use super::{ClientId, File, Handle, Millis, Person, Seq, UserId};

/// A message. An event has what was posted, with the body, the mentions and the quote of today. An
/// item of a timeline has its present state, with its reactions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Message {
    /// Together with the sender it names one message for ever. When the sender sees it in an event,
    /// their message is stored.
    pub client_id: ClientId,
    /// 1 to 8,000 code points. With files it may be empty. It is empty in a message that was
    /// deleted.
    pub body: String,
    /// In the order of the post. An edit does not change them.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    #[cfg_attr(test, ts(as = "Option<Vec<File>>"))]
    pub files: Vec<File>,
    /// The message that it replies to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub quote: Option<Box<Quote>>,
    /// Those whom the body names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mentions: Option<Box<Mentions>>,
    /// When it was last edited. Only an item has it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub edited_at: Option<Millis>,
    /// It was deleted. Nothing is left of it but its place, its author and its time.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub deleted: Option<Box<Deletion>>,
    /// It is among the pins of the conversation. Only an item has it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    #[cfg_attr(test, ts(as = "Option<bool>"))]
    pub pinned: bool,
    /// In the order in which they began. Only an item has them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reactions: Option<Vec<Reaction>>,
}

/// What a reply shows of the message that it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Quote {
    /// The message that is answered.
    pub message: Seq,
    /// The first message of the chain of replies.
    pub thread_root: Seq,
    pub author: UserId,
    pub handle: Handle,
    /// The first 120 characters of its present body, on one line, or else the name of its first
    /// file. It is empty if the message was deleted.
    pub preview: String,
    /// The message was deleted.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    #[cfg_attr(test, ts(as = "Option<bool>"))]
    pub deleted: bool,
}

/// Those whom a message names. The server decides it among the members.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Mentions {
    /// By their handles.
    pub people: Vec<Person>,
    /// By `@everyone`.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    #[cfg_attr(test, ts(as = "Option<bool>"))]
    pub everyone: bool,
    /// By `@here`: the people who were here then.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub here: Option<Vec<UserId>>,
}

/// When a message was deleted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Deletion {
    pub at: Millis,
    /// Who deleted it, if that was not its author.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub removed_by: Option<Person>,
}

/// One emoji on a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Reaction {
    pub emoji: String,
    /// How many people have reacted with it.
    pub count: u64,
    /// The event since which somebody has. Reactions are in this order.
    pub since: Seq,
    /// The first five of them.
    pub people: Vec<Person>,
}

impl Message {
    /// A message that was posted just now, without files.
    #[must_use]
    pub fn new(client_id: ClientId, body: String) -> Self {
        Self {
            client_id,
            body,
            files: Vec::new(),
            quote: None,
            mentions: None,
            edited_at: None,
            deleted: None,
            pinned: false,
            reactions: None,
        }
    }

    /// What an inbox and a reply show of it: the body, or else the name of its first file.
    #[must_use]
    pub fn gist(&self) -> &str {
        match self.files.first() {
            Some(file) if self.body.is_empty() => &file.name,
            _ => &self.body,
        }
    }
}
