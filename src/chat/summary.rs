//! A conversation as one of its people should see it in their inbox.

use serde::{Deserialize, Serialize};

use super::attention::WakeLevel;
use super::frames::{InboxEntry, LastMessage};
use super::{ConversationId, Kind, Millis, Role, Seq};

/// The whole line of the inbox. Any later summary replaces any earlier one, and one that arrives
/// late or twice changes nothing: `head` and `read` never shrink.
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
    /// When it was last heard of: its last message, or without one its last change; later by who
    /// came in later.
    #[serde(default)]
    pub at: Millis,
    #[serde(default)]
    pub last: Option<LastMessage>,
}

/// A person's object took a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// Somebody is at one of the person's devices.
    Seen,
    /// Nobody is.
    Unseen(Away),
}

/// Nobody is at any of a person's devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// The number of this answer ([`super::absence`]).
    pub number: u64,
    /// What they want to be woken for all the same.
    #[serde(default)]
    pub wake: WakeLevel,
}

impl ConversationSummary {
    /// The line as the person sees it, unless they are not in the conversation or it has not begun.
    #[must_use]
    pub fn inbox_entry(&self) -> Option<InboxEntry> {
        let role = self.role.filter(|_| self.head > Seq::START)?;
        Some(InboxEntry {
            conversation: self.conversation.clone(),
            kind: self.kind,
            title: self.title.clone(),
            role,
            head: self.head,
            read: self.read,
            unread: self.posts.saturating_sub(self.read_posts),
            at: self.at,
            last: self.last.clone(),
        })
    }
}
