//! Posting: saying something, once.

use super::{Conversation, Event, EventKind, Millis, Person, Refusal};
use crate::chat::{ClientId, text};

/// What a post comes to.
#[derive(Debug, PartialEq, Eq)]
pub enum Posting {
    /// To be stored, then heard by everyone.
    New(Event),
    /// Stored long ago: the answer to a repeat.
    Repeated(Event),
}

/// `who` says `body` under their own name for it. `earlier` is what they stored under that name before.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::BadMessage`]; [`Refusal::ClientIdReused`] when `earlier` says something else.
pub fn post(
    conversation: &Conversation,
    who: &Person,
    (client_id, body): (&ClientId, &str),
    earlier: Option<Event>,
    now: Millis,
) -> Result<Posting, Refusal> {
    conversation.require_member(&who.id)?;
    let body = text::message(body)?;
    match earlier {
        None => {
            let kind = EventKind::Message {
                client_id: client_id.clone(),
                body,
            };
            Ok(Posting::New(conversation.event(0, who, kind, now)))
        }
        Some(event) if matches!(&event.kind, EventKind::Message { body: said, .. } if *said == body) => {
            Ok(Posting::Repeated(event))
        }
        Some(_) => Err(Refusal::ClientIdReused),
    }
}
