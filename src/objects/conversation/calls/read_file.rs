//! Reading a file: the conversation is asked each time, so a person who has left reads nothing
//! more.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{Act, ConversationId, File, FileId, Principal, Refusal};
use crate::objects::call::{Handle, call};
use crate::objects::conversation::allowances::Allowed;
use crate::store::conversation::files;

/// `principal` wants to read a file, or a part of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReadFile {
    pub principal: Principal,
    pub file: FileId,
}
call!(ReadFile, "read_file", ConversationId, File);

impl<H: Host> Handle<ReadFile> for ConversationActor<H> {
    fn handle(&mut self, ReadFile { principal, file }: ReadFile) -> Result<File, Refusal> {
        let conversation = &self.loaded()?.conversation;
        conversation.authorize(&principal, Act::Read)?;
        let now = self.host.now();
        self.allowances.take(principal.user(), Allowed::File, now)?;
        let found = self.read(|sql, _| files::find(sql, &file))?;
        found.ok_or(Refusal::NotFound)
    }
}
