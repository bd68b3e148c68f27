//! Giving and taking roles, ownership included.

use super::{Conversation, Effect, EventKind, Millis, Outcome, Person, Refusal, Role, UserId};
use crate::chat::Act;

impl Conversation {
    /// `who` makes `user` a `role`. Giving somebody the role they have changes nothing.
    ///
    /// An owner may step down while another owner stays.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] also when `user` is not in it, [`Refusal::Direct`], [`Refusal::NotAllowed`].
    pub fn set_role_of(
        &self,
        who: &Person,
        user: &UserId,
        role: Role,
        now: Millis,
    ) -> Result<Outcome, Refusal> {
        let mine = self.require_group_member(&who.id)?;
        let theirs = self.require_member(user)?;
        if theirs == role {
            return Ok(Outcome::default());
        }
        let allowed = if *user == who.id {
            self.may_step_down(mine, role)
        } else {
            mine.may(Act::Promote(theirs, role))
        };
        if !allowed {
            return Err(Refusal::NotAllowed(
                "Only owners change roles, and the last owner hands over first.".into(),
            ));
        }
        let user_handle = self
            .people
            .get(user)
            .map(|one| one.handle.clone())
            .ok_or(Refusal::NotFound)?;
        let kind = EventKind::RoleChanged {
            user: user.clone(),
            user_handle,
            role,
        };
        let store = vec![self.event(0, who, kind, now)];
        Ok(Outcome {
            store,
            then: vec![Effect::UpdateInbox(user.clone())],
        })
    }

    fn may_step_down(&self, from: Role, to: Role) -> bool {
        let owners = self
            .people
            .values()
            .filter(|one| one.role == Some(Role::Owner))
            .count();
        to < from && (from < Role::Owner || owners > 1)
    }
}
