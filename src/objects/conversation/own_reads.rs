//! Who speaks has read what was said before. That is known from the log, so it is written down
//! only when the log forgets it: reading along and answering costs no rows of its own.

use super::loaded::LoadedConversation;
use crate::chat::{Seq, UserId};
use crate::store::conversation::{log, people};
use crate::store::sql::{Sql, Stored};

/// Entries at the end of the log that are looked through, when it is loaded, for what people said
/// themselves. Whoever's last message falls out of them has their read cursor stored, if that was
/// not done for another reason: at most one row for each person and each so many entries.
const OWN_RECENT: u64 = 64;

impl LoadedConversation {
    /// Finds in the end of the log what people have read by what they said: their rows may not say
    /// so yet.
    pub fn recall_own_reads(&mut self, sql: &dyn Sql) -> Stored<()> {
        let since = self.conversation.head.0.saturating_sub(OWN_RECENT);
        for (seq, author, posts) in log::authors_after(sql, Seq(since))? {
            if let Some(person) = self.authors.get(&author).cloned() {
                self.conversation.read(&person.id, seq, posts);
                self.note_own_message(&person.id, seq);
            }
        }
        Ok(())
    }

    /// Somebody said something.
    pub fn note_own_message(&mut self, user: &UserId, seq: Seq) {
        if let Some(delivery) = self.deliveries.get_mut(user) {
            delivery.own_message = seq;
            self.recent.push_back((seq, delivery.number));
        }
    }

    /// Stores the read cursors of those whose last message will be too old to be found when the
    /// conversation is loaded, once the log ends at `head`. So reading never goes back, whatever
    /// sleeps or dies. It comes before the entry at `head` is written: should it fail, nothing is
    /// stored that nobody was sent.
    pub fn store_reads_before(&mut self, sql: &dyn Sql, head: Seq) -> Stored<()> {
        while let Some((seq, number)) = self.recent.front().copied() {
            if head.0.saturating_sub(seq.0) < OWN_RECENT {
                break;
            }
            self.recent.pop_front();
            let Some(user) = self.authors.get(&number).map(|person| person.id.clone()) else {
                continue;
            };
            let delivery = self.deliveries.get(&user);
            let was_last = delivery.is_some_and(|it| it.own_message == seq && it.stored_read < seq);
            if let Some(row) = self.row(&user).filter(|_| was_last) {
                people::put(sql, &row)?;
                self.note_read_stored(&user);
            }
        }
        Ok(())
    }
}
