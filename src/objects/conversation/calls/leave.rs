//! Leaving a group.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, Principal, Refusal};
use crate::objects::call::{Handle, call};

/// `principal` leaves the group.
#[derive(Debug, Serialize, Deserialize)]
pub struct Leave {
    pub principal: Principal,
}
call!(Leave, "leave", ConversationId, ());

impl<H: Host> Handle<Leave> for ConversationActor<H> {
    fn handle(&mut self, Leave { principal }: Leave) -> Result<(), Refusal> {
        self.change(&principal, |it, now| it.leave(&principal, now))
    }
}
