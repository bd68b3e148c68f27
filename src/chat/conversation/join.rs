//! Joining: coming into a public group by oneself.

use super::{Conversation, Effect, EventKind, Millis, Outcome, Person, Refusal};
use crate::chat::limits::GROUP_MEMBERS;

impl Conversation {
    /// `who` comes in. Joining twice is joining once.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when it is private or closed, [`Refusal::Full`].
    pub fn join(&self, who: &Person, now: Millis) -> Result<Outcome, Refusal> {
        if self.role(&who.id).is_some() {
            return Ok(Outcome::default());
        }
        self.about_for(&who.id)?;
        if self.member_count() >= GROUP_MEMBERS {
            return Err(Refusal::Full);
        }
        let store = vec![self.event(0, who, EventKind::Joined, now)];
        Ok(Outcome {
            store,
            then: vec![Effect::UpdateInbox(who.id.clone()), Effect::UpdateDirectory],
        })
    }
}
