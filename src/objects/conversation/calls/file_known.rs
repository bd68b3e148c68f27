//! From a file's object: does the conversation have this file? If not, the upload was given up.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, FileId, Refusal};
use crate::objects::call::{Handle, call};
use crate::store::conversation::files;

/// Is the file in a message, or waiting to be attached or deleted?
#[derive(Debug, Serialize, Deserialize)]
pub struct FileKnown {
    pub file: FileId,
}
call!(FileKnown, "file_known", ConversationId, bool);

impl<H: Host> Handle<FileKnown> for ConversationActor<H> {
    fn handle(&mut self, FileKnown { file }: FileKnown) -> Result<bool, Refusal> {
        match self.loaded() {
            Err(Refusal::NotFound) => Ok(false),
            Err(refusal) => Err(refusal),
            Ok(_) => self.read(|sql, _| files::knows(sql, &file)),
        }
    }
}
