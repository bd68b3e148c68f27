//! Giving and taking roles, ownership included.

use super::{Conversation, Effect, Millis, Outcome, Person, Refusal, Role, UserId, What};
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
        let mine = self.group_standing_of(&who.id)?;
        let theirs = self.standing_of(user)?;
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
        let what = What::RoleChanged {
            user: user.clone(),
            user_handle,
            role,
        };
        let store = vec![self.event(0, who, what, now)];
        Ok(Outcome {
            store,
            then: vec![Effect::Tell(user.clone())],
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
