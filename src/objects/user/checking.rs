//! Checking once an hour, with D1, whether the sessions of open sockets are still good.
//!
//! **While D1 answers, no socket here stays open for more than an hour after the last check of its
//! session.** The Worker checked it when the socket opened, and the attachment has the time of D1's
//! last answer. A session that is checked counts as used, so an open tab stays signed in. A session
//! that is no longer good ends as if its owner had ended it. That happens when it was ended or
//! unused for too long, or when its account is disabled.

use super::{Host, UserActor};
use crate::chat::limits::{CALL_MAX, SESSION_CHECK};
use crate::chat::{Millis, SessionId};
use crate::objects::actor::OutboundCall;
use crate::objects::retry::Retry;

/// When to ask D1 again.
#[derive(Default)]
pub(super) struct Checking {
    retry: Retry,
    /// A call is under way until this time. After it, the call counts as lost.
    until: Millis,
}

impl<H: Host> UserActor<H> {
    fn check_due(&self) -> Option<Millis> {
        let all = self.sockets.iter().map(|socket| &socket.attachment);
        let of_sessions = all.filter(|it| it.principal.session().is_some());
        let good_at = of_sessions.map(|it| it.checked_at.unwrap_or(it.opened_at));
        good_at.min().map(|at| at + SESSION_CHECK)
    }

    /// Sets the alarm for the next check. Only two moments need it: when the first socket opens,
    /// and when the alarm has gone off. While sockets are open the alarm is therefore set, even
    /// while the object sleeps. So waking writes no row to set it again.
    pub(super) fn wake_for_check(&mut self) {
        let now = self.host.now();
        if let Some(due) = self.check_due().filter(|due| *due > now) {
            self.wake_by(due);
        }
    }

    /// The call to D1, if it is due.
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
        // A stale socket does not count as use of its session.
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
        // This is the next check if all goes well. If this instance is lost, the next event makes
        // the call again. This alarm is the last such event.
        self.wake_by(now + SESSION_CHECK);
        let user = self.user.clone();
        Some(OutboundCall::CheckSessions {
            user,
            sessions,
            at: now,
        })
    }

    /// D1 answered the check of time `at`, or could not be reached.
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
        // A fault is logged there, and D1 is asked again.
        if !over.is_empty() && self.end_sessions(&over).is_ok() {
            self.wake_by(now);
        }
    }
}
