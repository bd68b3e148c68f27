//! Inboxes that may have the beginning of a message which was edited or deleted since.
//!
//! Such an inbox took its last summary when that message was the last one. So its person is owed
//! another summary, even while they are away. A correction costs no row of its own: the log has it.
//! It is only stored when it is about to leave the end of the log that loading searches.

use super::delivery::DeliveryState;
use super::loaded::LoadedConversation;
use crate::chat::{Event, EventKind, Seq};
use crate::store::conversation::about::{self, Correction};
use crate::store::conversation::{log, messages};
use crate::store::sql::{Sql, Stored};

/// More corrections than this become one that covers them all. It may reach people who need none.
const MOST: usize = 16;

/// The object has the summary of the delivered head, or a later one whose answer is missing.
fn concerns(it: &Correction, delivery: &DeliveryState) -> bool {
    let signed = |seq: Seq| i64::try_from(seq.0).unwrap_or(i64::MAX);
    delivery.delivered.head <= signed(it.until) && signed(it.from) <= delivery.sent_head
}

impl LoadedConversation {
    /// Whether the last summary that this person's object took may have a message in it that was
    /// changed since.
    pub(super) fn needs_correction(&self, delivery: &DeliveryState) -> bool {
        self.corrections.iter().any(|it| concerns(it, delivery))
    }

    /// Notes an event that changed what inboxes show of a message.
    pub(super) fn note_correction(&mut self, sql: &dyn Sql, event: &Event) -> Stored<()> {
        let (EventKind::Edited(_) | EventKind::Deleted(_)) = event.kind else {
            return Ok(());
        };
        let Some(message) = event.kind.changed_message() else {
            return Ok(());
        };
        let next = messages::next(sql, message)?.filter(|next| *next < event.seq);
        self.corrections.push(Correction {
            from: message,
            until: Seq(next.unwrap_or(event.seq).0.saturating_sub(1)),
            at: event.seq,
        });
        self.forget_done_corrections();
        if self.corrections.len() > MOST {
            let all = self.corrections.drain(..);
            let whole = all.reduce(|one, other| Correction {
                from: one.from.min(other.from),
                until: one.until.max(other.until),
                at: one.at.max(other.at),
            });
            self.corrections = whole.into_iter().collect();
        }
        self.next_check_at = 0;
        Ok(())
    }

    fn forget_done_corrections(&mut self) {
        let deliveries = &self.deliveries;
        self.corrections
            .retain(|it| deliveries.values().any(|one| concerns(it, one)));
    }

    /// Restores the corrections at the end of the log, after `since`.
    pub(super) fn recall_corrections(&mut self, sql: &dyn Sql, since: Seq) -> Stored<()> {
        // Before the object woke it may have sent summaries whose answers it never got. It has the
        // answers of those who are away.
        for delivery in self.deliveries.values_mut() {
            if !delivery.delivered.absence.is_away() {
                delivery.note_sent(self.conversation.head);
            }
        }
        for event in log::changes_after(sql, &self.authors, since)? {
            self.note_correction(sql, &event)?;
        }
        Ok(())
    }

    /// Stores the corrections that loading will not find any more, once the log ends at `head`.
    pub(super) fn store_corrections_before(
        &mut self,
        sql: &dyn Sql,
        head: Seq,
        recent: u64,
    ) -> Stored<()> {
        let leaves = |it: &Correction| {
            it.at > self.corrections_stored && head.0.saturating_sub(it.at.0) >= recent
        };
        if !self.corrections.iter().any(leaves) {
            return Ok(());
        }
        self.forget_done_corrections();
        if let Some(last) = self.corrections.iter().map(|it| it.at).max() {
            self.corrections_stored = last;
        }
        about::set_corrections(sql, &self.corrections)
    }
}
