//! A person who posts has read everything before their post. The log shows that, so the read cursor
//! is stored only when the post becomes too old to be found. Reading and answering write no extra
//! rows.

use super::loaded::LoadedConversation;
use crate::chat::{Seq, UserId};
use crate::store::conversation::{log, people};
use crate::store::sql::{Sql, Stored};

/// How many entries at the end of the log are searched when it is loaded: for people's own
/// messages, for mentions and for changes of messages.
/// When a person's last message is older than these, their read cursor is stored, unless it already
/// is. That is at most one row per person for each so many entries.
const RECENT: u64 = 64;

impl LoadedConversation {
    /// Restores what follows from the end of the log and may not be in other rows yet.
    pub fn recall_recent(&mut self, sql: &dyn Sql) -> Stored<()> {
        let since = Seq(self.conversation.head.0.saturating_sub(RECENT));
        self.recall_own_reads(sql, since)?;
        self.recall_mentions(sql, since)?;
        self.recall_corrections(sql, since)
    }

    /// Stores what will not follow from the end of the log any more, once the log ends at `head`.
    pub fn store_recent_before(&mut self, sql: &dyn Sql, head: Seq) -> Stored<()> {
        self.store_reads_before(sql, head)?;
        self.store_mentions_before(sql, head, RECENT)?;
        self.store_corrections_before(sql, head, RECENT)
    }

    /// Restores the read cursors that follow from people's own messages at the end of the log.
    /// Their rows may not have them yet.
    fn recall_own_reads(&mut self, sql: &dyn Sql, since: Seq) -> Stored<()> {
        for (seq, author, posts) in log::authors_after(sql, since)? {
            if let Some(person) = self.authors.get(&author).cloned() {
                self.conversation.read(&person.id, seq, posts);
                self.note_own_message(&person.id, seq);
            }
        }
        Ok(())
    }

    /// Notes a message of the person.
    pub fn note_own_message(&mut self, user: &UserId, seq: Seq) {
        if let Some(delivery) = self.deliveries.get_mut(user) {
            delivery.own_message = seq;
            self.recent.push_back((seq, delivery.number));
        }
    }

    /// Stores the read cursors of people whose last message will leave the entries that loading
    /// searches, once the log ends at `head`. So a read cursor never goes back, even if the object
    /// is evicted or dies. It comes before the entry at `head` is written: if it fails, no entry is
    /// stored that nobody was sent.
    fn store_reads_before(&mut self, sql: &dyn Sql, head: Seq) -> Stored<()> {
        while let Some((seq, number)) = self.recent.front().copied() {
            if head.0.saturating_sub(seq.0) < RECENT {
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
