//! Telling people's own objects how the conversation stands with them.
//!
//! A row per person says what their object was last told. What it owes is found by comparing, so a call that was lost,
//! or an instance that was, is simply still owed: **whoever is home is told every standing at least once**, and telling one
//! twice changes nothing.
//!
//! A person's object answers whether anybody is home to see it. If nobody is, the row says so too, and messages owe them
//! nothing more: **an absence costs one call, however long it is and whatever is said**. Who comes home asks ([`super::catching_up`]).

use super::{ConversationActor, Host};
use crate::chat::backoff::backoff;
use crate::chat::limits::{CALL_MAX, CALLS_PER_EVENT, LEASE, NUDGE_GAPS, RETRY_MAX, RETRY_MIN};
use crate::chat::{Millis, Seq, UserId};
use crate::objects::actor::CallResult;
use crate::objects::calls::ConversationSummary;
use crate::store::conversation::people;
use crate::store::sql::{Sql, Stored};

use super::loaded::{DeliveryState, LoadedConversation};

/// When somebody is to be told.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Owed {
    Nothing,
    /// Their membership changed, it is new to their inbox, or they read on: their devices wait for it.
    Now,
    /// There is something to read: at the pace of [`NUDGE_GAPS`].
    AtPace,
    /// They spoke themself: their other devices' inboxes are out of order, no more.
    AtLeisure,
}

/// How often somebody's own object hears of what they said themself, in ms. Whoever posts without looking, a program for
/// one, would otherwise cost a call per message.
const OWN_GAP: Millis = 8_000;

