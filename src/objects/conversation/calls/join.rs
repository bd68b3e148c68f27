//! Joining a public group.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host, Overview};
use crate::chat::{ConversationId, Principal, Refusal};
use crate::objects::call::{Handle, call};

/// `principal` joins the group. A repeated call changes nothing.
#[derive(Debug, Serialize, Deserialize)]
pub struct Join {
    pub principal: Principal,
}
call!(Join, "join", ConversationId, Overview);

impl<H: Host> Handle<Join> for ConversationActor<H> {
    fn handle(&mut self, Join { principal }: Join) -> Result<Overview, Refusal> {
        self.change(&principal, |it, now| it.join(&principal, now))?;
        self.overview(&principal)
    }
}
