//! Ending sessions: their sockets here close at once, those in every conversation as soon as each
//! is reached.
//!
//! The end is in the database before the call that asked for it is answered, and a conversation is
//! told again until it has answered, also by a later life of this object.

use super::{Host, UserActor};
use crate::chat::limits::{CALL_MAX, CALLS_PER_EVENT, ENDED_KEPT, ENDED_PER_CALL, OPENING_MAX};
use crate::chat::{CloseCode, ConversationId, Millis, Refusal, SessionId};
use crate::objects::actor::OutboundCall;
use crate::objects::call::Opening;
use crate::objects::host::SocketId;
use crate::objects::retry::Retry;
use crate::store::ended;

impl<H: Host> UserActor<H> {
    /// These sessions are over.
    ///
    /// # Errors
    /// [`Refusal::Internal`] when that could not be stored; then none of them is over.
    pub(super) fn end_sessions(&mut self, sessions: &[SessionId]) -> Result<(), Refusal> {
        let now = self.host.now();
        let noted = ended::end(
            self.host.sql(),
            sessions,
            now,
            now.saturating_sub(ENDED_KEPT),
        );
        self.checked(noted)?;
        let over = self.sockets.ids(|socket| socket.is_of_session(sessions));
        self.sign_out(&over);
        Ok(())
    }

    /// Every session of the person is over: one row, however many there are.
    ///
    /// # Errors
    /// As [`Self::end_sessions`].
    pub(super) fn end_all_sessions(&mut self) -> Result<(), Refusal> {
        let now = self.host.now();
        let noted = ended::end_all(self.host.sql(), now, now.saturating_sub(ENDED_KEPT));
        self.checked(noted)?;
        let all = self.sockets.ids(|_| true);
        self.sign_out(&all);
        Ok(())
    }

    fn sign_out(&mut self, over: &[SocketId]) {
        for socket in over {
            self.close(*socket, CloseCode::SignedOut);
        }
        // Who must be told now does not wait for what failed earlier.
        self.endings = Retry::default();
    }

    /// Refuses a socket whose session ended after the Worker had looked it up.
    ///
    /// # Errors
    /// [`Refusal::NotSignedIn`].
    pub(super) fn require_session(&mut self, opening: &Opening) -> Result<(), Refusal> {
        let all_since = self.host.now().saturating_sub(OPENING_MAX);
        let session = opening.principal.session();
        let has_ended = ended::has_ended(self.host.sql(), session, all_since);
        if self.checked(has_ended)? {
            Err(Refusal::NotSignedIn)
        } else {
            Ok(())
        }
    }

    /// The conversations that are to be told now, each of all that it does not know.
    pub(super) fn take_endings(&mut self) -> Vec<OutboundCall> {
        self.due_endings().unwrap_or_default()
    }

    /// None after a fault, which is logged and looked at again soon.
    fn due_endings(&mut self) -> Option<Vec<OutboundCall>> {
        let now = self.host.now();
        if !self.migrated {
            return None;
        }
        // The lowest cursors are those of conversations that are being told.
        let untold = ended::untold(self.host.sql(), CALLS_PER_EVENT + self.ending.len());
        let untold = self.checked(untold).ok()?;
        let (_, lowest) = untold.first()?;
        if self.endings.at > now {
            self.wake_by(self.endings.at);
            return None;
        }
        let over = ended::after(self.host.sql(), *lowest, ENDED_PER_CALL);
        let over = self.checked(over).ok()?;
        self.wake_by(now + CALL_MAX);
        let mut calls = Vec::new();
        for (conversation, cursor) in untold {
            let (sessions, all_until) = over.after(cursor);
            let nothing = sessions.is_empty() && all_until.is_none();
            if nothing || self.is_being_told(&conversation) || calls.len() == CALLS_PER_EVENT {
                continue;
            }
            self.ending.insert(conversation.clone(), now + CALL_MAX);
            let (user, up_to) = (self.user.clone(), over.up_to);
            calls.push(OutboundCall::CloseSessions {
                conversation,
                user,
                sessions,
                all_until,
                up_to,
            });
        }
        Some(calls)
    }

    fn is_being_told(&self, conversation: &ConversationId) -> bool {
        let until = self.ending.get(conversation);
        until.is_some_and(|until| *until > self.host.now())
    }

    /// A conversation was told of all that ended up to a number, or could not be reached.
    pub(super) fn ended(&mut self, conversation: &ConversationId, up_to: Millis, done: bool) {
        let now = self.host.now();
        self.ending.remove(conversation);
        if !done {
            self.endings.failed(now);
            return self.wake_by(self.endings.at);
        }
        self.endings = Retry::default();
        let told = ended::told(self.host.sql(), conversation, up_to);
        // A fault is logged there; the conversation is then told again.
        if self.checked(told).is_err() || !self.ending.is_empty() {
            return;
        }
        // There may be more of them than one event may call.
        let more = ended::untold(self.host.sql(), 1);
        if self.checked(more).is_ok_and(|more| !more.is_empty()) {
            self.wake_by(now);
        }
    }
}
