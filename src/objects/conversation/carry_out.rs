//! Performing what was decided: store everything, then take it into memory's view, then let the world know.

use super::{Host, Room};
use crate::chat::conversation::{Effect, Outcome};
use crate::chat::limits::{LEASE, RETRY_MIN};
use crate::chat::{CloseCode, Event, Refusal, What};
use crate::store::conversation::{about, log, people};
use crate::store::sql::{Fault, Sql, Stored};

use super::chat::Chat;

impl<H: Host> Room<H> {
    /// Stores the outcome's events and performs its effects.
    ///
    /// # Errors
    /// [`Refusal::Internal`]; then nothing was stored and memory is reloaded.
    pub(super) fn carry_out(&mut self, outcome: &Outcome) -> Result<(), Refusal> {
        if outcome.store.is_empty() && outcome.then.is_empty() {
            return Ok(());
        }
        let stored = match &mut self.chat {
            Some(chat) => store(self.host.sql(), chat, outcome),
            None => Err(Fault("nothing to carry out on".to_owned())),
        };
        self.sound(stored)?;
        self.follow(outcome);
        Ok(())
    }

    /// What follows once the outcome is stored.
    pub(super) fn follow(&mut self, outcome: &Outcome) {
        self.arm(self.host.now() + RETRY_MIN);
        for effect in &outcome.then {
            if let Effect::CutOff(user) = effect {
                self.send_gathered_to(user);
                self.cut_off(user, CloseCode::NotAMember);
            }
        }
        self.deliver(&outcome.store);
    }

    /// Stores and delivers a message: the busiest path. One statement, so it needs no transaction of its own. False when its
    /// sender has used its `client_id` before: then nothing was done.
    pub(super) fn carry_out_post(&mut self, event: &Event) -> Result<bool, Refusal> {
        let stored = match &mut self.chat {
            Some(chat) => {
                let author = chat.aside(&event.author, &event.handle).number;
                let stored = log::append(self.host.sql(), event, author, chat.conversation.posts + 1);
                if stored == Ok(true) {
                    chat.conversation.apply(event);
                    chat.note_last(event);
                    chat.look_at = chat.look_at.min(chat.free_at);
                }
                stored
            }
            None => Err(Fault("nowhere to post to".to_owned())),
        };
        let is_new = self.sound(stored)?;
        if is_new {
            if self.seats.iter().any(|seat| seat.kept.looking) {
                // Should one of them be a ghost, it has not read this: look again when its lease is over.
                self.arm(self.host.now() + LEASE + RETRY_MIN);
            }
            self.deliver(std::slice::from_ref(event));
        }
        Ok(is_new)
    }
}

/// Writes the outcome, all of it or none. Memory is changed first: if the writing fails, memory is thrown away.
pub(super) fn store(sql: &dyn Sql, chat: &mut Chat, outcome: &Outcome) -> Stored<()> {
    chat.look_at = 0;
    chat.roster.forget();
    let before = chat.conversation.posts;
    for event in &outcome.store {
        chat.conversation.apply(event);
        chat.note_last(event);
        chat.aside(&event.author, &event.handle);
        if let Some(person) = event.subject() {
            chat.aside(&person.id, &person.handle);
        }
    }
    let head = chat.conversation.head;
    for effect in &outcome.then {
        match effect {
            Effect::Tell(user) => {
                let tell = i64::try_from(head.0).unwrap_or(i64::MAX);
                if let Some(aside) = chat.asides.get_mut(user) {
                    aside.told.tell = tell;
                    (aside.next_at, aside.failures) = (0, 0);
                }
            }
            Effect::TellEveryone => {
                chat.tell_all = head;
                chat.asides.values_mut().for_each(|aside| aside.next_at = 0);
            }
            Effect::CutOff(_) | Effect::List => {}
        }
    }
    sql.atomically(&mut || {
        let mut touched = Vec::new();
        for event in &outcome.store {
            let author = chat.asides.get(&event.author).map(|aside| aside.number);
            let author = author.ok_or_else(|| Fault("an author without a number".to_owned()))?;
            log::append(sql, event, author, before)?;
            touched.extend(event.subject().map(|person| person.id));
            if matches!(event.what, What::Renamed { .. } | What::Founded { .. }) {
                about::put(sql, &chat.conversation)?;
            }
        }
        touched.extend(outcome.then.iter().filter_map(|effect| match effect {
            Effect::Tell(user) => Some(user.clone()),
            _ => None,
        }));
        touched.sort();
        touched.dedup();
        for row in touched.iter().filter_map(|user| chat.row(user)) {
            people::put(sql, &row)?;
        }
        if outcome.then.contains(&Effect::TellEveryone) {
            people::tell_all(sql, head)?;
        }
        Ok(())
    })?;
    for event in &outcome.store {
        if let Some(person) = event.subject() {
            let read = chat.conversation.people.get(&person.id).map(|one| one.read);
            if let (Some(aside), Some(read)) = (chat.asides.get_mut(&person.id), read) {
                aside.stored_read = read;
            }
        }
    }
    Ok(())
}
