//! From the Worker: sessions of the person are over.

use serde::{Deserialize, Serialize};

use super::{Host, UserActor};
use crate::chat::{Refusal, SessionId, UserId};
use crate::objects::call::{Handle, call};

/// These sessions are over. Their sockets close, here and in every conversation.
#[derive(Debug, Serialize, Deserialize)]
pub struct EndSessions {
    pub user: UserId,
    pub sessions: Vec<SessionId>,
}
call!(EndSessions, "end_sessions", UserId, ());

impl<H: Host> Handle<EndSessions> for UserActor<H> {
    fn handle(&mut self, EndSessions { user, sessions }: EndSessions) -> Result<(), Refusal> {
        self.is_mine(&user)?;
        self.end_sessions(&sessions)
    }
}