impl<H: Host> ConversationActor<H> {
    /// The calls that are due, at most [`CALLS_PER_EVENT`]. Asked after every event; the answer goes to [`Self::told`].
    pub(super) fn take_due_summaries(&mut self) -> Vec<(UserId, ConversationSummary)> {
        let now = self.host.now();
        let Some(next_check_at) = self.loaded.as_ref().map(|loaded| loaded.next_check_at) else {
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
            let hears_of_messages = !is_focused && !delivery.delivered.absence.is_away();
            if (hears_of_messages || loaded.is_unlisted(delivery))
                && loaded.conversation.role(user).is_some()
            {
                loaded.next_nudge_at = loaded.next_nudge_at.min(
                    delivery
                        .next_at
                        .min(delivery.own_at)
                        .max(delivery.calling_until),
                );
            }
            let due_at = match loaded.owed(user, is_focused) {
                Owed::Nothing => continue,
                Owed::Now if delivery.failures == 0 => 0,
                Owed::Now | Owed::AtPace => delivery.next_at,
                Owed::AtLeisure => delivery.own_at.max(if delivery.failures > 0 {
                    delivery.next_at
                } else {
                    0
                }),
            };
            let due_at = due_at.max(delivery.calling_until);
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

    /// A person's object took a standing, or could not be reached.
    pub(super) fn on_summary_result(
        &mut self,
        user: &UserId,
        summary: &ConversationSummary,
        result: &CallResult,
    ) {
        let now = self.host.now();
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let Some(delivery) = loaded.deliveries.get_mut(user) else {
            return;
        };
        delivery.calling_until = 0;
        if *result == CallResult::Failed {
            delivery.failures = delivery.failures.saturating_add(1);
            delivery.next_at = now + backoff(delivery.failures);
            let at = delivery.next_at;
            loaded.next_check_at = loaded.next_check_at.min(at);
            return self.wake_by(at);
        }
        delivery.delivered.absence = match result {
            CallResult::NobodyHome(number) => delivery.delivered.absence.heard(*number),
            // Somebody saw it.
            _ => delivery
                .delivered
                .absence
                .ended(delivery.delivered.absence.number()),
        };
        let stored = loaded.took(self.host.sql(), user, summary, now);
        // A fault is logged there; the standing is then simply told again.
        let _ = self.checked(stored);
        self.check_again(user);
    }

    /// Something may be owed to this person already: it came while the call was under way.
    fn check_again(&mut self, user: &UserId) {
        let focused = self.focused_people().contains(user);
        let Some(loaded) = &mut self.loaded else {
            return;
        };
        let owed = loaded.owed(user, focused);
        let Some(delivery) = loaded
            .deliveries
            .get(user)
            .filter(|_| owed != Owed::Nothing)
        else {
            return;
        };
        let at = match owed {
            Owed::AtLeisure => delivery.own_at,
            _ => delivery.next_at,
        };
        loaded.next_check_at = loaded.next_check_at.min(at);
        self.wake_by(at);
    }

    /// Makes sure that the person's object knows the conversation at all: only so can it end their sockets here.
    pub(super) fn make_known(&mut self, user: &UserId) -> Result<(), crate::chat::Refusal> {
        let loaded = self.loaded()?;
        let Some(delivery) = loaded
            .deliveries
            .get_mut(user)
            .filter(|delivery| delivery.delivered.head < 0 && delivery.delivered.owed < 0)
        else {
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

    /// Who has it before their eyes, in order, as far as is known: a phone that died while it was looked at reads nothing any more.
    pub(super) fn focused_people(&self) -> Vec<UserId> {
        let now = self.host.now();
        let focused = self.seats.iter().filter(|seat| seat.attachment.focused);
        let alive = focused.filter(|seat| self.last_alive(seat) + LEASE >= now);
        let mut focused_people: Vec<_> = alive
            .map(|seat| seat.attachment.caller.person.id.clone())
            .collect();
        focused_people.sort_unstable();
        focused_people
    }
}

impl LoadedConversation {
    /// Notes, in memory and in their row, that the person's object has this standing.
    pub(super) fn took(
        &mut self,
        sql: &dyn Sql,
        user: &UserId,
        summary: &ConversationSummary,
        now: Millis,
    ) -> Stored<()> {
        let Some(delivery) = self.deliveries.get_mut(user) else {
            return Ok(());
        };
        (delivery.failures, delivery.next_at, delivery.own_at) = (0, now, now + OWN_GAP);
        if summary.posts > summary.read_posts {
            // It told of something to read: the next one may wait.
            let gap = NUDGE_GAPS
                .get(delivery.nudges)
                .or(NUDGE_GAPS.last())
                .copied();
            delivery.next_at = now + gap.unwrap_or(RETRY_MAX);
            delivery.nudges += 1;
        }
        let delivered = &mut delivery.delivered;
        delivered.head = delivered
            .head
            .max(i64::try_from(summary.head.0).unwrap_or(i64::MAX));
        delivered.read = delivered.read.max(summary.read);
        // What was told as read is stored as read, so that telling alone never makes more to tell.
        delivery.stored_read = delivery.stored_read.max(summary.read);
        self.next_nudge_at = self
            .next_nudge_at
            .min(delivery.next_at.min(delivery.own_at));
        let (number, delivered) = (delivery.number, delivery.delivered());
        let read = (summary.read, summary.read_posts);
        self.conversation.read(user, read.0, read.1);
        people::set_delivered(sql, number, delivered, read)
    }

    /// The standings to tell these people, whose calls are from now on under way.
    fn call(
        &mut self,
        due: Vec<(UserId, bool)>,
        now: Millis,
    ) -> Vec<(UserId, ConversationSummary)> {
        let mut calls = Vec::with_capacity(due.len());
        for (user, focused) in due {
            let Some(summary) = self.summary(&user, focused) else {
                continue;
            };
            if let Some(delivery) = self.deliveries.get_mut(&user) {
                delivery.calling_until = now + CALL_MAX;
            }
            calls.push((user, summary));
        }
        calls
    }

    /// Not in the person's inbox yet: a direct conversation comes into both with its first message, looked at or not.
    fn is_unlisted(&self, delivery: &DeliveryState) -> bool {
        self.is_direct() && delivery.delivered.head < 1
    }

    /// What the person's object is owed.
    fn owed(&self, user: &UserId, focused: bool) -> Owed {
        let (Some(delivery), Some(membership)) = (
            self.deliveries.get(user),
            self.conversation.people.get(user),
        ) else {
            return Owed::Nothing;
        };
        let delivered = &delivery.delivered;
        let news = self.last_message > Seq::START
            && i64::try_from(self.last_message.0).is_ok_and(|seq| seq > delivered.head);
        match self.owed_regardless(user) {
            Owed::Nothing if membership.role.is_none() || delivered.absence.is_away() => {
                Owed::Nothing
            }
            Owed::Nothing if delivery.stored_read > delivered.read => Owed::Now,
            Owed::Nothing if focused || !news => Owed::Nothing,
            Owed::Nothing if membership.read >= self.last_message => Owed::AtLeisure,
            Owed::Nothing => Owed::AtPace,
            regardless => regardless,
        }
    }

    /// What it is owed also if nobody is home. It ends sessions where the person is in, and shows what it can at once to who comes:
    /// so it must be right about membership, names, and which direct conversations there are.
    pub(super) fn owed_regardless(&self, user: &UserId) -> Owed {
        let Some(delivery) = self.deliveries.get(user) else {
            return Owed::Nothing;
        };
        let delivered = &delivery.delivered;
        let is_in = self.conversation.role(user).is_some();
        let begins = self.last_message > Seq::START && self.is_unlisted(delivery);
        let renamed = delivered.head >= 0
            && i64::try_from(self.tell_all.0).is_ok_and(|seq| seq > delivered.head);
        if delivered.owed > delivered.head || (is_in && begins) {
            Owed::Now
        } else if is_in && renamed {
            Owed::AtPace
        } else {
            Owed::Nothing
        }
    }

    pub(super) fn summary(&self, user: &UserId, focused: bool) -> Option<ConversationSummary> {
        let membership = self.conversation.people.get(user)?;
        let it = &self.conversation;
        let is_in = membership.role.is_some();
        let caught_up = focused && is_in;
        Some(ConversationSummary {
            conversation: it.id.clone(),
            kind: it.kind(),
            title: it.title_for(user),
            role: membership.role,
            head: it.head,
            // Who is out learns nothing of what went on.
            posts: if is_in {
                it.posts
            } else {
                membership.read_posts
            },
            read: if caught_up { it.head } else { membership.read },
            read_posts: if caught_up {
                it.posts
            } else {
                membership.read_posts
            },
            at: self.last.as_ref().map_or(it.last_at, |last| last.at),
            last: self.last.clone().filter(|_| is_in),
        })
    }
}
