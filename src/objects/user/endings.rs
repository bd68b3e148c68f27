//! Ending sessions: their sockets here close at once, those in every conversation as soon as each is reached.

use super::{Desk, Host};
use crate::chat::limits::{CALLS_PER_EVENT, ENDED_KEPT, RETRY_MAX, RETRY_MIN};
use crate::chat::{CloseCode, ConversationId, Refusal, SessionId};
use crate::objects::actor::Chore;
use crate::store::inbox;

impl<H: Host> Desk<H> {
    /// These sessions are over.
    pub(super) fn end_sessions(&mut self, sessions: &[SessionId]) -> Result<(), Refusal> {
        let now = self.host.now();
        for session in sessions {
            let noted = inbox::end_session(self.host.sql(), session, now, now.saturating_sub(ENDED_KEPT));
            self.sound(noted)?;
        }
        let over: Vec<_> = self
            .sockets
            .iter()
            .filter(|kept| sessions.contains(&kept.caller.session))
            .map(|kept| kept.socket)
            .collect();
        for socket in over {
            self.shut(socket, CloseCode::SignedOut);
        }
        self.retry_at = 0;
        self.arm(self.host.now() + RETRY_MIN);
        Ok(())
    }

    /// The conversations that are to be told now.
    pub(super) fn take_endings(&mut self) -> Vec<Chore> {
        let now = self.host.now();
        if !self.laid {
            return Vec::new();
        }
        let endings = inbox::endings(self.host.sql(), CALLS_PER_EVENT);
        let Ok(endings) = self.sound(endings) else {
            return Vec::new();
        };
        if endings.is_empty() {
            return Vec::new();
        }
        if self.retry_at > now {
            self.arm(self.retry_at);
            return Vec::new();
        }
        self.arm(now + RETRY_MAX);
        let mut chores = Vec::new();
        for (conversation, session) in endings {
            if self.ending.insert((conversation.clone(), session.clone())) {
                chores.push(Chore::EndSession {
                    conversation,
                    user: self.user.clone(),
                    session,
                });
            }
        }
        chores
    }

    /// A conversation was told, or could not be reached.
    pub(super) fn ended(&mut self, conversation: &ConversationId, session: &SessionId, done: bool) {
        let now = self.host.now();
        self.ending.remove(&(conversation.clone(), session.clone()));
        if done {
            self.failures = 0;
            let stored = inbox::ended(self.host.sql(), conversation, session);
            // A fault is logged there; the conversation is then told again.
            let _ = self.sound(stored);
            // There may be more of them than one event may call.
            if self.ending.is_empty() {
                self.arm(now);
            }
        } else {
            self.failures += 1;
            self.retry_at = now + RETRY_MAX.min(RETRY_MIN << self.failures.min(10));
            self.arm(self.retry_at);
        }
    }
}
