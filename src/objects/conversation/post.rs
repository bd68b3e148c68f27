//! Posting: decides and stores messages, then sends them.

use super::allowances::Allowed;
use super::calls::Posted;
use super::{ConversationActor, Host};
use crate::chat::client_frames::Named;
use crate::chat::conversation::{Conversation, Outcome};
use crate::chat::frames::ToClient;
use crate::chat::limits::{LEASE, RETRY_MIN};
use crate::chat::{Act, Draft, Event, EventKind, File, Millis, Principal, Refusal, Seq};
use crate::store::conversation::log;

impl<H: Host> ConversationActor<H> {
    /// Stores all waiting posts, answers the refused and the repeated ones, and broadcasts the new
    /// ones together.
    pub(super) fn post_batch(&mut self) {
        let waiting = self.batch.take();
        let mut stored = Vec::with_capacity(waiting.len());
        for post in waiting {
            let client_id = post.draft.client_id.clone();
            match self.store_post(&post.principal, post.draft) {
                Ok(posted) if !posted.repeated => stored.push(posted.event),
                Ok(Posted { event, .. }) => {
                    if self.sockets.get(post.socket).is_some() {
                        self.send_frame(&[post.socket], &ToClient::Posted { event });
                    }
                }
                Err(refusal) => self.refuse(post.socket, Named::of_post(client_id), &refusal),
            }
        }
        if !stored.is_empty() {
            self.broadcast(&stored);
            let worth_waiting = self.is_worth_waiting();
            self.batch.left(&self.host, stored.len(), worth_waiting);
        }
    }

    /// Decides and stores one post. A repeated post is answered with the stored message.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::BadMessage`], [`Refusal::BadFile`],
    /// [`Refusal::NoSuchMessage`], [`Refusal::MessageDeleted`], [`Refusal::ClientIdReused`],
    /// [`Refusal::TooFast`], [`Refusal::Internal`].
    pub(super) fn store_post(&mut self, who: &Principal, draft: Draft) -> Result<Posted, Refusal> {
        let now = self.host.now();
        let reply_to = draft.reply_to;
        self.loaded()?;
        if !draft.files.is_empty() {
            return self.store_post_with_files(who, draft, now);
        }
        let decided = self.decide_post(who, draft, Vec::new());
        if decided != Err(Refusal::NotFound) {
            self.allowances.take(who.user(), Allowed::Post, now)?;
        }
        self.store_decided(who, decided?, reply_to, now)
    }

    /// As [`Self::store_post`], for a draft with files. A repeat is searched for before the insert,
    /// because the files of the first message are no uploads any more.
    fn store_post_with_files(
        &mut self,
        who: &Principal,
        draft: Draft,
        now: Millis,
    ) -> Result<Posted, Refusal> {
        self.loaded()?.conversation.authorize(who, Act::Post)?;
        self.allowances.take(who.user(), Allowed::Post, now)?;
        let draft = draft.checked()?;
        if let Some(earlier) = self.repeated(who, &draft)? {
            return Ok(earlier);
        }
        let files = self.uploads(who, &draft.files)?;
        let reply_to = draft.reply_to;
        let decided = self.decide_post(who, draft, files)?;
        self.store_decided(who, decided, reply_to, now)
    }

    /// Stores a decided message.
    fn store_decided(
        &mut self,
        who: &Principal,
        mut outcome: Outcome,
        reply_to: Option<Seq>,
        now: Millis,
    ) -> Result<Posted, Refusal> {
        if let Some(message) = reply_to {
            let event = outcome.store.first_mut().ok_or(Refusal::Internal)?;
            if let Some(earlier) = self.answer(who, event, message)? {
                return Ok(earlier);
            }
        }
        // The insert itself detects a repeat. A search before it would cost time for every message.
        let is_new = self.store(&outcome)?;
        let event = outcome.store.into_iter().next().ok_or(Refusal::Internal)?;
        if is_new {
            self.note_unindexed();
            if self.sockets.iter().any(|socket| socket.attachment.focused) {
                // A focused socket that is already stale has not read this message. Check again
                // when its lease is surely over.
                self.wake_by(now + LEASE + RETRY_MIN);
            }
            return Ok(Posted {
                event,
                repeated: false,
            });
        }
        // The log refused the message as a repeat, so it must have the first one.
        let again = draft_of(&event)?;
        self.repeated(who, &again)?.ok_or(Refusal::Internal)
    }

    fn decide_post(
        &self,
        who: &Principal,
        draft: Draft,
        files: Vec<File>,
    ) -> Result<Outcome, Refusal> {
        let it = &self.loaded.as_ref().ok_or(Refusal::NotFound)?.conversation;
        let here = || self.people_here();
        it.post(who, draft, files, &here, self.host.now())
    }

    /// Puts the quote of the message that it answers into a reply. If that message is gone, the
    /// reply may still be the repeat of one that was stored in time.
    fn answer(
        &mut self,
        who: &Principal,
        event: &mut Event,
        message: Seq,
    ) -> Result<Option<Posted>, Refusal> {
        let answered = self.stored_message(message)?;
        let answered = answered.ok_or(Refusal::NoSuchMessage)?;
        if let EventKind::Message(reply) = &mut event.kind {
            reply.quote = Some(Box::new(Conversation::quote(&answered)));
        }
        if answered.message.deleted.is_none() {
            return Ok(None);
        }
        let repeated = self.repeated(who, &draft_of(event)?)?;
        repeated.map(Some).ok_or(Refusal::MessageDeleted)
    }

    /// The message that the principal stored under the same `client_id`, if there is one. The draft
    /// is in its checked form.
    fn repeated(&mut self, who: &Principal, again: &Draft) -> Result<Option<Posted>, Refusal> {
        let name = &again.client_id;
        let earlier = self.read(|sql, loaded| match loaded.deliveries.get(who.user()) {
            Some(delivery) => log::earlier(sql, &loaded.authors, delivery.number, name),
            None => Ok(None),
        })?;
        let Some(earlier) = earlier else {
            return Ok(None);
        };
        let event = self.loaded()?.conversation.repeat(again, earlier)?;
        Ok(Some(Posted {
            event,
            repeated: true,
        }))
    }
}

/// The draft that became this message.
fn draft_of(event: &Event) -> Result<Draft, Refusal> {
    match &event.kind {
        EventKind::Message(message) => Ok(message.into()),
        _ => Err(Refusal::Internal),
    }
}
