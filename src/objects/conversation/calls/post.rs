//! Posting over HTTP.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, Draft, Event, Principal, Refusal};
use crate::objects::call::{Handle, call};

/// `principal` posts a message.
#[derive(Debug, Serialize, Deserialize)]
pub struct Post {
    pub principal: Principal,
    pub draft: Draft,
}
call!(Post, "post", ConversationId, Posted);

/// The stored message.
#[derive(Debug, Serialize, Deserialize)]
pub struct Posted<E = Event> {
    pub event: E,
    /// The message was stored already.
    pub repeated: bool,
}

impl<H: Host> Handle<Post> for ConversationActor<H> {
    fn handle(&mut self, Post { principal, draft }: Post) -> Result<Posted, Refusal> {
        self.sweep_soon();
        let posted = self.store_post(&principal, draft)?;
        if !posted.repeated {
            self.broadcast(std::slice::from_ref(&posted.event));
        }
        Ok(posted)
    }
}
