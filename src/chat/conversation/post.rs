//! Posting: a message is stored once.

use sha2::{Digest, Sha256};

use super::{Conversation, Event, EventKind, Millis, Outcome, Principal, Refusal, Stored};
use crate::chat::mention::Here;
use crate::chat::{Act, Draft, File, Quote, text};

/// The message that a sender has stored under a `client_id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The message in its present state.
    pub event: Event,
    /// The hash of the first body, if the message was edited ([`Conversation::content_hash`]).
    pub original: Option<String>,
}

impl Conversation {
    /// `who` posts a message. `files` are the uploads that it names. The quote of the message that
    /// it answers comes later. Only storing it shows whether they have used its `client_id` before.
    /// In that case [`Self::repeat`] gives the answer.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::BadMessage`], [`Refusal::BadFile`].
    pub fn post(
        &self,
        who: &Principal,
        draft: Draft,
        files: Vec<File>,
        here: Here<'_>,
        now: Millis,
    ) -> Result<Outcome, Refusal> {
        let role = self.authorize(who, Act::Post)?;
        let mut message = draft.checked()?.into_message(files)?;
        message.mentions = self.mentions_in(&message.body, role, here).map(Box::new);
        Ok(self.outcome(who, EventKind::Message(message), now, Vec::new()))
    }

    /// What a reply shows of the message that it answers. Of one that was deleted, that is nothing.
    #[must_use]
    pub fn quote<P>(stored: &Stored<P>) -> Quote {
        Quote {
            message: stored.seq,
            thread_root: stored.thread_root,
            author: stored.author.id.clone(),
            handle: stored.author.handle.clone(),
            preview: text::preview(stored.message.gist()),
            deleted: stored.message.deleted.is_some(),
        }
    }

    /// The answer to a draft whose `client_id` is in the log already: the message that is there. If
    /// that was deleted, it is the answer whatever it said. The draft is in its checked form.
    ///
    /// # Errors
    /// [`Refusal::ClientIdReused`] when that message had another body or other files, or answered
    /// another one.
    pub fn repeat(&self, again: &Draft, earlier: Earlier) -> Result<Event, Refusal> {
        let is_the_same = match (&earlier.original, &earlier.event.kind) {
            // Nothing is left to compare with.
            (_, EventKind::Message(said)) if said.deleted.is_some() => true,
            (original, EventKind::Message(said)) => {
                let said = Draft::from(said);
                let is_body = match original {
                    Some(original) => *original == self.content_hash(&again.body),
                    None => said.body == again.body,
                };
                is_body && said.reply_to == again.reply_to && said.files == again.files
            }
            _ => false,
        };
        if is_the_same {
            Ok(earlier.event)
        } else {
            Err(Refusal::ClientIdReused)
        }
    }

    /// The hash that is kept of an edited message's first body: 128 bits of a SHA-256. It covers
    /// the conversation's epoch, so equal bodies in two conversations have different hashes.
    #[must_use]
    pub fn content_hash(&self, body: &str) -> String {
        let digest = Sha256::new()
            .chain_update(self.epoch.as_bytes())
            .chain_update([0])
            .chain_update(body.as_bytes())
            .finalize();
        crate::chat::hex(digest.iter().take(16))
    }
}
