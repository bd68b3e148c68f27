//! Posting: saying something, once.

use sha2::{Digest, Sha256};

use super::{Conversation, Event, EventKind, Millis, Outcome, Principal, Refusal};
use crate::chat::{Act, Draft};

/// What a sender has stored under one `client_id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The message as it now is.
    pub event: Event,
    /// The hash of what was first said, once that was edited ([`Conversation::content_hash`]).
    pub original: Option<String>,
}

impl Conversation {
    /// `who` says something. Whether they have used the draft's `client_id` before shows when it
    /// is stored: then [`Self::repeat`] is the answer.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::BadMessage`].
    pub fn post(&self, who: &Principal, draft: Draft, now: Millis) -> Result<Outcome, Refusal> {
        self.authorize(who, Act::Post)?;
        let kind = EventKind::Message(draft.checked()?);
        Ok(self.outcome(who, kind, now, Vec::new()))
    }

    /// The answer to a draft whose `client_id` is in the log already: the message it became.
    ///
    /// # Errors
    /// [`Refusal::ClientIdReused`] when something else was said under that name.
    pub fn repeat(&self, draft: Draft, earlier: Earlier) -> Result<Event, Refusal> {
        let draft = draft.checked()?;
        let is_the_same = match (&earlier.original, &earlier.event.kind) {
            (Some(original), _) => *original == self.content_hash(&draft.body),
            (None, EventKind::Message(said)) => said.body == draft.body,
            _ => false,
        };
        if is_the_same {
            Ok(earlier.event)
        } else {
            Err(Refusal::ClientIdReused)
        }
    }

    /// What is remembered of a message's first words once they are edited: 128 bits of a SHA-256,
    /// keyed by the conversation's epoch so that equal words in two conversations do not show.
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
