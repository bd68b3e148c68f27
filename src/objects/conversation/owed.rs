//! What a user object is owed: the difference between the conversation and what was delivered.

use super::delivery::DeliveryState;
use super::loaded::LoadedConversation;
use crate::chat::attention::WakeLevel;
use crate::chat::limits::{CALL_MAX, NUDGE_GAPS, RETRY_MAX};
use crate::chat::{ConversationSummary, Millis, Seq, UserId};
use crate::objects::retry::Retry;
use crate::store::conversation::people;
use crate::store::sql::{Sql, Stored};

/// How soon a summary must be delivered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Owed {
    Nothing,
    /// The membership changed, the conversation is new to the inbox, or the read cursor moved.
    /// Other devices wait for it.
    Now,
    /// There are unread messages, or a new title. Delivery keeps the pace of [`NUDGE_GAPS`].
    AtPace,
    /// The person posted something. On their other devices only the order of the inbox is old.
    AtLeisure,
}

/// How often the person's own messages are delivered to their user object, in ms. Otherwise a
/// program that posts without a focused socket would cost a call for each message.
const OWN_GAP: Millis = 8_000;

impl DeliveryState {
    /// When the call for this reason is due.
    pub(super) fn due_at(&self, owed: &Owed) -> Millis {
        let failing = self.retry.is_failing();
        let at = match owed {
            Owed::Now if !failing => 0,
            Owed::AtLeisure if failing => self.own_at.max(self.next_at),
            Owed::AtLeisure => self.own_at,
            _ => self.next_at,
        };
        at.max(self.calling_until)
    }

    /// Whether the person is away and wants to be woken for less than every message.
    fn sleeps(&self) -> bool {
        self.delivered.absence.is_away() && self.delivered.wake < WakeLevel::All
    }

    /// Whether the inbox lacks this conversation.
    fn is_unlisted(&self) -> bool {
        self.delivered.head < 1
    }
}

impl LoadedConversation {
    /// Notes, in memory and in the person's row, that their user object has this summary.
    pub(super) fn note_delivered(
        &mut self,
        sql: &dyn Sql,
        user: &UserId,
        summary: &ConversationSummary,
        now: Millis,
    ) -> Stored<()> {
        let Some(delivery) = self.deliveries.get_mut(user) else {
            return Ok(());
        };
        delivery.retry = Retry::default();
        (delivery.next_at, delivery.own_at) = (now, now + OWN_GAP);
        if summary.posts > summary.read_posts {
            // The summary had unread messages, so the next one may wait.
            let gap = NUDGE_GAPS.get(delivery.nudges).or(NUDGE_GAPS.last());
            delivery.next_at = now + gap.copied().unwrap_or(RETRY_MAX);
            delivery.nudges += 1;
        }
        let delivered = &mut delivery.delivered;
        let head = i64::try_from(summary.head.0).unwrap_or(i64::MAX);
        delivered.head = delivered.head.max(head);
        delivered.read = delivered.read.max(summary.read);
        // A cursor that was delivered is also stored. Otherwise each delivery would make the next
        // one due.
        delivery.stored_read = delivery.stored_read.max(summary.read);
        delivery.own_check_at = delivery.own_at;
        self.next_nudge_at = self.next_nudge_at.min(delivery.next_at);
        let (number, delivered) = (delivery.number, delivery.delivered());
        self.conversation
            .read(user, summary.read, summary.read_posts);
        let one = self.conversation.people.get(user);
        let mentions = one.map(|one| one.mentions.as_slice()).unwrap_or_default();
        let read = (summary.read, summary.read_posts);
        people::set_delivered(sql, number, delivered, read, mentions)?;
        self.note_mention_stored(user);
        Ok(())
    }

