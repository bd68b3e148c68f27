//! Telling people's own objects how the conversation stands with them.
//!
//! A row per person says what their object was last told. What it owes is found by comparing, so a call that was lost,
//! or an instance that was, is simply still owed: **whoever is home is told every standing at least once**, and telling one
//! twice changes nothing.
//!
//! A person's object answers whether anybody is home to see it. If nobody is, the row says so too, and messages owe them
//! nothing more: **an absence costs one call, however long it is and whatever is said**. Who comes home asks ([`super::catching_up`]).

use super::{Host, Room};
use crate::chat::backoff::backoff;
use crate::chat::limits::{CALL_MAX, CALLS_PER_EVENT, LEASE, NUDGE_GAPS, RETRY_MAX, RETRY_MIN};
use crate::chat::{Millis, Seq, UserId};
use crate::objects::actor::Upshot;
use crate::objects::calls::Standing;
use crate::store::conversation::people;
use crate::store::sql::{Sql, Stored};

use super::chat::{Aside, Chat};

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

impl<H: Host> Room<H> {
    /// The calls that are due, at most [`CALLS_PER_EVENT`]. Asked after every event; the answer goes to [`Self::told`].
    pub(super) fn take_standings(&mut self) -> Vec<(UserId, Standing)> {
        let now = self.host.now();
        let Some(look_at) = self.chat.as_ref().map(|chat| chat.look_at) else {
            return Vec::new();
        };
        if now < look_at {
            if look_at < Millis::MAX {
                // A message came that nobody may be called for yet.
                self.arm(look_at);
            }
            return Vec::new();
        }
        let looking = self.lookers();
        let Some(chat) = &mut self.chat else {
            return Vec::new();
        };
        let (mut due, mut later) = (Vec::new(), Millis::MAX);
        chat.free_at = Millis::MAX;
        for (user, aside) in &chat.asides {
            let is_looking = looking.binary_search(user).is_ok();
            let hears_of_messages = !is_looking && !aside.told.absence.is_away();
            if (hears_of_messages || chat.is_unlisted(aside)) && chat.conversation.role(user).is_some() {
                chat.free_at = chat
                    .free_at
                    .min(aside.next_at.min(aside.own_at).max(aside.calling_until));
            }
            let due_at = match chat.owed(user, is_looking) {
                Owed::Nothing => continue,
                Owed::Now if aside.failures == 0 => 0,
                Owed::Now | Owed::AtPace => aside.next_at,
                Owed::AtLeisure => aside
                    .own_at
                    .max(if aside.failures > 0 { aside.next_at } else { 0 }),
            };
            let due_at = due_at.max(aside.calling_until);
            if due_at > now {
                later = later.min(due_at);
            } else if due.len() == CALLS_PER_EVENT {
                later = now;
            } else {
                due.push((user.clone(), is_looking));
            }
        }
        let due = chat.call(due, now);
        if !due.is_empty() {
            // Should this instance be lost on the way, the alarm asks again.
            later = later.min(now + CALL_MAX);
        }
        chat.look_at = later;
        if later < Millis::MAX {
            self.arm(later);
        }
        due
    }

    /// A person's object took a standing, or could not be reached.
    pub(super) fn told(&mut self, user: &UserId, standing: &Standing, upshot: &Upshot) {
        let now = self.host.now();
        let Some(chat) = &mut self.chat else { return };
        let Some(aside) = chat.asides.get_mut(user) else {
            return;
        };
        aside.calling_until = 0;
        if *upshot == Upshot::Failed {
            aside.failures = aside.failures.saturating_add(1);
            aside.next_at = now + backoff(aside.failures);
            let at = aside.next_at;
            chat.look_at = chat.look_at.min(at);
            return self.arm(at);
        }
        aside.told.absence = match upshot {
            Upshot::NobodyHome(number) => aside.told.absence.heard(*number),
            // Somebody saw it.
            _ => aside.told.absence.ended(aside.told.absence.number()),
        };
        let stored = chat.took(self.host.sql(), user, standing, now);
        // A fault is logged there; the standing is then simply told again.
        let _ = self.sound(stored);
        self.look_again(user);
    }

