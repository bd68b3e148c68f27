//! What a conversation's object knows of how far a person's own object was told.

use crate::chat::{Millis, Seq};
use crate::objects::retry::Retry;
use crate::store::conversation::people::{Delivered, PersonNumber};

/// What has been delivered to a person's user object, and when the next call may be made.
#[derive(Debug, Clone)]
pub(super) struct DeliveryState {
    pub number: PersonNumber,
    pub delivered: Delivered,
    /// The read cursor in the database.
    pub stored_read: Seq,
    /// The largest head of a summary that was sent to their object, also if the answer is missing.
    /// The object may have that summary.
    pub sent_head: i64,
    /// The last mention in the database.
    pub stored_mention: Seq,
    /// The person's own last message, as far as is known.
    pub own_message: Seq,
    /// Nudges since the person last read.
    pub nudges: usize,
    /// No nudge before this time.
    pub next_at: Millis,
    /// No call that is only about the person's own messages before this time.
    pub own_at: Millis,
    /// A message of the person's own makes no call to them due before this time.
    pub own_check_at: Millis,
    /// A call is under way until this time. After it, the call counts as lost.
    pub calling_until: Millis,
    /// Failures of the call, and when it may be made again.
    pub retry: Retry,
}

impl DeliveryState {
    /// A summary with this head is on its way to their object.
    pub fn note_sent(&mut self, head: Seq) {
        self.sent_head = self
            .sent_head
            .max(i64::try_from(head.0).unwrap_or(i64::MAX));
    }

    /// The part of it that is stored.
    pub fn delivered(&self) -> Delivered {
        Delivered {
            nudges: self.nudges as u64,
            next_at: self.next_at,
            ..self.delivered
        }
    }

    pub fn new(number: PersonNumber, delivered: Delivered, stored_read: Seq) -> Self {
        Self {
            number,
            delivered,
            stored_read,
            sent_head: delivered.head,
            stored_mention: Seq::START,
            own_message: Seq::START,
            nudges: usize::try_from(delivered.nudges).unwrap_or(usize::MAX),
            next_at: delivered.next_at,
            own_at: 0,
            own_check_at: 0,
            calling_until: 0,
            retry: Retry::default(),
        }
    }
}
