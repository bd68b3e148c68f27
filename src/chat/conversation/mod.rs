//! The life of a conversation: what it is, who is in it, and what each command makes of it.
//!
//! A command is decided ([`Conversation::join`] and its siblings, one file each) into an [`Outcome`]: events to store, and what must
//! follow once they are. Events change the state in one place, [`Conversation::apply`], so that
//! **state = fold(apply, events)**, live and after any reload. Nothing here is written or sent.

mod admit;
mod apply;
mod create;
mod join;
mod leave;
mod post;
mod remove;
mod rename;
mod role;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use create::Beginning;
pub use post::Earlier;

use super::frames::{About, Member};
use super::{
    Act, ConversationId, Event, EventKind, Handle, Kind, Millis, Person, Principal, Refusal, Role,
    Seq, UserId, Visibility,
};

/// A conversation as it stands after `head`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    pub id: ConversationId,
    pub title: String,
    pub topic: String,
    pub visibility: Visibility,
    pub epoch: String,
    /// The last entry of the log. The next one is `head + 1`: there are no gaps.
    pub head: Seq,
    /// When the last entry was stored; the log's times never go back, even when a clock does.
    pub last_at: Millis,
    /// Messages among the log's entries.
    pub posts: u64,
    /// Everyone who was ever in it.
    pub people: BTreeMap<UserId, Membership>,
}

/// One person's place in a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub handle: Handle,
    /// None: was in it once.
    pub role: Option<Role>,
    /// The entry by which they came in, this time. Decides who has been in longest.
    pub joined: Seq,
    /// How far they have read: `read <= head`.
    pub read: Seq,
    /// Messages up to `read`.
    pub read_posts: u64,
}

/// What a command comes to. The order is the promise: first all of `store`, then `then`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub store: Vec<Event>,
    pub then: Vec<Effect>,
}

impl Outcome {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.store.is_empty() && self.then.is_empty()
    }
}

/// What follows once the events are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Close all the person's sockets here: they hear nothing more.
    CloseSockets(UserId),
    /// The person's own object must learn of it.
    UpdateInbox(UserId),
    /// Every member's object must learn of it.
    UpdateAllInboxes,
    /// The directory of public groups must learn of it.
    UpdateDirectory,
}

impl Conversation {
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.id.kind()
    }

    /// The person's role, if they are in it.
    #[must_use]
    pub fn role(&self, user: &UserId) -> Option<Role> {
        self.people.get(user).and_then(|membership| membership.role)
    }

    /// How many are in it.
    #[must_use]
    pub fn member_count(&self) -> usize {
        self.people
            .values()
            .filter(|membership| membership.role.is_some())
            .count()
    }

    /// A group that everyone left. Nobody can come back to it.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.kind() == Kind::Group
            && self.head > Seq::START
            && self.people.values().all(|one| one.role.is_none())
    }

    /// Whether `who` may do `act` here: the one place where that is decided. Answers their role.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for everyone who is not in it, as if it did not exist;
    /// [`Refusal::Direct`] for what only groups have; [`Refusal::NotAllowed`] for a member whose
    /// role may not.
    pub fn authorize(&self, who: &Principal, act: Act) -> Result<Role, Refusal> {
        let role = match who {
            Principal::Person { person, .. } => self.role(&person.id),
        };
        let role = role.ok_or(Refusal::NotFound)?;
        if act.is_for_groups() && self.kind() == Kind::Direct {
            return Err(Refusal::Direct);
        }
        act.denied_to(role)
            .map_or(Ok(role), |denied| Err(Refusal::NotAllowed(denied)))
    }

    /// What the person may know of it: all members, and anyone of a public group that is not closed.
    ///
    /// # Errors
    /// [`Refusal::NotFound`].
    pub fn about_for(&self, user: &UserId) -> Result<About, Refusal> {
        let listed = self.visibility == Visibility::Public && !self.is_closed();
        if self.role(user).is_none() && !listed {
            return Err(Refusal::NotFound);
        }
        Ok(About {
            id: self.id.clone(),
            kind: self.kind(),
            title: self.title_for(user),
            topic: self.topic.clone(),
            visibility: self.visibility,
            epoch: self.epoch.clone(),
        })
    }

    /// A group's name, or the other person's.
    #[must_use]
    pub fn title_for(&self, user: &UserId) -> String {
        match self.kind() {
            Kind::Group => self.title.clone(),
            Kind::Direct => self
                .people
                .iter()
                .find(|(id, _)| *id != user)
                .map_or_else(String::new, |(_, other)| other.handle.to_string()),
        }
    }

    /// Somebody's line in the list of members, if they are in it.
    #[must_use]
    pub fn member(&self, user: &UserId) -> Option<Member> {
        let membership = self.people.get(user)?;
        Some(Member {
            user: user.clone(),
            handle: membership.handle.clone(),
            role: membership.role?,
            read: membership.read,
        })
    }

    /// An event by `who`, next in the log after `before` others that are decided with it.
    fn event(&self, before: u64, who: &Principal, kind: EventKind, now: Millis) -> Event {
        let author = who.person();
        Event {
            seq: Seq(self.head.0 + 1 + before),
            at: now.max(self.last_at),
            author: author.id.clone(),
            handle: author.handle.clone(),
            kind,
        }
    }

    /// The outcome of one event.
    fn outcome(&self, who: &Principal, kind: EventKind, now: Millis, then: Vec<Effect>) -> Outcome {
        Outcome {
            store: vec![self.event(0, who, kind, now)],
            then,
        }
    }
}
