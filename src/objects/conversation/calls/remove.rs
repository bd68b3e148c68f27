//! Removing a member from a group.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, Principal, Refusal, UserId};
use crate::objects::call::{Handle, call};

/// `principal` removes `user` from the group.
#[derive(Debug, Serialize, Deserialize)]
pub struct Remove {
    pub principal: Principal,
    pub user: UserId,
}
call!(Remove, "remove", ConversationId, ());

impl<H: Host> Handle<Remove> for ConversationActor<H> {
    fn handle(&mut self, Remove { principal, user }: Remove) -> Result<(), Refusal> {
        self.change(&principal, |it, now| it.remove(&principal, &user, now))
    }
}
