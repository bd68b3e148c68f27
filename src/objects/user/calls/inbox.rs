//! From the Worker: the inbox over HTTP.

use serde::{Deserialize, Serialize};

use super::{Host, UserActor};
use crate::chat::frames::InboxEntry;
use crate::chat::{Principal, Refusal, UserId};
use crate::objects::call::{Handle, call};

/// `principal` asks for their inbox.
#[derive(Debug, Serialize, Deserialize)]
pub struct Inbox {
    pub principal: Principal,
}
call!(Inbox, "inbox", UserId, InboxPage);

/// The latest conversations, as many as fit into one frame.
#[derive(Debug, Serialize, Deserialize)]
pub struct InboxPage<E = Vec<InboxEntry>> {
    pub inbox: E,
    /// Some entries may be out of date. Their conversations are being asked.
    #[serde(default)]
    pub catching_up: bool,
}

impl<H: Host> Handle<Inbox> for UserActor<H> {
    fn handle(&mut self, Inbox { principal }: Inbox) -> Result<InboxPage, Refusal> {
        self.is_mine(principal.user())?;
        if self.sockets.is_empty() {
            self.load_missed()?;
        }
        let (inbox, _) = self.inbox()?;
        Ok(InboxPage {
            inbox,
            catching_up: !self.missed.is_empty(),
        })
    }
}
