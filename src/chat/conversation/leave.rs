//! Leaving: a member goes by themself. If they were the last owner, another member inherits the
//! group.

use std::cmp::Reverse;

use super::{
    Conversation, Effect, EventKind, Handle, Millis, Outcome, Principal, Refusal, Role, UserId,
};
use crate::chat::{Act, RoleChange};

impl Conversation {
    /// `who` leaves. The last owner first makes the [heir](Self::heir) an owner.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for a person who is not in it, [`Refusal::Direct`].
    pub fn leave(&self, who: &Principal, now: Millis) -> Result<Outcome, Refusal> {
        self.authorize(who, Act::Leave)?;
        let user = who.user();
        let mut outcome = Outcome::default();
        if let Some((heir, user_handle)) = self.heir(user) {
            let kind = EventKind::RoleChanged(RoleChange {
                user: heir.clone(),
                user_handle,
                role: Role::Owner,
            });
            outcome.store.push(self.event(0, who, kind, now));
            outcome.then.push(Effect::UpdateInbox(heir));
        }
        let before = outcome.store.len() as u64;
        outcome
            .store
            .push(self.event(before, who, EventKind::Left, now));
        outcome.then.extend([
            Effect::CloseSockets(user.clone()),
            Effect::UpdateInbox(user.clone()),
            Effect::UpdateDirectory,
        ]);
        Ok(outcome)
    }

    /// The person who becomes owner when `leaver` goes. It is the admin who has been in longest, or
    /// without admins the member who has. There is none while another owner stays.
    fn heir(&self, leaver: &UserId) -> Option<(UserId, Handle)> {
        let others = || self.people.iter().filter(|(user, _)| *user != leaver);
        let owners_stay = others().any(|(_, one)| one.role == Some(Role::Owner));
        if owners_stay || self.role(leaver) != Some(Role::Owner) {
            return None;
        }
        others()
            .filter_map(|(user, one)| Some((one.role?, one, user)))
            .max_by_key(|(role, one, _)| (*role, Reverse(one.joined)))
            .map(|(_, one, user)| (user.clone(), one.handle.clone()))
    }
}
