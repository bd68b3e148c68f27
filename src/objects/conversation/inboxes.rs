//! Delivering summaries of the conversation to the inboxes of its people.
//!
//! A row per person says which summary their user object took last. A comparison with the
//! conversation shows what is owed. A lost call, or a lost instance, therefore leaves its summary
//! owed: **the latest summary reaches every person who is online at least once**. A repeated
//! delivery changes nothing.
//!
//! A user object answers whether any of the person's devices is connected. If none is, the row
//! notes that the person is away, and what they want to be woken for. By default that is nothing,
//! and new messages then need no call: **an absence costs one call, however long it is**. When the
//! person is back, their user object asks for the summary ([`super::calls::CatchUp`]).

use super::owed::Owed;
use super::{ConversationActor, Host};
use crate::chat::limits::{CALL_MAX, CALLS_PER_EVENT, RETRY_MIN};
use crate::chat::{Away, ConversationSummary, Millis, Refusal, Taken, UserId};
use crate::store::conversation::people;

impl<H: Host> ConversationActor<H> {
    /// The summaries that are due, at most [`CALLS_PER_EVENT`]. The driver asks after every event.
    /// The results go to [`Self::on_inbox_result`].
    pub(super) fn take_due_summaries(&mut self) -> Vec<(UserId, ConversationSummary)> {
        let now = self.host.now();
        let Some(next_check_at) = self.loaded.as_ref().map(|it| it.next_check_at) else {
            return Vec::new();
        };
        if now < next_check_at {
            if next_check_at < Millis::MAX {
                // A message may be owed that is not due yet.
                self.wake_by(next_check_at);
            }
            return Vec::new();
        }
        let focused = self.focused_people();
        let Some(loaded) = &mut self.loaded else {
            return Vec::new();
        };
        let (mut due, mut later) = (Vec::new(), Millis::MAX);
        loaded.plan_next_messages(&focused);
        for (user, delivery) in &loaded.deliveries {
            let is_focused = focused.binary_search(user).is_ok();
            let due_at = match loaded.owed(user, is_focused) {
                Owed::Nothing => continue,
                owed => delivery.due_at(&owed),
            };
            if due_at > now {
                later = later.min(due_at);
            } else if due.len() == CALLS_PER_EVENT {
                later = now;
            } else {
                due.push((user.clone(), is_focused));
            }
        }
        let due = loaded.call(due, now);
        if !due.is_empty() {
            // If this instance is lost before the answer, the alarm makes the calls again.
            later = later.min(now + CALL_MAX);
        }
        loaded.next_check_at = later;
        if later < Millis::MAX {
            self.wake_by(later);
        }
        due
    }

    /// A user object took a summary, or could not be reached.
    pub(super) fn on_inbox_result(
        &mut self,
        user: &UserId,
        summary: &ConversationSummary,
        taken: Option<Taken>,
    ) {
        let now = self.host.now();
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let Some(delivery) = loaded.deliveries.get_mut(user) else {
            return;
        };
        delivery.calling_until = 0;
        let Some(away) = taken else {
            delivery.retry.failed(now);
            delivery.next_at = delivery.retry.at;
            let at = delivery.next_at;
            loaded.next_check_at = loaded.next_check_at.min(at);
            return self.wake_by(at);
        };
        let delivered = &mut delivery.delivered;
        delivered.absence = match away {
            Taken::Unseen(Away { number, wake }) => {
                delivered.wake = wake;
                delivered.absence.heard(number)
            }
            // The person is online.
            Taken::Seen => delivered.absence.ended(delivered.absence.number()),
        };
        let stored = loaded.note_delivered(self.host.sql(), user, summary, now);
        // `checked` logs a fault. The summary is then delivered again.
        let _ = self.checked(stored);
        self.check_again(user);
    }

    /// Checks what the person is owed: something may have happened while the call was under way.
    fn check_again(&mut self, user: &UserId) {
        let focused = self.is_focused(user);
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let owed = loaded.owed(user, focused);
        let delivery = loaded.deliveries.get(user);
        let Some(delivery) = delivery.filter(|_| owed != Owed::Nothing) else {
            return;
        };
        let at = match owed {
            Owed::AtLeisure => delivery.own_at,
            _ => delivery.next_at,
        };
        loaded.next_check_at = loaded.next_check_at.min(at);
        self.wake_by(at);
    }

    /// Makes sure that the user object knows this conversation. Only then can it end the person's
    /// sockets here.
    pub(super) fn make_known(&mut self, user: &UserId) -> Result<(), Refusal> {
        let loaded = self.loaded()?;
        let delivery = loaded.deliveries.get_mut(user);
        let is_unknown = |it: &&mut super::delivery::DeliveryState| {
            it.delivered.head < 0 && it.delivered.owed < 0
        };
        let Some(delivery) = delivery.filter(is_unknown) else {
            return Ok(());
        };
        delivery.delivered.owed = 0;
        loaded.next_check_at = 0;
        let row = loaded.row(user);
        let stored = row.map_or(Ok(()), |row| people::put(self.host.sql(), &row));
        self.checked(stored)?;
        self.wake_by(self.host.now() + RETRY_MIN);
        Ok(())
    }

    /// The people with a focused socket, sorted. A stale socket does not count, because its reader
    /// may be gone.
    fn focused_people(&self) -> Vec<UserId> {
        let sockets = self.sockets.iter();
        let focused = sockets.filter(|it| it.attachment.focused && !it.is_stale(&self.host));
        let mut people: Vec<_> = focused.map(|it| it.user().clone()).collect();
        people.sort_unstable();
        people
    }

    /// Whether the person has a focused socket that is not stale.
    pub(super) fn is_focused(&self, user: &UserId) -> bool {
        let mut theirs = self.sockets.of(user);
        theirs.any(|it| it.attachment.focused && !it.is_stale(&self.host))
    }
}
