//! From a user object: sessions of the person are over.

use serde::{Deserialize, Serialize};

use super::{ConversationActor, Host};
use crate::chat::limits::OPENING_MAX;
use crate::chat::{CloseCode, ConversationId, Millis, Principal, Refusal, SessionId, UserId};
use crate::objects::call::{Handle, call};

/// These sessions are over, or all that had begun by a time. Their sockets close.
#[derive(Debug, Serialize, Deserialize)]
pub struct CloseSessions {
    pub user: UserId,
    pub sessions: Vec<SessionId>,
    #[serde(default)]
    pub all_until: Option<Millis>,
}
call!(CloseSessions, "close_sessions", ConversationId, ());

impl CloseSessions {
    /// Whether this ends the principal's session, which was good at `good_at`.
    pub(in super::super) fn ends(&self, who: &Principal, good_at: Millis) -> bool {
        let all = self.all_until.is_some_and(|until| good_at <= until);
        let is_named = || who.session().is_some_and(|it| self.sessions.contains(it));
        *who.user() == self.user && (all || is_named())
    }
}

impl<H: Host> Handle<CloseSessions> for ConversationActor<H> {
    fn handle(&mut self, call: CloseSessions) -> Result<(), Refusal> {
        let now = self.host.now();
        let over = self
            .sockets
            .ids(|socket| call.ends(socket.principal(), socket.attachment.opened_at));
        self.close_all(&over, CloseCode::SignedOut);
        self.ended.retain(|(_, at)| at + OPENING_MAX > now);
        self.ended.push((call, now));
        Ok(())
    }
}
