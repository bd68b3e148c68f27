//! Joining: a person enters a public group by themself.

use super::{Conversation, Effect, EventKind, Millis, Outcome, Principal, Refusal};
use crate::chat::limits::GROUP_MEMBERS;

impl Conversation {
    /// `who` joins. A second join changes nothing.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when the group is private or closed, [`Refusal::Full`].
    pub fn join(&self, who: &Principal, now: Millis) -> Result<Outcome, Refusal> {
        if self.role(who.user()).is_some() {
            return Ok(Outcome::default());
        }
        self.about_for(who.user())?;
        if self.member_count() >= GROUP_MEMBERS {
            return Err(Refusal::Full);
        }
        let then = vec![
            Effect::UpdateInbox(who.user().clone()),
            Effect::UpdateDirectory,
        ];
        Ok(self.outcome(who, EventKind::Joined, now, then))
    }
}
