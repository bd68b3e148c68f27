//! Opening a direct conversation.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host, Overview};
use crate::chat::conversation::Conversation;
use crate::chat::{ConversationId, Person, Principal, Refusal};
use crate::objects::call::{Handle, call};

/// Opens the direct conversation that this object is named after. `other` is the other person.
#[derive(Debug, Serialize, Deserialize)]
pub struct OpenDirect {
    pub principal: Principal,
    pub other: Person,
}
call!(OpenDirect, "open_direct", ConversationId, Overview);

impl<H: Host> Handle<OpenDirect> for ConversationActor<H> {
    fn handle(&mut self, OpenDirect { principal, other }: OpenDirect) -> Result<Overview, Refusal> {
        self.begin(|id, epoch, _| Conversation::open_direct(id, epoch, &principal, &other))?;
        self.make_known(principal.user())?;
        self.overview(&principal)
    }
}
