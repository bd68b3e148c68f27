//! Editing, deleting, reacting and pinning: decides, stores and sends a change of a message.

use super::allowances::Allowed;
use super::loaded::LoadedConversation;
use super::{ConversationActor, Host};
use crate::chat::conversation::Stored as StoredMessage;
use crate::chat::limits::RETRY_MIN;
use crate::chat::{Act, Event, EventKind, Principal, Refusal, Seq};
use crate::store::conversation::people::PersonNumber;
use crate::store::conversation::wordings::{self, NewBody};
use crate::store::conversation::{about, files, log, messages};
use crate::store::sql::{Fault, Sql, Stored};

/// What a principal does to a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum MessageAct {
    Edit { body: String },
    Delete,
    React { emoji: String, on: bool },
    Pin { on: bool },
}

impl<H: Host> ConversationActor<H> {
    /// Decides and performs an act on a message. What is so already changes nothing.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::TooFast`], [`Refusal::NoSuchMessage`], what the act
    /// refuses, [`Refusal::Internal`].
    pub(super) fn change_message(
        &mut self,
        who: &Principal,
        message: Seq,
        act: &MessageAct,
    ) -> Result<(), Refusal> {
        let now = self.host.now();
        self.loaded()?.conversation.authorize(who, Act::Read)?;
        self.allowances.take(who.user(), Allowed::Post, now)?;
        let mut stored = self
            .stored_message(message)?
            .ok_or(Refusal::NoSuchMessage)?;
        let event = self.decide(who, &mut stored, act)?;
        let Some(event) = event else {
            return Ok(());
        };
        let Some(loaded) = &mut self.loaded else {
            return Err(Refusal::NotFound);
        };
        let stored = store(self.host.sql(), loaded, &event, &stored);
        self.checked(stored)?;
        if matches!(act, MessageAct::Edit { .. } | MessageAct::Delete) {
            // An inbox may have what the message said before.
            self.wake_by(now + RETRY_MIN);
            self.wake_for_deletions();
        }
        self.broadcast(std::slice::from_ref(&event));
        Ok(())
    }

    /// The message at a place of the log.
    pub(super) fn stored_message(
        &mut self,
        message: Seq,
    ) -> Result<Option<StoredMessage<PersonNumber>>, Refusal> {
        self.read(|sql, loaded| messages::get(sql, &loaded.authors, message))
    }

    fn decide(
        &mut self,
        who: &Principal,
        stored: &mut StoredMessage<PersonNumber>,
        act: &MessageAct,
    ) -> Result<Option<Event>, Refusal> {
        let now = self.host.now();
        let loaded = self.loaded.as_ref().ok_or(Refusal::NotFound)?;
        let it = &loaded.conversation;
        match act {
            MessageAct::Edit { body } => {
                let here = || self.people_here();
                it.edit(who, stored, body, &here, now)
            }
            MessageAct::Delete => it.delete(who, stored, now),
            MessageAct::Pin { on } => it.pin(who, stored, *on, now),
            MessageAct::React { emoji, on } => {
                let person = loaded.deliveries.get(who.user()).map(|it| it.number);
                let person = person.ok_or(Refusal::NotFound)?;
                let named = |number: &PersonNumber| loaded.authors.get(number);
                it.react((who, person), stored, (emoji, *on), named, now)
            }
        }
    }
}

/// Writes a change of a message: the event, and the message as it is from then on. All or nothing.
/// Memory changes first. If the write fails, the caller drops memory.
fn store(
    sql: &dyn Sql,
    loaded: &mut LoadedConversation,
    event: &Event,
    was: &StoredMessage<PersonNumber>,
) -> Stored<()> {
    loaded.conversation.apply(event);
    loaded.note_last(event);
    loaded.note_mentioning(event);
    let mentions = loaded.mentions_text(event)?;
    sql.atomically(&mut || {
        loaded.store_recent_before(sql, event.seq)?;
        let author = loaded.deliveries.get(&event.author).map(|it| it.number);
        let author = author.ok_or_else(|| Fault("an author without a number".to_owned()))?;
        log::append(sql, event, author, loaded.conversation.posts)?;
        match &event.kind {
            EventKind::Edited(edit) => {
                let new = NewBody {
                    body: edit.body.as_deref().unwrap_or_default(),
                    edited_at: event.at,
                    mentions: mentions.clone(),
                    original: loaded.conversation.content_hash(&was.message.body),
                    at: event.seq,
                };
                wordings::set_body(sql, was.seq, &new)?;
            }
            EventKind::Deleted(_) => {
                let removed_by = Some(author).filter(|_| event.author != was.author.id);
                wordings::delete(sql, was.seq, event.at, removed_by)?;
                if files::detach(sql, was.seq)? {
                    loaded.deletions.soon();
                }
            }
            EventKind::Pinned(_) | EventKind::Unpinned(_) => {
                about::set_pins(sql, &loaded.conversation.pins)?;
            }
            _ => messages::set_reactions(sql, was.seq, &was.given)?,
        }
        if matches!(event.kind, EventKind::Edited(_) | EventKind::Deleted(_)) {
            loaded.indexing.renew(sql, was.seq)?;
        }
        loaded.note_correction(sql, event)
    })
}
