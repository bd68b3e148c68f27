//! Posting: decides and stores messages, then sends them.

use super::allowances::Allowed;
use super::calls::Posted;
use super::{ConversationActor, Host};
use crate::chat::client_frames::Named;
use crate::chat::conversation::Earlier;
use crate::chat::frames::ToClient;
use crate::chat::limits::{LEASE, RETRY_MIN};
use crate::chat::{ClientId, Draft, EventKind, Principal, Refusal};
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
        let decided = self.loaded()?.conversation.post(who, draft, now);
        if decided != Err(Refusal::NotFound) {
            self.allowances.take(who.user(), Allowed::Post, now)?;
        }
        let outcome = decided?;
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
        let EventKind::Message(message) = event.kind else {
            return Err(Refusal::Internal);
        };
        // The log refused the message as a repeat, so it must have the first one.
        let earlier = self
            .earlier(who, &message.client_id)?
            .ok_or(Refusal::Internal)?;
        let event = self.loaded()?.conversation.repeat(&message, earlier)?;
        Ok(Posted {
            event,
            repeated: true,
        })
    }

    /// The message that the principal stored under this `client_id`.
    fn earlier(&mut self, who: &Principal, name: &ClientId) -> Result<Option<Earlier>, Refusal> {
        self.read(|sql, loaded| match loaded.deliveries.get(who.user()) {
            Some(delivery) => log::earlier(sql, &loaded.authors, delivery.number, name),
            None => Ok(None),
        })
    }
}
