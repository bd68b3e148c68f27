//! Posting: decides and stores messages, then sends them.

use super::allowances::Allowed;
use super::calls::Posted;
use super::{ConversationActor, Host};
use crate::chat::client_frames::Named;
use crate::chat::conversation::{Conversation, Earlier, Outcome};
use crate::chat::frames::ToClient;
use crate::chat::limits::{LEASE, RETRY_MIN};
use crate::chat::{ClientId, Draft, Event, EventKind, Principal, Refusal, Seq};
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
    /// [`Refusal::NotFound`], [`Refusal::BadMessage`], [`Refusal::ClientIdReused`],
    /// [`Refusal::TooFast`], [`Refusal::Internal`].
    pub(super) fn store_post(&mut self, who: &Principal, draft: Draft) -> Result<Posted, Refusal> {
        let now = self.host.now();
        let reply_to = draft.reply_to;
        self.loaded()?;
        let decided = self.decide_post(who, draft);
        if decided != Err(Refusal::NotFound) {
            self.allowances.take(who.user(), Allowed::Post, now)?;
        }
        let mut outcome = decided?;
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
        self.repeated(who, &event)?.ok_or(Refusal::Internal)
    }

    fn decide_post(&self, who: &Principal, draft: Draft) -> Result<Outcome, Refusal> {
        let it = &self.loaded.as_ref().ok_or(Refusal::NotFound)?.conversation;
        let here = || self.people_here();
        it.post(who, draft, &here, self.host.now())
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
        let repeated = self.repeated(who, event)?;
        repeated.map(Some).ok_or(Refusal::MessageDeleted)
    }

    /// The message that the principal stored under the same `client_id`, if there is one.
    fn repeated(&mut self, who: &Principal, event: &Event) -> Result<Option<Posted>, Refusal> {
        let EventKind::Message(message) = &event.kind else {
            return Err(Refusal::Internal);
        };
        let Some(earlier) = self.earlier(who, &message.client_id)? else {
            return Ok(None);
        };
        let event = self.loaded()?.conversation.repeat(message, earlier)?;
        Ok(Some(Posted {
            event,
            repeated: true,
        }))
    }

    /// The message that the principal stored under this `client_id`.
    fn earlier(&mut self, who: &Principal, name: &ClientId) -> Result<Option<Earlier>, Refusal> {
        self.read(|sql, loaded| match loaded.deliveries.get(who.user()) {
            Some(delivery) => log::earlier(sql, &loaded.authors, delivery.number, name),
            None => Ok(None),
        })
    }
}
