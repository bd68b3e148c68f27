//! Whether a person may upload a file to the conversation. It is asked before anything is stored.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{Act, ConversationId, Principal, Refusal};
use crate::objects::call::{Handle, call};

/// May `principal` upload a file here?
#[derive(Debug, Serialize, Deserialize)]
pub struct MayUpload {
    pub principal: Principal,
}
call!(MayUpload, "may_upload", ConversationId, ());

impl<H: Host> Handle<MayUpload> for ConversationActor<H> {
    fn handle(&mut self, MayUpload { principal }: MayUpload) -> Result<(), Refusal> {
        let conversation = &self.loaded()?.conversation;
        conversation.authorize(&principal, Act::Post).map(drop)
    }
}
