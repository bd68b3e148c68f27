//! From a conversation: its current summary for the person.

use serde::{Deserialize, Serialize};

use super::{Host, UserActor};
use crate::chat::{ConversationSummary, Refusal, Taken, UserId};
use crate::objects::call::{Handle, call};

/// The current summary. It may arrive late, out of order or twice.
#[derive(Debug, Serialize, Deserialize)]
pub struct UpdateInbox {
    pub user: UserId,
    pub summary: ConversationSummary,
}
// The reply says whether any of the person's devices is connected.
call!(UpdateInbox, "update_inbox", UserId, Taken);

impl<H: Host> Handle<UpdateInbox> for UserActor<H> {
    fn handle(&mut self, call: UpdateInbox) -> Result<Taken, Refusal> {
        let UpdateInbox { user, summary } = call;
        self.is_mine(&user)?;
        self.take_summary(summary)
    }
}
