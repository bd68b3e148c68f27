//! Admitting: a member lets a person in.

use super::{Conversation, Effect, EventKind, Millis, Outcome, Person, Principal, Refusal, Role};
use crate::chat::{Act, Subject, limits::GROUP_MEMBERS};

impl Conversation {
    /// `who` admits `newcomer` as a member. If `newcomer` is in it already, nothing changes.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Direct`], [`Refusal::NotAllowed`], [`Refusal::Full`].
    pub fn admit(
        &self,
        who: &Principal,
        newcomer: &Person,
        now: Millis,
    ) -> Result<Outcome, Refusal> {
        self.authorize(who, Act::Admit)?;
        if self.role(&newcomer.id).is_some() {
            return Ok(Outcome::default());
        }
        if self.member_count() >= GROUP_MEMBERS {
            return Err(Refusal::Full);
        }
        let kind = EventKind::Admitted(Subject {
            user: newcomer.id.clone(),
            user_handle: newcomer.handle.clone(),
        });
        let then = vec![
            Effect::UpdateInbox(newcomer.id.clone()),
            Effect::UpdateDirectory,
        ];
        Ok(self.outcome(who, kind, now, then))
    }

    /// `who` gives `user` a role, and admits them first if they are not in it. Without a role, it
    /// only admits them. Each part has its own rule, and either both happen or neither.
    ///
    /// # Errors
    /// As [`Self::admit`] and [`Self::set_role_of`].
    pub fn set_member(
        &self,
        who: &Principal,
        user: &Person,
        role: Option<Role>,
        now: Millis,
    ) -> Result<Outcome, Refusal> {
        let mut outcome = Outcome::default();
        if self.role(&user.id).is_none() || role.is_none() {
            outcome = self.admit(who, user, now)?;
        }
        if let Some(role) = role {
            let mut with_them = self.clone();
            for event in &outcome.store {
                with_them.apply(event);
            }
            let change = with_them.set_role_of(who, &user.id, role, now)?;
            outcome.store.extend(change.store);
            outcome.then.extend(change.then);
        }
        Ok(outcome)
    }
}
