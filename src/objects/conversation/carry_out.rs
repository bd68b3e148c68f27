//! Performing what was decided: store everything, then take it into memory's view, then let the world know.

use super::{ConversationActor, Host};
use crate::chat::conversation::{Effect, Outcome};
use crate::chat::limits::{LEASE, RETRY_MIN};
use crate::chat::{CloseCode, Event, EventKind, Refusal};
use crate::store::conversation::{about, log, people};
use crate::store::sql::{Fault, Sql, Stored};

use super::loaded::LoadedConversation;

impl<H: Host> ConversationActor<H> {
    /// Stores the outcome's events and performs its effects.
    ///
    /// # Errors
    /// [`Refusal::Internal`]; then nothing was stored and memory is reloaded.
    pub(super) fn carry_out(&mut self, outcome: &Outcome) -> Result<(), Refusal> {
        if outcome.store.is_empty() && outcome.then.is_empty() {
            return Ok(());
        }
        let stored = match &mut self.loaded {
            Some(loaded) => store(self.host.sql(), loaded, outcome),
            None => Err(Fault("nothing to carry out on".to_owned())),
        };
        self.checked(stored)?;
        self.follow(outcome);
        Ok(())
    }

    /// What follows once the outcome is stored.
    pub(super) fn follow(&mut self, outcome: &Outcome) {
        self.wake_by(self.host.now() + RETRY_MIN);
        for effect in &outcome.then {
            if let Effect::CloseSockets(user) = effect {
                self.send_gathered_to(user);
                self.close_sockets_of(user, CloseCode::NotAMember);
            }
        }
        self.deliver(&outcome.store);
    }

    /// Stores and delivers a message: the busiest path. One statement, so it needs no transaction of its own. False when its
    /// sender has used its `client_id` before: then nothing was done.
    pub(super) fn carry_out_post(&mut self, event: &Event) -> Result<bool, Refusal> {
        let stored = match &mut self.loaded {
            Some(loaded) => {
                let author = loaded.delivery_state(&event.author, &event.handle).number;
                let stored = log::append(
                    self.host.sql(),
                    event,
                    author,
                    loaded.conversation.posts + 1,
                );
                if stored == Ok(true) {
                    loaded.conversation.apply(event);
                    loaded.note_last(event);
                    loaded.next_check_at = loaded.next_check_at.min(loaded.next_nudge_at);
                }
                stored
            }
            None => Err(Fault("nowhere to post to".to_owned())),
        };
        let is_new = self.checked(stored)?;
        if is_new {
            if self.seats.iter().any(|seat| seat.attachment.focused) {
                // Should one of them be a ghost, it has not read this: look again when its lease is over.
                self.wake_by(self.host.now() + LEASE + RETRY_MIN);
            }
            self.deliver(std::slice::from_ref(event));
        }
        Ok(is_new)
    }
}

/// Writes the outcome, all of it or none. Memory is changed first: if the writing fails, memory is thrown away.
pub(super) fn store(
    sql: &dyn Sql,
    loaded: &mut LoadedConversation,
    outcome: &Outcome,
) -> Stored<()> {
    loaded.next_check_at = 0;
    loaded.roster.forget();
    let before = loaded.conversation.posts;
    for event in &outcome.store {
        loaded.conversation.apply(event);
        loaded.note_last(event);
        loaded.delivery_state(&event.author, &event.handle);
        if let Some(person) = event.subject() {
            loaded.delivery_state(&person.id, &person.handle);
        }
    }
    let head = loaded.conversation.head;
    for effect in &outcome.then {
        match effect {
            Effect::UpdateInbox(user) => {
                let tell = i64::try_from(head.0).unwrap_or(i64::MAX);
                if let Some(delivery) = loaded.deliveries.get_mut(user) {
                    delivery.delivered.owed = tell;
                    (delivery.next_at, delivery.failures) = (0, 0);
                }
            }
            Effect::UpdateAllInboxes => {
                loaded.tell_all = head;
                loaded
                    .deliveries
                    .values_mut()
                    .for_each(|delivery| delivery.next_at = 0);
            }
            Effect::CloseSockets(_) | Effect::UpdateDirectory => {}
        }
    }
    sql.atomically(&mut || {
        let mut touched = Vec::new();
        for event in &outcome.store {
            let author = loaded
                .deliveries
                .get(&event.author)
                .map(|delivery| delivery.number);
            let author = author.ok_or_else(|| Fault("an author without a number".to_owned()))?;
            log::append(sql, event, author, before)?;
            touched.extend(event.subject().map(|person| person.id));
            if matches!(
                event.kind,
                EventKind::Renamed { .. } | EventKind::Created { .. }
            ) {
                about::put(sql, &loaded.conversation)?;
            }
        }
        touched.extend(outcome.then.iter().filter_map(|effect| match effect {
            Effect::UpdateInbox(user) => Some(user.clone()),
            _ => None,
        }));
        touched.sort();
        touched.dedup();
        for row in touched.iter().filter_map(|user| loaded.row(user)) {
            people::put(sql, &row)?;
        }
        if outcome.then.contains(&Effect::UpdateAllInboxes) {
            people::tell_all(sql, head)?;
        }
        Ok(())
    })?;
    for event in &outcome.store {
        if let Some(person) = event.subject() {
            let read = loaded
                .conversation
                .people
                .get(&person.id)
                .map(|one| one.read);
            if let (Some(delivery), Some(read)) = (loaded.deliveries.get_mut(&person.id), read) {
                delivery.stored_read = read;
            }
        }
    }
    Ok(())
}
