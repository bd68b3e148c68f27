//! The last message of a conversation, for the inboxes.

use crate::chat::frames::LastMessage;
use crate::chat::{Event, Handle, Message, Millis, Seq, text};

/// The last message. Its preview is made when an inbox needs it, not for each message.
pub(super) struct LastSaid {
    pub seq: Seq,
    pub at: Millis,
    handle: Handle,
    gist: String,
    deleted: bool,
}

impl LastSaid {
    pub fn new(event: &Event, message: &Message) -> Self {
        Self {
            seq: event.seq,
            at: event.at,
            handle: event.handle.clone(),
            gist: message.gist().to_owned(),
            deleted: message.deleted.is_some(),
        }
    }

    /// It has another body.
    pub fn edit(&mut self, body: &str) {
        body.clone_into(&mut self.gist);
    }

    pub fn delete(&mut self) {
        self.gist.clear();
        self.deleted = true;
    }

    pub fn preview(&self) -> LastMessage {
        LastMessage {
            seq: self.seq,
            at: self.at,
            handle: self.handle.clone(),
            preview: text::preview(&self.gist),
            deleted: self.deleted,
        }
    }
}
