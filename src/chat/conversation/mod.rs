//! A conversation: its state, its members, and what each command does to it.
//!
//! A command ([`Conversation::join`] and its siblings, one file each) is decided into an
//! [`Outcome`]: the events to store, and the effects that follow once they are stored. Events
//! change the state in one place, [`Conversation::apply`]. So **state = fold(apply, events)**, live
//! and after any reload. This code neither writes nor sends.

mod admit;
mod apply;
mod change;
mod create;
mod join;
mod leave;
mod post;
mod profile;
mod remove;
mod rename;
mod role;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use change::Stored;
pub use create::Beginning;
pub use post::Earlier;

use super::frames::{About, Member};
use super::{
    Act, ConversationId, Event, EventKind, Handle, Kind, Millis, Person, Principal, Profile,
    Refusal, Role, Seq, UserId, Visibility,
};

/// The state of a conversation after the entry `head`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    pub id: ConversationId,
    pub title: String,
    pub topic: String,
    pub visibility: Visibility,
    pub epoch: String,
    /// The last entry of the log. The next one is `head + 1`: there are no gaps.
    pub head: Seq,
    /// When the last entry was stored. The log's times never go back, even when the clock does.
    pub last_at: Millis,
    /// The number of messages in the log.
    pub posts: u64,
    /// The messages that mention everyone: the latest 100.
    pub everyone: Vec<Seq>,
    /// The pinned messages, in the order in which they were pinned.
    pub pins: Vec<Seq>,
    /// Everyone who is or was in it.
    pub people: BTreeMap<UserId, Membership>,
}

/// The membership of one person, present or past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub handle: Handle,
    /// How they want to be shown, as far as is known here. As reading, it concerns one person and
    /// is no part of the fold.
    pub profile: Option<Profile>,
    /// None: the person is no longer in it.
    pub role: Option<Role>,
    /// The entry with which they last came in. It decides who has been in longest.
    pub joined: Seq,
    /// How far they have read: `read <= head`.
    pub read: Seq,
    /// The number of messages up to `read`.
    pub read_posts: u64,
    /// The entries after `read` that mention this person alone, or reply to them: the latest 100.
    pub mentions: Vec<Seq>,
}

/// The result of a command. Its order is a promise: first all of `store` is stored, then `then`
/// happens.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub store: Vec<Event>,
    pub then: Vec<Effect>,
    /// Profiles of people whom the events name. They are stored with the events.
    pub profiles: Vec<Profile>,
}

impl Outcome {
    /// Whether the command changes nothing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.store.is_empty() && self.then.is_empty() && self.profiles.is_empty()
    }
}

/// What follows once the events are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Close all the person's sockets here, so that they receive nothing more.
    CloseSockets(UserId),
    /// Send the person's own object a summary.
    UpdateInbox(UserId),
    /// Send every member's object a summary.
    UpdateAllInboxes,
    /// Send the directory of public groups an entry.
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

    /// The number of members.
    #[must_use]
    pub fn member_count(&self) -> usize {
        self.people
            .values()
            .filter(|membership| membership.role.is_some())
            .count()
    }

    /// Whether everyone has left the group. Nobody can come back to it.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.kind() == Kind::Group
            && self.head > Seq::START
            && self.people.values().all(|one| one.role.is_none())
    }

    /// Whether `who` may do `act` here. This is the only place that decides it. Returns the role of
    /// `who`.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for everyone who is not in it, as if it did not exist;
    /// [`Refusal::Direct`] for an act that only groups allow; [`Refusal::NotAllowed`] for a member
    /// whose role does not allow it.
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

    /// What the person may know about the conversation. Members always may. Everyone else may if it
    /// is a public group that is not closed.
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

    /// A group's name. For a direct conversation, the other person's display name or handle.
    #[must_use]
    pub fn title_for(&self, user: &UserId) -> String {
        match self.kind() {
            Kind::Group => self.title.clone(),
            Kind::Direct => {
                let other = self.other(user);
                let name = other.and_then(|other| other.profile.as_ref()?.name.as_ref());
                match name {
                    Some(name) => name.as_str().to_owned(),
                    None => other.map_or_else(String::new, |other| other.handle.to_string()),
                }
            }
        }
    }

    /// The other person of a direct conversation.
    #[must_use]
    pub fn other(&self, user: &UserId) -> Option<&Membership> {
        let mut others = self.people.iter().filter(|(id, _)| *id != user);
        let other = others.next().map(|(_, other)| other);
        other.filter(|_| self.kind() == Kind::Direct)
    }

    /// The person's line in the list of members, if they are a member.
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

    /// An event by `who`. `before` is the number of events that the same decision puts before it.
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
            profiles: Vec::new(),
        }
    }
}
