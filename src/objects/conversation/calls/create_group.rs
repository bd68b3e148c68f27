//! Creating a group.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host, Overview};
use crate::chat::conversation::Conversation;
use crate::chat::{ConversationId, Creation, Principal, Refusal};
use crate::objects::call::{Handle, call};
use crate::objects::conversation::profiles::add_profile;

/// Creates the group that this object is named after. `principal` becomes its owner. A repeated
/// call answers with the same group.
#[derive(Debug, Serialize, Deserialize)]
pub struct CreateGroup {
    pub principal: Principal,
    pub creation: Creation,
}
call!(CreateGroup, "create_group", ConversationId, Overview);

impl<H: Host> Handle<CreateGroup> for ConversationActor<H> {
    fn handle(&mut self, call: CreateGroup) -> Result<Overview, Refusal> {
        let CreateGroup {
            principal,
            creation,
        } = call;
        self.begin(|id, epoch, now| {
            let mut begun = Conversation::create_group(id, epoch, &principal, &creation, now)?;
            add_profile(&begun.conversation, &mut begun.outcome, principal.profile());
            Ok(begun)
        })?;
        self.overview(&principal)
    }
}
