//! Telling the directory of groups what a public group is: in the same way as people's own objects are told of it, owed until
//! it was taken.

use super::{Host, Room};
use crate::chat::backoff::backoff;
use crate::chat::limits::CALL_MAX;
use crate::chat::{Seq, Visibility};
use crate::store::conversation::about;
use crate::store::d1::groups::DirectoryEntry;

impl<H: Host> Room<H> {
    /// The directory entry that is due, if any. The answer goes to [`Self::listed`].
    pub(super) fn take_listing(&mut self) -> Option<DirectoryEntry> {
        let now = self.host.now();
        let chat = self.chat.as_mut()?;
        if chat.is_direct()
            || chat.conversation.visibility == Visibility::Private
            || chat.last_change <= chat.listed
        {
            return None;
        }
        if chat.list_at > now {
            let at = chat.list_at;
            self.arm(at);
            return None;
        }
        // A call that is not answered by then is taken for lost.
        chat.list_at = now + CALL_MAX;
        let entry = DirectoryEntry {
            id: chat.conversation.id.clone(),
            title: chat.conversation.title.clone(),
            topic: chat.conversation.topic.clone(),
            members: u32::try_from(chat.conversation.member_count()).unwrap_or(u32::MAX),
            seq: chat.last_change,
            listed: !chat.conversation.is_closed(),
        };
        self.arm(now + CALL_MAX);
        Some(entry)
    }

    /// The directory took an entry, or could not be reached.
    pub(super) fn listed(&mut self, seq: Seq, taken: bool) {
        let now = self.host.now();
        let Some(chat) = &mut self.chat else { return };
        chat.list_failures = if taken {
            0
        } else {
            chat.list_failures.saturating_add(1)
        };
        // In a storm of joins the directory hears of it once a second.
        chat.list_at = now + backoff(chat.list_failures);
        let at = chat.list_at;
        if chat.last_change > seq || !taken {
            self.arm(at);
        }
        let Some(chat) = &mut self.chat else { return };
        if taken && seq > chat.listed {
            chat.listed = seq;
            let stored = about::listed(self.host.sql(), seq);
            // A fault is logged there; the entry is then simply told again.
            let _ = self.sound(stored);
        }
    }
}
