//! Removing: putting somebody out.

use super::{Conversation, Effect, EventKind, Millis, Outcome, Person, Refusal, UserId};
use crate::chat::Act;

impl Conversation {
    /// `who` puts `user` out. Removing somebody who is not in it changes nothing.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Direct`], [`Refusal::NotAllowed`].
    pub fn remove(&self, who: &Person, user: &UserId, now: Millis) -> Result<Outcome, Refusal> {
        let mine = self.require_group_member(&who.id)?;
        if *user == who.id {
            return self.leave(who, now);
        }
        let theirs = self
            .people
            .get(user)
            .and_then(|one| Some((one.role?, one.handle.clone())));
        let Some((role, user_handle)) = theirs else {
            return Ok(Outcome::default());
        };
        if !mine.may(Act::Remove(role)) {
            return Err(Refusal::NotAllowed(
                "You can only remove people whose role is below yours.".into(),
            ));
        }
        let kind = EventKind::Removed {
            user: user.clone(),
            user_handle,
        };
        let store = vec![self.event(0, who, kind, now)];
        Ok(Outcome {
            store,
            then: vec![
                Effect::CloseSockets(user.clone()),
                Effect::UpdateInbox(user.clone()),
                Effect::UpdateDirectory,
            ],
        })
    }
}
