//! Taking a finished upload, so that its owner can attach it to a message.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{Act, ConversationId, File, Millis, Principal, Refusal};
use crate::objects::call::{Handle, call};
use crate::store::conversation::files::{self, Upload};

/// `principal` has uploaded this file. The file's object has checked its size and hash.
#[derive(Debug, Serialize, Deserialize)]
pub struct TakeFile {
    pub principal: Principal,
    pub file: File,
    /// How long the file may stay in no message, in ms.
    pub keep: Millis,
}
call!(TakeFile, "take_file", ConversationId, ());

impl<H: Host> Handle<TakeFile> for ConversationActor<H> {
    fn handle(&mut self, call: TakeFile) -> Result<(), Refusal> {
        let TakeFile {
            principal,
            file,
            keep,
        } = call;
        let loaded = self.loaded()?;
        loaded.conversation.authorize(&principal, Act::Post)?;
        let delivery = loaded.deliveries.get(principal.user());
        let owner = delivery.ok_or(Refusal::Internal)?.number;
        let until = self.host.now() + keep;
        let added = files::add(self.host.sql(), &Upload { owner, file }, until);
        self.checked(added)?;
        self.delete_by(until);
        Ok(())
    }
}
