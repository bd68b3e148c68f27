//! The part of a generated history that changes messages, stored as an object stores it.

use dormouse::chat::conversation::{Conversation, Stored};
use dormouse::chat::{Event, EventKind, Mentions, UserId};
use dormouse::store::conversation::mentions::mentions_text;
use dormouse::store::conversation::people::PersonNumber;
use dormouse::store::conversation::search;
use dormouse::store::conversation::wordings::{self, NewBody};
use dormouse::store::conversation::{about, files, log, messages};

use crate::history::{History, NOON};

impl History {
    /// Somebody edits or deletes a message, reacts to one, or pins one.
    pub fn change(&mut self) -> Option<()> {
        let mut it = self.some_message()?;
        let who = self.some_person();
        // Most attempts are of the author, so that most are allowed.
        let author = self
            .people
            .iter()
            .find(|one| *one.user() == it.author.id)
            .cloned();
        let who = author.filter(|_| self.below(3) > 0).unwrap_or(who);
        let number = self.number(who.user());
        let now = NOON + self.state.head.0 * 1_000;
        let authors = self.authors.clone();
        let named = |number: &PersonNumber| authors.get(number);
        let choice = self.below(13);
        let event = match choice {
            0 | 1 => {
                let body = format!("word {} @dora", self.below(3));
                self.state.edit(&who, &it, &body, &Vec::new, now)
            }
            2 => self.state.delete(&who, &it, now),
            10..=12 => {
                // An admin does it, so that most attempts are allowed.
                let admin = self.people[0].clone();
                self.state.pin(&admin, &it, choice < 12, now)
            }
            _ => {
                let emoji = ["👍", "🍪", "❤️"][self.some(3)];
                let change = (emoji, choice < 8);
                self.state
                    .react((&who, number), &mut it, change, named, now)
            }
        };
        let event = event.ok()??;
        let (sql, author) = (&self.sql, self.number(&event.author));
        log::append(sql, &event, author, self.state.posts).expect("a new entry");
        let stored = match &event.kind {
            EventKind::Edited(edit) => {
                let mentions = edit.mentions.as_ref().map(|it| self.mentions(it));
                let new = NewBody {
                    body: edit.body.as_deref().unwrap_or_default(),
                    edited_at: event.at,
                    mentions,
                    original: self.state.content_hash(&it.message.body),
                    at: event.seq,
                };
                wordings::set_body(sql, it.seq, &new)
            }
            EventKind::Deleted(_) => {
                let removed_by = Some(author).filter(|_| event.author != it.author.id);
                let deleted = wordings::delete(sql, it.seq, event.at, removed_by);
                let had_some = deleted.and_then(|()| files::detach(sql, it.seq));
                had_some.map(|some| assert_eq!(some, !it.message.files.is_empty()))
            }
            EventKind::Pinned(_) | EventKind::Unpinned(_) => Ok(()),
            _ => messages::set_reactions(sql, it.seq, &it.given),
        };
        stored.expect("the message changes");
        if let Some(index) = &self.index {
            search::renew(&self.sql, index, it.seq).expect("the index changes");
        }
        self.state.apply(&event);
        if matches!(event.kind, EventKind::Pinned(_) | EventKind::Unpinned(_)) {
            about::set_pins(sql, &self.state.pins).expect("they are stored");
        }
        self.note(event);
        Some(())
    }

    pub fn some_message(&mut self) -> Option<Stored<PersonNumber>> {
        let messages: Vec<_> = self
            .log
            .iter()
            .filter(|it| it.is_message())
            .map(|it| it.seq)
            .collect();
        let nth = self.below(messages.len() as u64);
        let seq = *messages.get(usize::try_from(nth).unwrap_or(0))?;
        messages::get(&self.sql, &self.authors, seq).expect("readable")
    }

    pub fn quote(event: &mut Event, answered: &Stored<PersonNumber>) {
        if let EventKind::Message(reply) = &mut event.kind {
            reply.quote = Some(Box::new(Conversation::quote(answered)));
        }
    }

    pub fn mentions(&self, mentions: &Mentions) -> String {
        let number = |user: &UserId| Some(self.number(user));
        mentions_text(mentions, number).expect("spelled")
    }

    pub fn number(&self, user: &UserId) -> PersonNumber {
        let mut authors = self.authors.iter();
        let author = authors.find(|(_, person)| person.id == *user);
        *author.expect("one of the four").0
    }

    pub fn some(&mut self, bound: u64) -> usize {
        usize::try_from(self.below(bound)).unwrap_or(0)
    }
}
