//! The last message of a conversation, for the inboxes.

use crate::chat::frames::LastMessage;
use crate::chat::{Handle, Millis, Seq, text};

/// The last message. Its preview is made when an inbox needs it, not for each message.
pub(super) struct LastSaid {
    pub seq: Seq,
    pub at: Millis,
    pub handle: Handle,
    pub body: String,
    pub deleted: bool,
}

impl LastSaid {
    pub fn preview(&self) -> LastMessage {
        LastMessage {
            seq: self.seq,
            at: self.at,
            handle: self.handle.clone(),
            preview: text::preview(&self.body),
            deleted: self.deleted,
        }
    }
}