    /// Something may be owed to this person already: it came while the call was under way.
    fn look_again(&mut self, user: &UserId) {
        let looking = self.lookers().contains(user);
        let Some(chat) = &mut self.chat else { return };
        let owed = chat.owed(user, looking);
        let Some(aside) = chat.asides.get(user).filter(|_| owed != Owed::Nothing) else {
            return;
        };
        let at = match owed {
            Owed::AtLeisure => aside.own_at,
            _ => aside.next_at,
        };
        chat.look_at = chat.look_at.min(at);
        self.arm(at);
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
        chat.look_at = 0;
        let row = chat.row(user);
        let stored = row.map_or(Ok(()), |row| people::put(self.host.sql(), &row));
        self.sound(stored)?;
        self.arm(self.host.now() + RETRY_MIN);
        Ok(())
    }

    /// Who has it before their eyes, in order, as far as is known: a phone that died while it was looked at reads nothing any more.
    pub(super) fn lookers(&self) -> Vec<UserId> {
        let now = self.host.now();
        let looking = self.seats.iter().filter(|seat| seat.kept.looking);
        let alive = looking.filter(|seat| self.last_heard(seat) + LEASE >= now);
        let mut lookers: Vec<_> = alive.map(|seat| seat.kept.caller.person.id.clone()).collect();
        lookers.sort_unstable();
        lookers
    }
}

impl Chat {
    /// Notes, in memory and in their row, that the person's object has this standing.
    pub(super) fn took(
        &mut self,
        sql: &dyn Sql,
        user: &UserId,
        standing: &Standing,
        now: Millis,
    ) -> Stored<()> {
        let Some(aside) = self.asides.get_mut(user) else {
            return Ok(());
        };
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
        self.free_at = self.free_at.min(aside.next_at.min(aside.own_at));
        let (number, told) = (aside.number, aside.told());
        let read = (standing.read, standing.read_posts);
        self.conversation.read(user, read.0, read.1);
        people::told(sql, number, told, read)
    }

    /// The standings to tell these people, whose calls are from now on under way.
    fn call(&mut self, due: Vec<(UserId, bool)>, now: Millis) -> Vec<(UserId, Standing)> {
        let mut calls = Vec::with_capacity(due.len());
        for (user, looking) in due {
            let Some(standing) = self.standing(&user, looking) else {
                continue;
            };
            if let Some(aside) = self.asides.get_mut(&user) {
                aside.calling_until = now + CALL_MAX;
            }
            calls.push((user, standing));
        }
        calls
    }

    /// Not in the person's inbox yet: a direct conversation comes into both with its first message, looked at or not.
    fn is_unlisted(&self, aside: &Aside) -> bool {
        self.is_direct() && aside.told.told < 1
    }

    /// What the person's object is owed.
    fn owed(&self, user: &UserId, looking: bool) -> Owed {
        let (Some(aside), Some(membership)) = (self.asides.get(user), self.conversation.people.get(user))
        else {
            return Owed::Nothing;
        };
        let told = &aside.told;
        let news = self.last_message > Seq::START
            && i64::try_from(self.last_message.0).is_ok_and(|seq| seq > told.told);
        match self.owed_regardless(user) {
            Owed::Nothing if membership.role.is_none() || told.absence.is_away() => Owed::Nothing,
            Owed::Nothing if aside.stored_read > told.told_read => Owed::Now,
            Owed::Nothing if looking || !news => Owed::Nothing,
            Owed::Nothing if membership.read >= self.last_message => Owed::AtLeisure,
            Owed::Nothing => Owed::AtPace,
            regardless => regardless,
        }
    }

    /// What it is owed also if nobody is home. It ends sessions where the person is in, and shows what it can at once to who comes:
    /// so it must be right about membership, names, and which direct conversations there are.
    pub(super) fn owed_regardless(&self, user: &UserId) -> Owed {
        let Some(aside) = self.asides.get(user) else {
            return Owed::Nothing;
        };
        let told = &aside.told;
        let is_in = self.conversation.role(user).is_some();
        let begins = self.last_message > Seq::START && self.is_unlisted(aside);
        let renamed = told.told >= 0 && i64::try_from(self.tell_all.0).is_ok_and(|seq| seq > told.told);
        if told.tell > told.told || (is_in && begins) {
            Owed::Now
        } else if is_in && renamed {
            Owed::AtPace
        } else {
            Owed::Nothing
        }
    }

    pub(super) fn standing(&self, user: &UserId, looking: bool) -> Option<Standing> {
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
