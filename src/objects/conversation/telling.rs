//! Telling people's own objects how the conversation stands with them, and the directory of groups what it is.
//!
//! A row per person says what their object was last told. What it owes is found by comparing, so a call that was lost,
//! or an instance that was, is simply still owed: **every standing is told at least once**, and telling one twice changes nothing.

use super::{Host, Room};
use crate::chat::limits::{CALL_MAX, CALLS_PER_EVENT, NUDGE_GAPS, RETRY_MAX, RETRY_MIN};
use crate::chat::{ConversationId, Millis, Seq, UserId, Visibility};
use crate::objects::calls::Standing;
use crate::store::conversation::{about, people};

use super::chat::Chat;

/// A public group as the directory shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub id: ConversationId,
    pub title: String,
    pub topic: String,
    pub members: u32,
    /// The last change this tells of.
    pub seq: Seq,
    /// False: take it out.
    pub listed: bool,
}

/// When somebody is to be told.
#[derive(Debug, PartialEq, Eq)]
enum Owed {
    Nothing,
    /// Their membership changed, or they read on: their devices wait for it.
    Now,
    /// There is something to read: at the pace of [`NUDGE_GAPS`].
    AtPace,
    /// They spoke themself: their other devices' inboxes are out of order, no more.
    AtLeisure,
}

/// How often somebody's own object hears of what they said themself, in ms. Whoever posts without looking, a program for
/// one, would otherwise cost a call per message.
const OWN_GAP: Millis = 8_000;

impl<H: Host> Room<H> {
    /// The calls that are due, at most [`CALLS_PER_EVENT`]. Asked after every event; the answer goes to [`Self::told`].
    pub(super) fn take_standings(&mut self) -> Vec<(UserId, Standing)> {
        let now = self.host.now();
        if self.chat.as_ref().is_none_or(|chat| chat.absent == Some(0)) {
            return Vec::new();
        }
        let looking = self.lookers();
        let Some(chat) = &mut self.chat else {
            return Vec::new();
        };
        let (mut due, mut later, mut absent) = (Vec::new(), Millis::MAX, 0);
        let users: Vec<_> = chat.asides.keys().cloned().collect();
        for user in users {
            let is_looking = looking.contains(&user);
            absent += usize::from(!is_looking && chat.conversation.role(&user).is_some());
            let owed = chat.owed(&user, is_looking);
            let Some(aside) = chat.asides.get(&user).filter(|_| owed != Owed::Nothing) else {
                continue;
            };
            let due_at = match owed {
                Owed::AtPace => aside.next_at,
                Owed::AtLeisure => aside.own_at,
                Owed::Now | Owed::Nothing => 0,
            };
            let due_at = if aside.failures > 0 {
                due_at.max(aside.next_at)
            } else {
                due_at
            };
            if aside.calling_until > now {
                later = later.min(aside.calling_until);
            } else if due_at > now {
                later = later.min(due_at);
            } else if due.len() == CALLS_PER_EVENT {
                later = now;
            } else if let Some(standing) = chat.standing(&user, is_looking) {
                // Should this instance be lost on the way, the alarm asks again.
                later = later.min(now + CALL_MAX);
                if let Some(aside) = chat.asides.get_mut(&user) {
                    aside.calling_until = now + CALL_MAX;
                }
                due.push((user, standing));
            }
        }
        if later == Millis::MAX {
            chat.absent = Some(absent);
        } else {
            self.arm(later);
        }
        due
    }

    /// A person's object took a standing, or could not be reached.
    pub(super) fn told(&mut self, user: &UserId, standing: &Standing, taken: bool) {
        let now = self.host.now();
        let Some(chat) = &mut self.chat else { return };
        let Some(aside) = chat.asides.get_mut(user) else {
            return;
        };
        aside.calling_until = 0;
        if !taken {
            aside.failures += 1;
            aside.next_at = now + backoff(aside.failures);
            let at = aside.next_at;
            return self.arm(at);
        }
        (aside.failures, aside.next_at, aside.own_at) = (0, now, now + OWN_GAP);
        if standing.posts > standing.read_posts {
            // It told of something to read: the next one may wait.
            let gap = NUDGE_GAPS.get(aside.nudges).or(NUDGE_GAPS.last()).copied();
            aside.next_at = now + gap.unwrap_or(RETRY_MAX);
            aside.nudges += 1;
        }
        let told = &mut aside.told;
        told.told = told.told.max(i64::try_from(standing.head.0).unwrap_or(i64::MAX));
        told.told_read = told.told_read.max(standing.read);
        // What was told as read is stored as read, so that telling alone never makes more to tell.
        aside.stored_read = aside.stored_read.max(standing.read);
        let (number, told) = (aside.number, aside.told);
        chat.conversation.read(user, standing.read, standing.read_posts);
        let stored = people::told(
            self.host.sql(),
            number,
            told,
            (standing.read, standing.read_posts),
        );
        // A fault is logged there; the standing is then simply told again.
        let _ = self.sound(stored);
    }

