//! Moving the read cursor over HTTP.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{ConversationId, Principal, Refusal, Seq};
use crate::objects::call::{Handle, call};

/// `principal` has read up to this entry.
#[derive(Debug, Serialize, Deserialize)]
pub struct Seen {
    pub principal: Principal,
    pub seq: Seq,
}
call!(Seen, "seen", ConversationId, ());

impl<H: Host> Handle<Seen> for ConversationActor<H> {
    fn handle(&mut self, Seen { principal, seq }: Seen) -> Result<(), Refusal> {
        self.seen(&principal, seq)
    }
}
