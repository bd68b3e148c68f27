//! The last message of a conversation, for the inboxes.

use crate::chat::frames::LastMessage;
use crate::chat::{DisplayName, Event, Handle, Message, Millis, Seq, UserId, text};

/// The last message. Its preview is made when an inbox needs it, not for each message.
pub(super) struct LastSaid {
    pub seq: Seq,
    pub at: Millis,
    pub author: UserId,
    handle: Handle,
    gist: String,
    deleted: bool,
}

impl LastSaid {
    pub fn new(event: &Event, message: &Message) -> Self {
        Self {
            seq: event.seq,
            at: event.at,
            author: event.author.clone(),
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

    /// `name` is the display name of its author.
    pub fn preview(&self, name: Option<DisplayName>) -> LastMessage {
        LastMessage {
            seq: self.seq,
            at: self.at,
            handle: self.handle.clone(),
            name,
            preview: text::preview(&self.gist),
            deleted: self.deleted,
        }
    }
}
