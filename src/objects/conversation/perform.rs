//! Performing a decision: store all of it, apply it to memory, then let everyone know.

use super::allowances::Allowed;
use super::loaded::LoadedConversation;
use super::profiles::add_profile;
use super::{ConversationActor, Host};
use crate::chat::conversation::{Beginning, Conversation, Effect, Outcome};
use crate::chat::limits::RETRY_MIN;
use crate::chat::{
    CloseCode, ConversationId, Event, EventKind, Millis, Principal, Refusal, encode_id,
};
use crate::store::conversation::{about, log, people, schema};
use crate::store::sql::{Fault, Sql, Stored};

impl<H: Host> ConversationActor<H> {
    /// Decides and performs a change of the conversation. A principal may make only so many
    /// changes, but may always leave.
    pub(super) fn change(
        &mut self,
        who: &Principal,
        decide: impl FnOnce(&Conversation, Millis) -> Result<Outcome, Refusal>,
    ) -> Result<(), Refusal> {
        let now = self.host.now();
        let mut outcome = decide(&self.loaded()?.conversation, now)?;
        let leaves = Effect::CloseSockets(who.user().clone());
        if !outcome.store.is_empty() && !outcome.then.contains(&leaves) {
            self.allowances.take(who.user(), Allowed::Change, now)?;
        }
        add_profile(&self.loaded()?.conversation, &mut outcome, who.profile());
        self.perform(&outcome)
    }

    /// Begins the conversation, unless it has begun already.
    pub(super) fn begin(
        &mut self,
        decide: impl FnOnce(ConversationId, String, Millis) -> Result<Beginning, Refusal>,
    ) -> Result<(), Refusal> {
        match self.loaded() {
            Ok(_) => return Ok(()),
            Err(Refusal::NotFound) => {}
            // A fault does not mean that it is missing. Beginning again would overwrite what is
            // there.
            Err(refusal) => return Err(refusal),
        }
        let epoch = encode_id(&self.host.random());
        let beginning = decide(self.id.clone(), epoch, self.host.now())?;
        let sql = self.host.sql();
        let mut loaded = LoadedConversation::begin(beginning.conversation);
        // All of it or nothing: half of it would be a group without a name or an owner.
        let begun = sql.atomically(&mut || {
            schema::migrate(sql)?;
            about::put(sql, &loaded.conversation)?;
            let rows: Vec<_> = loaded.rows().collect();
            rows.iter().try_for_each(|row| people::put(sql, row))?;
            store(sql, &mut loaded, &beginning.outcome)
        });
        self.checked(begun)?;
        self.loaded = Some(loaded);
        self.follow(&beginning.outcome);
        Ok(())
    }

    /// Stores an outcome's events and performs its effects.
    ///
    /// # Errors
    /// As [`Self::store`].
    pub(super) fn perform(&mut self, outcome: &Outcome) -> Result<(), Refusal> {
        if self.store(outcome)? && !outcome.is_nothing() {
            self.follow(outcome);
        }
        Ok(())
    }

    /// Stores an outcome, all of it or nothing. Returns false for a message whose sender has used
    /// its `client_id` before. Nothing is stored then.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when nothing is loaded; [`Refusal::Internal`] after a fault, which
    /// drops memory.
    pub(super) fn store(&mut self, outcome: &Outcome) -> Result<bool, Refusal> {
        let Some(loaded) = &mut self.loaded else {
            return Err(Refusal::NotFound);
        };
        let sql = self.host.sql();
        let stored = match outcome.store.as_slice() {
            [] if outcome.is_nothing() => Ok(true),
            // The most frequent outcome is one message. It is one statement, and needs no
            // transaction.
            [event] if event.is_message() => loaded.append_message(sql, event),
            _ => store(sql, loaded, outcome).map(|()| true),
        };
        self.checked(stored)
    }

    /// Performs the effects of a stored outcome, and broadcasts its events.
    fn follow(&mut self, outcome: &Outcome) {
        self.wake_by(self.host.now() + RETRY_MIN);
        for effect in &outcome.then {
            if let Effect::CloseSockets(user) = effect {
                let theirs = self.sockets.ids_of(user).to_vec();
                self.close_all(&theirs, CloseCode::NotAMember);
            }
        }
        if !outcome.store.is_empty() {
            self.broadcast(&outcome.store);
        }
    }
}

/// Writes an outcome, all of it or nothing. Memory changes first. If the write fails, the caller
/// drops memory.
fn store(sql: &dyn Sql, loaded: &mut LoadedConversation, outcome: &Outcome) -> Stored<()> {
    let before = loaded.conversation.posts;
    loaded.take_in(outcome);
    let head = loaded.conversation.head;
    let subjects = outcome.store.iter().filter_map(Event::subject);
    let mut touched: Vec<_> = subjects.map(|person| person.id).collect();
    touched.extend(outcome.profiles.iter().map(|profile| profile.user.clone()));
    touched.extend(outcome.then.iter().filter_map(|effect| match effect {
        Effect::UpdateInbox(user) => Some(user.clone()),
        _ => None,
    }));
    touched.sort();
    touched.dedup();
    sql.atomically(&mut || {
        loaded.store_recent_before(sql, head)?;
        for event in &outcome.store {
            let author = loaded.deliveries.get(&event.author);
            let author = author.ok_or_else(|| Fault("an author without a number".to_owned()))?;
            log::append(sql, event, author.number, before)?;
            if matches!(event.kind, EventKind::Renamed(_) | EventKind::Created(_)) {
                about::put(sql, &loaded.conversation)?;
            }
        }
        for row in touched.iter().filter_map(|user| loaded.row(user)) {
            people::put(sql, &row)?;
        }
        if outcome.then.contains(&Effect::UpdateAllInboxes) {
            people::update_all(sql, head)?;
        }
        Ok(())
    })?;
    for user in &touched {
        loaded.note_read_stored(user);
    }
    Ok(())
}
