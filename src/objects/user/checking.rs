//! Whether the sessions of the open sockets are still good, which D1 is asked about once an hour.
//!
//! **A socket here is never older than an hour and a retry without D1 having vouched for its
//! session**: the Worker did when it was opened, and the last answer since is kept on the socket.
//! A session that is asked about counts as used, so a tab that stays open is not signed out. One
//! that is not good (ended, unused for too long, its account disabled) ends as if its owner had.

use super::{Host, UserActor};
use crate::chat::limits::{CALL_MAX, SESSION_CHECK};
use crate::chat::{Millis, SessionId};
use crate::objects::actor::OutboundCall;
use crate::objects::retry::Retry;

/// When D1 is asked again.
#[derive(Default)]
pub(super) struct Checking {
    retry: Retry,
    /// Until when the call under way is not taken for lost.
    until: Millis,
}

impl<H: Host> UserActor<H> {
    fn check_due(&self) -> Option<Millis> {
        let all = self.sockets.iter().map(|socket| &socket.attachment);
        let of_sessions = all.filter(|it| it.principal.session().is_some());
        let good_at = of_sessions.map(|it| it.checked_at.unwrap_or(it.opened_at));
        good_at.min().map(|at| at + SESSION_CHECK)
    }

    /// Sets the alarm for the next check. It is called when the alarm is known not to be set for
    /// it: with the first socket, and when the alarm has gone off. While sockets are open it is
    /// therefore set, also while this object sleeps, and waking costs no row for setting it again.
    pub(super) fn wake_for_check(&mut self) {
        let now = self.host.now();
        if let Some(due) = self.check_due().filter(|due| *due > now) {
            self.wake_by(due);
        }
    }

    /// The question for D1, if it is due.
    pub(super) fn take_check(&mut self) -> Option<OutboundCall> {
        let now = self.host.now();
        if self.check_due()? > now || !self.migrated {
            return None;
        }
        let again = self.checking.retry.at.max(self.checking.until);
        if again > now {
            self.wake_by(again);
            return None;
        }
        // A ghost uses nothing.
        self.close_stale_sockets().ok()?;
        let mut sessions: Vec<SessionId> = Vec::new();
        for session in self
            .sockets
            .iter()
            .filter_map(|it| it.principal().session())
        {
            if !sessions.contains(session) {
                sessions.push(session.clone());
            }
        }
        if sessions.is_empty() {
            return None;
        }
        self.checking.until = now + CALL_MAX;
        // The next check, when all goes well. Should this instance be lost meanwhile, whatever
        // wakes the object asks again, and at the latest this does.
        self.wake_by(now + SESSION_CHECK);
        let user = self.user.clone();
        Some(OutboundCall::CheckSessions {
            user,
            sessions,
            at: now,
        })
    }

    /// D1 answered what it was asked at a time, or could not be reached.
    pub(super) fn checked_sessions(
        &mut self,
        asked: &[SessionId],
        at: Millis,
        good: Option<Vec<SessionId>>,
    ) {
        let now = self.host.now();
        self.checking.until = 0;
        let Some(good) = good else {
            self.checking.retry.failed(now);
            return self.wake_by(self.checking.retry.at);
        };
        self.checking.retry = Retry::default();
        for socket in self.sockets.iter_mut() {
            if socket.is_of_session(&good) {
                socket.attachment.checked_at = Some(at);
                self.host.set_attachment(&socket.attachment);
            }
        }
        let over: Vec<_> = asked
            .iter()
            .filter(|it| !good.contains(it))
            .cloned()
            .collect();
        // A fault is logged there; D1 is then asked again.
        if !over.is_empty() && self.end_sessions(&over).is_ok() {
            self.wake_by(now);
        }
    }
}
