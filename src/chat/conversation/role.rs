//! Changing the roles of members, including ownership.

use super::{Conversation, Effect, EventKind, Millis, Outcome, Principal, Refusal, Role, UserId};
use crate::chat::refusal::Denied;
use crate::chat::{Act, RoleChange};

impl Conversation {
    /// `who` gives `user` a role. Nothing changes if they have it already.
    ///
    /// A member may give themself a lower role. An owner may do so only while another owner stays.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] also when `user` is not in it, [`Refusal::Direct`],
    /// [`Refusal::NotAllowed`].
    pub fn set_role_of(
        &self,
        who: &Principal,
        user: &UserId,
        role: Role,
        now: Millis,
    ) -> Result<Outcome, Refusal> {
        let mine = self.authorize(who, Act::Leave)?;
        let subject = self.people.get(user).ok_or(Refusal::NotFound)?;
        let theirs = subject.role.ok_or(Refusal::NotFound)?;
        if theirs == role {
            return Ok(Outcome::default());
        }
        if user != who.user() {
            self.authorize(who, Act::Promote(theirs, role))?;
        } else if !self.may_step_down(mine, role) {
            return Err(Refusal::NotAllowed(Denied::ChangeRole));
        }
        let kind = EventKind::RoleChanged(RoleChange {
            user: user.clone(),
            user_handle: subject.handle.clone(),
            role,
        });
        Ok(self.outcome(who, kind, now, vec![Effect::UpdateInbox(user.clone())]))
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
