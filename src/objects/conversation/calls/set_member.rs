//! Admitting a person to a group, or changing the role of a member.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::frames::Member;
use crate::chat::{ConversationId, Person, Principal, Profile, Refusal, Role};
use crate::objects::call::{Handle, call};
use crate::objects::conversation::profiles::add_profile;

/// `principal` makes `user` a member with this role. Without a role, a new person becomes a member,
/// and a member keeps their role.
#[derive(Debug, Serialize, Deserialize)]
pub struct SetMember {
    pub principal: Principal,
    pub user: Person,
    pub role: Option<Role>,
    /// The profile of `user`, if they have one.
    #[serde(default)]
    pub profile: Option<Profile>,
}
call!(SetMember, "set_member", ConversationId, MemberSet);

/// The member after the change.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MemberSet {
    pub member: Member,
}

impl<H: Host> Handle<SetMember> for ConversationActor<H> {
    fn handle(&mut self, call: SetMember) -> Result<MemberSet, Refusal> {
        let SetMember {
            principal,
            user,
            role,
            profile,
        } = call;
        self.change(&principal, |it, now| {
            let mut outcome = it.set_member(&principal, &user, role, now)?;
            add_profile(it, &mut outcome, profile.as_ref());
            Ok(outcome)
        })?;
        let member = self.loaded()?.conversation.member(&user.id);
        let member = member.ok_or(Refusal::NotFound)?;
        Ok(MemberSet { member })
    }
}
