//! The conversation summary: how one person should see a conversation in their inbox.

use serde::{Deserialize, Serialize};

use super::attention::WakeLevel;
use super::frames::{InboxEntry, LastMessage};
use super::{ConversationId, Handle, Kind, Millis, Role, Seq};

/// The whole line of the inbox. A later summary replaces an earlier one. A summary that arrives
/// late or twice changes nothing, because `head` and `read` never shrink.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationSummary {
    pub conversation: ConversationId,
    pub kind: Kind,
    pub title: String,
    /// In a direct conversation: the other person's handle.
    #[serde(default)]
    pub handle: Option<Handle>,
    /// The time of the person's own profile that the conversation has. 0: it has none.
    #[serde(default)]
    pub profile_at: Millis,
    /// None: the person is no longer in it.
    pub role: Option<Role>,
    pub head: Seq,
    /// The number of messages in the log up to `head`. For a person who is no longer in it, those
    /// up to `read`.
    pub posts: u64,
    pub read: Seq,
    /// The number of messages up to `read`.
    pub read_posts: u64,
    /// How many messages after `read` mention the person or reply to them.
    #[serde(default)]
    pub mentions: u64,
    /// The time of the last message, or of the last change before there is any. The person's object
    /// makes it later if the person came in later.
    #[serde(default)]
    pub at: Millis,
    #[serde(default)]
    pub last: Option<LastMessage>,
}

/// The answer of a person's object that took a summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// One of the person's devices is connected.
    Seen,
    /// None of them is.
    Unseen(Away),
}

/// None of the person's devices is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// The number of this answer ([`super::absence`]).
    pub number: u64,
    /// What they want to be woken for nevertheless.
    #[serde(default)]
    pub wake: WakeLevel,
}

impl ConversationSummary {
    /// The line as the person sees it. None if they are not in the conversation, or if its log is
    /// empty.
    #[must_use]
    pub fn inbox_entry(&self) -> Option<InboxEntry> {
        let role = self.role.filter(|_| self.head > Seq::START)?;
        Some(InboxEntry {
            conversation: self.conversation.clone(),
            kind: self.kind,
            title: self.title.clone(),
            handle: self.handle.clone(),
            role,
            head: self.head,
            read: self.read,
            unread: self.posts.saturating_sub(self.read_posts),
            mentions: self.mentions,
            at: self.at,
            last: self.last.clone(),
        })
    }
}
