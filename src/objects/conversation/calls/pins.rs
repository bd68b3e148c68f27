//! The pinned messages, the last pinned first.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{
    ConversationId, EventKind, Handle as PersonHandle, Millis, Principal, Refusal, Seq, UserId,
    text,
};
use crate::objects::call::{Handle, call};
use crate::store::conversation::messages;

/// `principal` asks for the pinned messages.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pins {
    pub principal: Principal,
}
call!(Pins, "pins", ConversationId, PinsPage);

/// All pinned messages, and the head of the log at that moment.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PinsPage {
    pub pins: Vec<PinnedMessage>,
    pub head: Seq,
}

/// The beginning of a pinned message.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PinnedMessage {
    pub message: Seq,
    pub at: Millis,
    pub author: UserId,
    pub handle: PersonHandle,
    /// The first 120 characters of its present body, on one line.
    pub preview: String,
}

impl<H: Host> Handle<Pins> for ConversationActor<H> {
    fn handle(&mut self, Pins { principal }: Pins) -> Result<PinsPage, Refusal> {
        self.authorize_page(&principal)?;
        self.read(|sql, loaded| {
            let wanted = &loaded.conversation.pins;
            let mut events = messages::events_at(sql, &loaded.authors, wanted)?;
            let place = |seq: Seq| wanted.iter().position(|it| *it == seq);
            events.sort_by_key(|event| std::cmp::Reverse(place(event.seq)));
            let pins = events.into_iter().filter_map(|event| match event.kind {
                EventKind::Message(message) => Some(PinnedMessage {
                    message: event.seq,
                    at: event.at,
                    author: event.author,
                    handle: event.handle,
                    preview: text::preview(&message.body),
                }),
                _ => None,
            });
            Ok(PinsPage {
                pins: pins.collect(),
                head: loaded.conversation.head,
            })
        })
    }
}
