//! Telling the directory of groups what a public group is: in the same way as people's own objects are told of it, owed until
//! it was taken.

use super::{ConversationActor, Host};
use crate::chat::backoff::backoff;
use crate::chat::limits::CALL_MAX;
use crate::chat::{Seq, Visibility};
use crate::store::conversation::about;
use crate::store::d1::groups::DirectoryEntry;

impl<H: Host> ConversationActor<H> {
    /// The directory entry that is due, if any. The answer goes to [`Self::listed`].
    pub(super) fn take_listing(&mut self) -> Option<DirectoryEntry> {
        let now = self.host.now();
        let loaded = self.loaded.as_mut()?;
        if loaded.is_direct()
            || loaded.conversation.visibility == Visibility::Private
            || loaded.last_change <= loaded.listed
        {
            return None;
        }
        if loaded.list_at > now {
            let at = loaded.list_at;
            self.wake_by(at);
            return None;
        }
        // A call that is not answered by then is taken for lost.
        loaded.list_at = now + CALL_MAX;
        let entry = DirectoryEntry {
            id: loaded.conversation.id.clone(),
            title: loaded.conversation.title.clone(),
            topic: loaded.conversation.topic.clone(),
            members: u32::try_from(loaded.conversation.member_count()).unwrap_or(u32::MAX),
            seq: loaded.last_change,
            listed: !loaded.conversation.is_closed(),
        };
        self.wake_by(now + CALL_MAX);
        Some(entry)
    }

    /// The directory took an entry, or could not be reached.
    pub(super) fn listed(&mut self, seq: Seq, taken: bool) {
        let now = self.host.now();
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        loaded.list_failures = if taken {
            0
        } else {
            loaded.list_failures.saturating_add(1)
        };
        // In a storm of joins the directory hears of it once a second.
        loaded.list_at = now + backoff(loaded.list_failures);
        let at = loaded.list_at;
        if loaded.last_change > seq || !taken {
            self.wake_by(at);
        }
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        if taken && seq > loaded.listed {
            loaded.listed = seq;
            let stored = about::listed(self.host.sql(), seq);
            // A fault is logged there; the entry is then simply told again.
            let _ = self.checked(stored);
        }
    }
}
