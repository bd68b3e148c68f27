//! Changing a message: its author edits it, its author or an admin deletes it, members react to
//! it, and some pin it.
//!
//! Each of these sets a state. What is so already changes nothing and makes no event.

use super::{Conversation, Event, EventKind, Millis, Principal, Refusal};
use crate::chat::emoji::is_emoji;
use crate::chat::limits::PINS;
use crate::chat::mention::Here;
use crate::chat::reactions::{self, Given};
use crate::chat::{Act, Edit, Kind, Message, Person, ReactionChange, Seq, Target, UserId, text};

/// A message as it is stored. `P` stands for a person who has reacted to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<P> {
    pub seq: Seq,
    pub author: Person,
    /// As an event has it.
    pub message: Message,
    /// The first message of its chain of replies, or itself.
    pub thread_root: Seq,
    pub given: Vec<Given<P>>,
}

impl Conversation {
    /// `who` gives a message another body. None if it has that body already.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::NotAllowed`] for everyone but the author,
    /// [`Refusal::MessageDeleted`], [`Refusal::BadMessage`].
    pub fn edit<P>(
        &self,
        who: &Principal,
        stored: &Stored<P>,
        body: &str,
        here: Here<'_>,
        now: Millis,
    ) -> Result<Option<Event>, Refusal> {
        let mine = stored.author.id == *who.user();
        let role = self.authorize(who, Act::Edit { mine })?;
        if stored.message.deleted.is_some() {
            return Err(Refusal::MessageDeleted);
        }
        let body = text::message(body)?;
        if body == stored.message.body {
            return Ok(None);
        }
        let mentions = self.mentions_in(&body, role, here).map(Box::new);
        let before = stored.message.mentions.as_deref();
        let was_named = |it: &UserId| before.is_some_and(|was| was.everyone || was.names(it));
        let answered = stored.message.quote.as_ref().map(|quote| &quote.author);
        let is_new = |it: &UserId| {
            *it != *who.user() && !was_named(it) && answered.is_none_or(|who| who != it)
        };
        let newly: Vec<_> = mentions
            .iter()
            .flat_map(|it| it.people.iter().map(|person| &person.id))
            .filter(|it| is_new(it))
            .cloned()
            .collect();
        let edit = Edit {
            message: stored.seq,
            body: Some(body),
            mentions,
            newly: Some(newly).filter(|newly| !newly.is_empty()),
        };
        Ok(Some(self.event(0, who, EventKind::Edited(edit), now)))
    }

    /// `who` deletes a message. None if that has happened already.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::NotAllowed`] for the message of another member.
    pub fn delete<P>(
        &self,
        who: &Principal,
        stored: &Stored<P>,
        now: Millis,
    ) -> Result<Option<Event>, Refusal> {
        let mine = stored.author.id == *who.user();
        self.authorize(who, Act::Delete { mine })?;
        if stored.message.deleted.is_some() {
            return Ok(None);
        }
        let message = stored.seq;
        let kind = EventKind::Deleted(Target { message });
        Ok(Some(self.event(0, who, kind, now)))
    }

    /// The reaction of `who` with this emoji is on the message from now on, or is not. `person`
    /// stands for `who`. Changes `stored` with the event. `named` finds a person.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::BadEmoji`], [`Refusal::MessageDeleted`],
    /// [`Refusal::TooManyReactions`].
    pub fn react<'a, P: PartialEq>(
        &self,
        who: (&Principal, P),
        stored: &mut Stored<P>,
        (emoji, on): (&str, bool),
        named: impl Fn(&P) -> Option<&'a Person>,
        now: Millis,
    ) -> Result<Option<Event>, Refusal> {
        let (principal, person) = who;
        self.authorize(principal, Act::React)?;
        if !is_emoji(emoji) {
            return Err(Refusal::BadEmoji);
        }
        if stored.message.deleted.is_some() {
            // There is nothing left to take back.
            let gone = Err(Refusal::MessageDeleted);
            return if on { gone } else { Ok(None) };
        }
        if !reactions::set(&mut stored.given, emoji, person, on, self.head.next())? {
            return Ok(None);
        }
        let given = stored.given.iter().find(|it| it.emoji == emoji);
        let change = ReactionChange {
            message: stored.seq,
            emoji: emoji.to_owned(),
            reaction: given.map(|it| it.shown(named)),
        };
        let kind = if on {
            EventKind::Reacted(change)
        } else {
            EventKind::Unreacted(change)
        };
        Ok(Some(self.event(0, principal, kind, now)))
    }

    /// The message is pinned from now on, or is not. None if it is so already.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::NotAllowed`] for members of a group,
    /// [`Refusal::MessageDeleted`], [`Refusal::TooManyPins`].
    pub fn pin<P>(
        &self,
        who: &Principal,
        stored: &Stored<P>,
        on: bool,
        now: Millis,
    ) -> Result<Option<Event>, Refusal> {
        let is_direct = self.kind() == Kind::Direct;
        self.authorize(who, Act::Pin { is_direct })?;
        let message = stored.seq;
        if on && stored.message.deleted.is_some() {
            return Err(Refusal::MessageDeleted);
        }
        if self.pins.contains(&message) == on {
            return Ok(None);
        }
        if on && self.pins.len() >= PINS {
            return Err(Refusal::TooManyPins);
        }
        let target = Target { message };
        let kind = if on {
            EventKind::Pinned(target)
        } else {
            EventKind::Unpinned(target)
        };
        Ok(Some(self.event(0, who, kind, now)))
    }
}
