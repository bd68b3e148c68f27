//! Renaming a group.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host, Overview};
use crate::chat::{ConversationId, Principal, Refusal};
use crate::objects::call::{Handle, call};

/// `principal` gives the group a new title or topic. `None` leaves it as it is.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rename {
    pub principal: Principal,
    pub title: Option<String>,
    pub topic: Option<String>,
}
call!(Rename, "rename", ConversationId, Overview);

impl<H: Host> Handle<Rename> for ConversationActor<H> {
    fn handle(&mut self, call: Rename) -> Result<Overview, Refusal> {
        let who = &call.principal;
        let (title, topic) = (call.title.as_deref(), call.topic.as_deref());
        self.change(who, |it, now| it.rename(who, title, topic, now))?;
        self.overview(who)
    }
}
