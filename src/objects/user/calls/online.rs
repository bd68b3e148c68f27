//! From the Worker: whether the person is online.

use serde::{Deserialize, Serialize};

use super::{Host, UserActor};
use crate::chat::{Millis, Refusal, UserId};
use crate::objects::call::{Handle, call};

/// Does the person have a socket within its lease?
#[derive(Debug, Serialize, Deserialize)]
pub struct Online {
    pub user: UserId,
}
call!(Online, "online", UserId, Presence);

/// Whether the person is online, and when they were last seen.
#[derive(Debug, Serialize, Deserialize)]
pub struct Presence {
    pub online: bool,
    pub seen_at: Option<Millis>,
}

impl<H: Host> Handle<Online> for UserActor<H> {
    fn handle(&mut self, Online { user }: Online) -> Result<Presence, Refusal> {
        self.is_mine(&user)?;
        self.presence()
    }
}