    /// Makes sure that the person's object knows the conversation at all: only so can it end their sockets here.
    pub(super) fn make_known(&mut self, user: &UserId) -> Result<(), crate::chat::Refusal> {
        let chat = self.chat()?;
        let Some(aside) = chat
            .asides
            .get_mut(user)
            .filter(|aside| aside.told.told < 0 && aside.told.tell < 0)
        else {
            return Ok(());
        };
        aside.told.tell = 0;
        chat.absent = None;
        let row = chat.row(user);
        let stored = row.map_or(Ok(()), |row| people::put(self.host.sql(), &row));
        self.sound(stored)?;
        self.arm(self.host.now() + RETRY_MIN);
        Ok(())
    }

    /// The directory entry that is due, if any. The answer goes to [`Self::listed`].
    pub(super) fn take_listing(&mut self) -> Option<Listing> {
        let now = self.host.now();
        let chat = self.chat.as_mut()?;
        if chat.is_direct()
            || chat.conversation.visibility == Visibility::Private
            || chat.last_change <= chat.listed
        {
            return None;
        }
        if chat.listing || chat.list_at > now {
            let at = chat.list_at.max(now + RETRY_MIN);
            self.arm(at);
            return None;
        }
        chat.listing = true;
        // In a storm of joins the directory hears of it once a second.
        chat.list_at = now + RETRY_MIN;
        let listing = Listing {
            id: chat.conversation.id.clone(),
            title: chat.conversation.title.clone(),
            topic: chat.conversation.topic.clone(),
            members: u32::try_from(chat.conversation.member_count()).unwrap_or(u32::MAX),
            seq: chat.last_change,
            listed: !chat.conversation.is_closed(),
        };
        self.arm(now + RETRY_MAX);
        Some(listing)
    }

    /// The directory took an entry, or could not be reached.
    pub(super) fn listed(&mut self, seq: Seq, taken: bool) {
        let Some(chat) = &mut self.chat else { return };
        chat.listing = false;
        if taken && seq > chat.listed {
            chat.listed = seq;
            let stored = about::listed(self.host.sql(), seq);
            // As in `told`.
            let _ = self.sound(stored);
        }
    }

    fn lookers(&self) -> std::collections::BTreeSet<UserId> {
        let looking = self.seats.iter().filter(|seat| seat.kept.looking);
        looking.map(|seat| seat.kept.caller.person.id.clone()).collect()
    }
}

impl Chat {
    fn owed(&self, user: &UserId, looking: bool) -> Owed {
        let (Some(aside), Some(membership)) = (self.asides.get(user), self.conversation.people.get(user))
        else {
            return Owed::Nothing;
        };
        let told = &aside.told;
        let behind = |seq: Seq| i64::try_from(seq.0).is_ok_and(|seq| seq > told.told);
        let is_in = membership.role.is_some();
        if told.tell > told.told
            || (is_in && (behind(self.tell_all) && told.told >= 0 || aside.stored_read > told.told_read))
        {
            Owed::Now
        } else if is_in && !looking && self.last_message > Seq::START && behind(self.last_message) {
            if membership.read >= self.last_message {
                Owed::AtLeisure
            } else {
                Owed::AtPace
            }
        } else {
            Owed::Nothing
        }
    }

    fn standing(&self, user: &UserId, looking: bool) -> Option<Standing> {
        let membership = self.conversation.people.get(user)?;
        let it = &self.conversation;
        let is_in = membership.role.is_some();
        let caught_up = looking && is_in;
        Some(Standing {
            conversation: it.id.clone(),
            kind: it.kind(),
            title: it.title_for(user),
            role: membership.role,
            head: it.head,
            // Who is out learns nothing of what went on.
            posts: if is_in { it.posts } else { membership.read_posts },
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

fn backoff(failures: u32) -> Millis {
    RETRY_MAX.min(RETRY_MIN << failures.saturating_sub(1).min(10))
}