    /// The summaries for these people. Their calls count as under way from now on.
    pub(super) fn call(
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
                delivery.note_sent(summary.head);
            }
            calls.push((user, summary));
        }
        calls
    }

    /// Notes when the next message could make a call due: to its author, and to others. `focused`
    /// are the people with a focused socket, sorted.
    pub(super) fn plan_next_messages(&mut self, focused: &[UserId]) {
        let is_direct = self.is_direct();
        self.next_nudge_at = Millis::MAX;
        for (user, delivery) in &mut self.deliveries {
            let is_focused = focused.binary_search(user).is_ok();
            let hears = !is_focused && !delivery.sleeps();
            // Both people's inboxes get a direct conversation with its first message, focused or
            // not.
            let hears = hears || (is_direct && delivery.is_unlisted());
            if hears && self.conversation.role(user).is_some() {
                let next_at = delivery.next_at.max(delivery.calling_until);
                self.next_nudge_at = self.next_nudge_at.min(next_at);
                delivery.own_check_at = delivery.own_at.max(delivery.calling_until);
            } else {
                delivery.own_check_at = Millis::MAX;
            }
        }
    }

    /// What the user object is owed.
    pub(super) fn owed(&self, user: &UserId, focused: bool) -> Owed {
        let delivery = self.deliveries.get(user);
        let membership = self.conversation.people.get(user);
        let (Some(delivery), Some(membership)) = (delivery, membership) else {
            return Owed::Nothing;
        };
        let has_news = self.last_message > Seq::START && is_past(self.last_message, delivery);
        // An edit mentions people without a new message.
        let last_mention = membership.mentions.last().copied();
        let is_mentioned = last_mention.is_some_and(|seq| is_past(seq, delivery));
        match self.owed_to_anyone(user) {
            Owed::Nothing if membership.role.is_none() || delivery.sleeps() => Owed::Nothing,
            Owed::Nothing if delivery.stored_read > delivery.delivered.read => Owed::Now,
            Owed::Nothing if focused || !(has_news || is_mentioned) => Owed::Nothing,
            Owed::Nothing if is_mentioned => Owed::AtPace,
            Owed::Nothing if membership.read >= self.last_message => Owed::AtLeisure,
            Owed::Nothing => Owed::AtPace,
            owed => owed,
        }
    }

    /// What the user object is owed even while the person is away. It ends sessions in the person's
    /// conversations, and shows its inbox at once to a client that connects. So it must always know
    /// memberships, names, and which direct conversations exist.
    pub(super) fn owed_to_anyone(&self, user: &UserId) -> Owed {
        let Some(delivery) = self.deliveries.get(user) else {
            return Owed::Nothing;
        };
        let is_in = self.conversation.role(user).is_some();
        let begins = self.is_direct() && self.last_message > Seq::START && delivery.is_unlisted();
        let is_renamed = delivery.delivered.head >= 0 && is_past(self.update_all, delivery);
        if delivery.delivered.owed > delivery.delivered.head || (is_in && begins) {
            Owed::Now
        } else if is_in && (is_renamed || self.needs_correction(delivery)) {
            Owed::AtPace
        } else {
            Owed::Nothing
        }
    }

    /// The summary of the conversation for one person.
    pub(super) fn summary(&self, user: &UserId, focused: bool) -> Option<ConversationSummary> {
        let membership = self.conversation.people.get(user)?;
        let it = &self.conversation;
        let is_in = membership.role.is_some();
        let (read, read_posts) = if focused && is_in {
            (it.head, it.posts)
        } else {
            (membership.read, membership.read_posts)
        };
        Some(ConversationSummary {
            conversation: it.id.clone(),
            kind: it.kind(),
            title: it.title_for(user),
            handle: it.other(user).map(|other| other.handle.clone()),
            profile_at: membership.profile.as_ref().map_or(0, |it| it.at),
            role: membership.role,
            head: it.head,
            // A person who is no longer a member learns nothing of later messages.
            posts: if is_in { it.posts } else { read_posts },
            read,
            read_posts,
            mentions: if is_in { it.mentions_of(user, read) } else { 0 },
            at: self.last.as_ref().map_or(it.last_at, |last| last.at),
            last: self.last.as_ref().filter(|_| is_in).map(|last| {
                let author = it.people.get(&last.author);
                let profile = author.and_then(|author| author.profile.as_ref());
                last.preview(profile.and_then(|profile| profile.name.clone()))
            }),
        })
    }
}

/// Whether an entry is later than the last delivered summary.
fn is_past(seq: Seq, delivery: &DeliveryState) -> bool {
    i64::try_from(seq.0).is_ok_and(|seq| seq > delivery.delivered.head)
}
