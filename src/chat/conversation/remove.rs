//! Removing: a member puts another one out.

use super::{Conversation, Effect, EventKind, Millis, Outcome, Principal, Refusal, UserId};
use crate::chat::{Act, Subject};

impl Conversation {
    /// `who` removes `user`. Nothing changes if `user` is not in it. A member who removes themself
    /// leaves.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Direct`], [`Refusal::NotAllowed`].
    pub fn remove(&self, who: &Principal, user: &UserId, now: Millis) -> Result<Outcome, Refusal> {
        if user == who.user() {
            return self.leave(who, now);
        }
        let subject = self.people.get(user);
        let Some((role, handle)) = subject.and_then(|one| Some((one.role?, &one.handle))) else {
            // An outsider is refused here too, so that they do not learn who is a member.
            self.authorize(who, Act::Leave)?;
            return Ok(Outcome::default());
        };
        self.authorize(who, Act::Remove(role))?;
        let kind = EventKind::Removed(Subject {
            user: user.clone(),
            user_handle: handle.clone(),
        });
        let then = vec![
            Effect::CloseSockets(user.clone()),
            Effect::UpdateInbox(user.clone()),
            Effect::UpdateDirectory,
        ];
        Ok(self.outcome(who, kind, now, then))
    }
}
