//! From a person's object: sessions of theirs are over.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::{CloseCode, ConversationId, Millis, Refusal, SessionId, UserId};
use crate::objects::call::{Handle, call};

/// How long an opening may take from the Worker to here, in ms, and then some.
const REMEMBERED: Millis = 120_000;

/// These sessions are over: their sockets close.
#[derive(Debug, Serialize, Deserialize)]
pub struct CloseSessions {
    pub user: UserId,
    pub sessions: Vec<SessionId>,
}
call!(CloseSessions, "close_sessions", ConversationId, ());

impl<H: Host> Handle<CloseSessions> for ConversationActor<H> {
    fn handle(&mut self, CloseSessions { user, sessions }: CloseSessions) -> Result<(), Refusal> {
        let now = self.host.now();
        self.ended.retain(|(_, at)| at + REMEMBERED > now);
        let ended = sessions.iter().map(|session| (session.clone(), now));
        self.ended.extend(ended);
        let theirs = self
            .sockets
            .ids(|socket| *socket.user() == user && socket.is_of_session(&sessions));
        self.close_all(&theirs, CloseCode::SignedOut);
        Ok(())
    }
}
