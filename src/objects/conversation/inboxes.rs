//! Keeping people's inboxes: telling their own objects how the conversation stands with them.
//!
//! A row per person says what their object was last told. What it is owed is found by comparing, so
//! a call that was lost, or an instance that was, is simply still owed: **whoever is home is told
//! every summary at least once**, and telling one twice changes nothing.
//!
//! A person's object answers whether anybody is home to see it. If nobody is, the row says so too,
//! with what they want to be woken for. Unless that is something, messages owe them nothing more:
//! **an absence costs one call, however long it is and whatever is said**. Whoever comes home asks
//! ([`super::calls::CatchUp`]).

use super::owed::Owed;
use super::{ConversationActor, Host};
use crate::chat::limits::{CALL_MAX, CALLS_PER_EVENT, RETRY_MIN};
use crate::chat::{Away, ConversationSummary, Millis, Refusal, Taken, UserId};
use crate::store::conversation::people;

impl<H: Host> ConversationActor<H> {
    /// The summaries that are due, at most [`CALLS_PER_EVENT`]. Asked after every event; the answer
    /// goes to [`Self::on_inbox_result`].
    pub(super) fn take_due_summaries(&mut self) -> Vec<(UserId, ConversationSummary)> {
        let now = self.host.now();
        let Some(next_check_at) = self.loaded.as_ref().map(|it| it.next_check_at) else {
            return Vec::new();
        };
        if now < next_check_at {
            if next_check_at < Millis::MAX {
                // A message came that nobody may be called for yet.
                self.wake_by(next_check_at);
            }
            return Vec::new();
        }
        let focused = self.focused_people();
        let Some(loaded) = &mut self.loaded else {
            return Vec::new();
        };
        let (mut due, mut later) = (Vec::new(), Millis::MAX);
        loaded.next_nudge_at = Millis::MAX;
        for (user, delivery) in &loaded.deliveries {
            let is_focused = focused.binary_search(user).is_ok();
            if loaded.hears_of_messages(user, delivery, is_focused) {
                loaded.next_nudge_at = loaded.next_nudge_at.min(delivery.next_message_at());
            }
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
            // Should this instance be lost on the way, the alarm asks again.
            later = later.min(now + CALL_MAX);
        }
        loaded.next_check_at = later;
        if later < Millis::MAX {
            self.wake_by(later);
        }
        due
    }

    /// A person's object took a summary, or could not be reached.
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
            // Somebody saw it.
            Taken::Seen => delivered.absence.ended(delivered.absence.number()),
        };
        let stored = loaded.note_delivered(self.host.sql(), user, summary, now);
        // A fault is logged there; the summary is then simply told again.
        let _ = self.checked(stored);
        self.check_again(user);
    }

    /// Something may be owed to this person already: it came while the call was under way.
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

    /// Makes sure that the person's object knows the conversation at all: only so can it end their
    /// sockets here.
    pub(super) fn make_known(&mut self, user: &UserId) -> Result<(), Refusal> {
        let loaded = self.loaded()?;
        let delivery = loaded.deliveries.get_mut(user);
        let is_unknown =
            |it: &&mut super::loaded::DeliveryState| it.delivered.head < 0 && it.delivered.owed < 0;
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

    /// Whose attention the conversation has, in order, as far as is known: a phone that died while
    /// it was focused reads nothing any more.
    fn focused_people(&self) -> Vec<UserId> {
        let sockets = self.sockets.iter();
        let focused = sockets.filter(|it| it.attachment.focused && !it.is_stale(&self.host));
        let mut people: Vec<_> = focused.map(|it| it.user().clone()).collect();
        people.sort_unstable();
        people
    }

    /// Whether it has this person's attention.
    pub(super) fn is_focused(&self, user: &UserId) -> bool {
        let mut theirs = self.sockets.of(user);
        theirs.any(|it| it.attachment.focused && !it.is_stale(&self.host))
    }
}
