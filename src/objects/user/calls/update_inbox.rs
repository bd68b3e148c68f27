//! From a conversation: how it now stands with the person.

use serde::{Deserialize, Serialize};

use super::{Host, UserActor};
use crate::chat::{ConversationSummary, Refusal, Taken, UserId};
use crate::objects::call::{Handle, call};

/// The conversation as it now is. It is told early, late and again.
#[derive(Debug, Serialize, Deserialize)]
pub struct UpdateInbox {
    pub user: UserId,
    pub summary: ConversationSummary,
}
// The reply says whether anybody is home to see it.
call!(UpdateInbox, "update_inbox", UserId, Taken);

impl<H: Host> Handle<UpdateInbox> for UserActor<H> {
    fn handle(&mut self, call: UpdateInbox) -> Result<Taken, Refusal> {
        let UpdateInbox { user, summary } = call;
        self.is_mine(&user)?;
        self.take_summary(summary)
    }
}
