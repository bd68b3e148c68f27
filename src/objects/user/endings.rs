//! Ending sessions: sockets of this object close at once. Sockets in conversations close as soon as
//! each conversation is reached.
//!
//! The end is stored before the call that asked for it is answered. The object repeats the call to
//! each conversation until it has an answer, even after this instance is lost.

use super::{Host, UserActor};
use crate::chat::limits::{CALL_MAX, CALLS_PER_EVENT, ENDED_KEPT, ENDED_PER_CALL, OPENING_MAX};
use crate::chat::{CloseCode, ConversationId, Millis, Refusal, SessionId};
use crate::objects::actor::OutboundCall;
use crate::objects::call::Opening;
use crate::objects::host::SocketId;
use crate::objects::retry::Retry;
use crate::store::ended;

impl<H: Host> UserActor<H> {
    /// Ends these sessions.
    ///
    /// # Errors
    /// [`Refusal::Internal`] when that could not be stored. None of them has ended then.
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

    /// Ends every session of the person. It is one row, however many sessions there are.
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
        // The new call does not wait for the back-off of earlier failures.
        self.endings = Retry::default();
    }

    /// Refuses a socket whose session ended after the Worker had authenticated it.
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

    /// The calls to conversations that do not know all ended sessions. Each names those it does not
    /// know.
    pub(super) fn take_endings(&mut self) -> Vec<OutboundCall> {
        self.due_endings().unwrap_or_default()
    }

    /// None after a fault. It is logged, and the alarm tries again soon.
    fn due_endings(&mut self) -> Option<Vec<OutboundCall>> {
        let now = self.host.now();
        if !self.migrated {
            return None;
        }
        // Conversations with a call under way may come first, so fetch that many more.
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

    /// A conversation learned of every session that ended up to a number, or could not be reached.
    pub(super) fn ended(&mut self, conversation: &ConversationId, up_to: Millis, done: bool) {
        let now = self.host.now();
        self.ending.remove(conversation);
        if !done {
            self.endings.failed(now);
            return self.wake_by(self.endings.at);
        }
        self.endings = Retry::default();
        let told = ended::told(self.host.sql(), conversation, up_to);
        // A fault is logged there. The call is then repeated.
        if self.checked(told).is_err() || !self.ending.is_empty() {
            return;
        }
        // There may be more conversations than one event may call.
        let more = ended::untold(self.host.sql(), 1);
        if self.checked(more).is_ok_and(|more| !more.is_empty()) {
            self.wake_by(now);
        }
    }
}
