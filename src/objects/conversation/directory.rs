//! Keeping the directory of groups up to date with a public group. An entry is owed until the
//! directory has taken it.

use super::{ConversationActor, Host};
use crate::chat::limits::{CALL_MAX, RETRY_MIN};
use crate::chat::{Seq, Visibility};
use crate::objects::retry::Retry;
use crate::store::conversation::about;
use crate::store::d1::groups::DirectoryEntry;

impl<H: Host> ConversationActor<H> {
    /// The directory entry that is due, if any. Its result goes to [`Self::on_directory_result`].
    pub(super) fn take_directory_entry(&mut self) -> Option<DirectoryEntry> {
        let now = self.host.now();
        let loaded = self.loaded.as_mut()?;
        let it = &loaded.conversation;
        if loaded.is_direct()
            || it.visibility == Visibility::Private
            || loaded.last_change <= loaded.listed
        {
            return None;
        }
        if loaded.list_at > now {
            let at = loaded.list_at;
            self.wake_by(at);
            return None;
        }
        let entry = DirectoryEntry {
            id: it.id.clone(),
            title: it.title.clone(),
            topic: it.topic.clone(),
            members: u32::try_from(it.member_count()).unwrap_or(u32::MAX),
            seq: loaded.last_change,
            listed: !it.is_closed(),
        };
        // A call without an answer by then counts as lost.
        loaded.list_at = now + CALL_MAX;
        self.wake_by(now + CALL_MAX);
        Some(entry)
    }

    /// The directory took an entry, or could not be reached.
    pub(super) fn on_directory_result(&mut self, seq: Seq, taken: bool) {
        let now = self.host.now();
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        if taken {
            loaded.list_retry = Retry::default();
            // When many people join at once, the directory still hears of it only once a second.
            loaded.list_at = now + RETRY_MIN;
        } else {
            loaded.list_retry.failed(now);
            loaded.list_at = loaded.list_retry.at;
        }
        let (at, more) = (loaded.list_at, loaded.last_change > seq || !taken);
        let is_news = taken && seq > loaded.listed;
        if is_news {
            loaded.listed = seq;
        }
        if more {
            self.wake_by(at);
        }
        if is_news {
            let stored = about::set_listed(self.host.sql(), seq);
            // `checked` logs a fault. The entry is then delivered again.
            let _ = self.checked(stored);
        }
    }
}
