//! Giving up a finished upload.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, FileId, Principal, Refusal};
use crate::objects::call::{Handle, call};
use crate::store::conversation::files;

/// `principal` does not want this upload any more. The reply is false if the conversation has no
/// such upload of theirs: it is not finished, or in a message.
#[derive(Debug, Serialize, Deserialize)]
pub struct DiscardFile {
    pub principal: Principal,
    pub file: FileId,
}
call!(DiscardFile, "discard_file", ConversationId, bool);

impl<H: Host> Handle<DiscardFile> for ConversationActor<H> {
    fn handle(&mut self, DiscardFile { principal, file }: DiscardFile) -> Result<bool, Refusal> {
        let loaded = self.loaded()?;
        let Some(delivery) = loaded.deliveries.get(principal.user()) else {
            return Err(Refusal::NotFound);
        };
        let owner = delivery.number;
        let discarded = files::discard(self.host.sql(), owner, &file);
        let is_discarded = self.checked(discarded)?;
        if is_discarded {
            self.delete_by(self.host.now());
        }
        Ok(is_discarded)
    }
}
