//! Who was mentioned, as long as they have not read it.
//!
//! A mention costs no row of its own: the log has it. A person's row gets their unread mentions
//! when it is written anyway, and when one is about to leave the end of the log that loading
//! searches.

use super::loaded::LoadedConversation;
use crate::chat::conversation::Membership;
use crate::chat::{Event, EventKind, Seq, UserId};
use crate::store::conversation::mentions::{mentions_after, mentions_text};
use crate::store::conversation::{about, log, people};
use crate::store::sql::{Sql, Stored};

impl LoadedConversation {
    /// The mentions of a message or an edit as they are stored.
    pub(super) fn mentions_text(&self, event: &Event) -> Stored<Option<String>> {
        let mentions = match &event.kind {
            EventKind::Message(message) => message.mentions.as_ref(),
            EventKind::Edited(edit) => edit.mentions.as_ref(),
            _ => None,
        };
        let number = |user: &UserId| self.deliveries.get(user).map(|it| it.number);
        mentions.map(|it| mentions_text(it, number)).transpose()
    }

    /// Notes that an entry mentions somebody.
    pub(super) fn note_mentioning(&mut self, event: &Event) {
        let mentions = match &event.kind {
            EventKind::Message(message) => message.mentions.is_some() || message.quote.is_some(),
            EventKind::Edited(edit) => edit.newly.is_some(),
            _ => false,
        };
        if mentions {
            self.mentioning.push_back(event.seq);
        }
        // People whom an edit mentions hear of it like of a new message, and at the same pace.
        if mentions && !event.is_message() {
            self.next_check_at = 0;
        }
    }

    /// Notes that the person's row was stored with their mentions in memory.
    pub(super) fn note_mention_stored(&mut self, user: &UserId) {
        let one = self.conversation.people.get(user);
        let last = one.and_then(|one| one.mentions.last()).copied();
        if let Some(delivery) = self.deliveries.get_mut(user) {
            delivery.stored_mention = last.unwrap_or_default();
        }
    }

    /// Restores the mentions at the end of the log, after `since`. The read cursors are known.
    pub(super) fn recall_mentions(&mut self, sql: &dyn Sql, since: Seq) -> Stored<()> {
        for mentioned in mentions_after(sql, &self.authors, since)? {
            self.mentioning.push_back(mentioned.seq);
            if mentioned.everyone && !self.conversation.everyone.contains(&mentioned.seq) {
                self.conversation.everyone.push(mentioned.seq);
            }
            for user in &mentioned.people {
                self.conversation.note_mention(user, mentioned.seq);
            }
        }
        for event in log::changes_after(sql, &self.authors, since)? {
            if let EventKind::Edited(edit) = &event.kind {
                self.note_mentioning(&event);
                for user in edit.newly.iter().flatten() {
                    self.conversation.note_mention(user, event.seq);
                }
            }
        }
        self.mentioning.make_contiguous().sort_unstable();
        for one in self.conversation.people.values_mut() {
            let read = one.read;
            one.mentions.retain(|seq| *seq > read);
            one.mentions.sort_unstable();
        }
        Ok(())
    }

    /// Stores the unread mentions that loading will not find any more, once the log ends at `head`.
    pub(super) fn store_mentions_before(
        &mut self,
        sql: &dyn Sql,
        head: Seq,
        recent: u64,
    ) -> Stored<()> {
        while let Some(seq) = self.mentioning.front().copied() {
            if head.0.saturating_sub(seq.0) < recent {
                break;
            }
            self.mentioning.pop_front();
            if self.conversation.everyone.contains(&seq) && self.everyone_stored < seq {
                about::set_everyone(sql, &self.conversation.everyone)?;
                let last = self.conversation.everyone.last();
                self.everyone_stored = last.copied().unwrap_or(seq);
            }
            let unread = |one: &Membership| one.mentions.contains(&seq);
            let people = self.conversation.people.iter();
            let theirs: Vec<_> = people
                .filter(|(_, one)| unread(one))
                .map(|(user, _)| user.clone())
                .collect();
            for user in theirs {
                let delivery = self.deliveries.get(&user);
                if delivery.is_none_or(|it| it.stored_mention >= seq) {
                    continue;
                }
                if let Some(row) = self.row(&user) {
                    people::put(sql, &row)?;
                    self.note_read_stored(&user);
                }
            }
        }
        Ok(())
    }
}
