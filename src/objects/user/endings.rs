//! Ending sessions: their sockets here close at once, those in every conversation as soon as each is reached.

use super::{Host, UserActor};
use crate::chat::limits::{CALL_MAX, CALLS_PER_EVENT, ENDED_KEPT, RETRY_MIN};
use crate::chat::{CloseCode, ConversationId, Refusal, SessionId};
use crate::objects::actor::OutboundCall;
use crate::objects::retry::Retry;
use crate::store::inbox;

/// Pairs of a conversation and a session looked at in one event: some ten ended sessions for every call it may make.
const PAIRS: usize = CALLS_PER_EVENT * 10;

impl<H: Host> UserActor<H> {
    /// These sessions are over.
    pub(super) fn end_sessions(&mut self, sessions: &[SessionId]) -> Result<(), Refusal> {
        let now = self.host.now();
        for session in sessions {
            let noted = inbox::end_session(
                self.host.sql(),
                session,
                now,
                now.saturating_sub(ENDED_KEPT),
            );
            self.checked(noted)?;
        }
        let over = self.sockets.ids(|socket| socket.is_of_session(sessions));
        for socket in over {
            self.close(socket, CloseCode::SignedOut);
        }
        self.endings = Retry::default();
        self.wake_by(now + RETRY_MIN);
        Ok(())
    }

    /// The conversations that are to be told now, each of all its ended sessions at once.
    pub(super) fn take_endings(&mut self) -> Vec<OutboundCall> {
        let now = self.host.now();
        if !self.migrated {
            return Vec::new();
        }
        let pairs = inbox::endings(self.host.sql(), PAIRS);
        let Ok(pairs) = self.checked(pairs) else {
            return Vec::new();
        };
        if pairs.is_empty() {
            return Vec::new();
        }
        if self.endings.at > now {
            self.wake_by(self.endings.at);
            return Vec::new();
        }
        self.wake_by(now + CALL_MAX);
        let mut sessions: Vec<(ConversationId, Vec<SessionId>)> = Vec::new();
        for (conversation, session) in pairs {
            let under_way = self
                .ending
                .get(&conversation)
                .is_some_and(|until| *until > now);
            if let Some((_, theirs)) = sessions.iter_mut().find(|(id, _)| *id == conversation) {
                theirs.push(session);
            } else if !under_way && sessions.len() < CALLS_PER_EVENT {
                sessions.push((conversation, vec![session]));
            }
        }
        sessions
            .into_iter()
            .map(|(conversation, sessions)| {
                self.ending.insert(conversation.clone(), now + CALL_MAX);
                let user = self.user.clone();
                OutboundCall::CloseSessions {
                    conversation,
                    user,
                    sessions,
                }
            })
            .collect()
    }

    /// A conversation was told, or could not be reached.
    pub(super) fn ended(
        &mut self,
        conversation: &ConversationId,
        sessions: &[SessionId],
        done: bool,
    ) {
        let now = self.host.now();
        self.ending.remove(conversation);
        if !done {
            self.endings.failed(now);
            return self.wake_by(self.endings.at);
        }
        self.endings = Retry::default();
        for session in sessions {
            let stored = inbox::ended(self.host.sql(), conversation, session);
            // A fault is logged there; the conversation is then told again.
            let _ = self.checked(stored);
        }
        // There may be more of them than one event may call.
        if self.ending.is_empty() {
            self.wake_by(now);
        }
    }
}
