//! Every session of the person is over, because the account is disabled. No code of the Worker
//! calls this yet.

use serde::{Deserialize, Serialize};

use super::{Host, UserActor};
use crate::chat::{Refusal, UserId};
use crate::objects::call::{Handle, call};

/// All sessions that have begun are over. Their sockets close, as in [`super::EndSessions`].
#[derive(Debug, Serialize, Deserialize)]
pub struct EndAllSessions {
    pub user: UserId,
}
call!(EndAllSessions, "end_all_sessions", UserId, ());

impl<H: Host> Handle<EndAllSessions> for UserActor<H> {
    fn handle(&mut self, EndAllSessions { user }: EndAllSessions) -> Result<(), Refusal> {
        self.is_mine(&user)?;
        self.end_all_sessions()
    }
}
