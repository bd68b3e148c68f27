//! Whether the person is online. A socket counts while it is within its lease
//! ([`LEASE`](crate::chat::limits::LEASE)). No timer checks that: stale sockets are found when a
//! call asks for it. The list of people in D1 learns of the first socket and of the last.

use super::calls::Presence;
use super::{Host, UserActor};
use crate::chat::limits::CALL_MAX;
use crate::chat::{CloseCode, Millis, Refusal};
use crate::objects::actor::OutboundCall;
use crate::objects::host::SocketId;
use crate::objects::retry::Retry;
use crate::store::inbox::{self, Mark};

/// The wait after the last socket closed, in ms. A page that reloads does not go offline.
const OFFLINE_GRACE: Millis = 20_000;

impl<H: Host> UserActor<H> {
    /// Whether the person has a socket within its lease. Closes the others.
    pub(super) fn presence(&mut self) -> Result<Presence, Refusal> {
        self.close_stale_sockets()?;
        let now = self.host.now();
        let mark = inbox::mark(self.host.sql());
        let mark = self.checked(mark)?;
        let online = !self.sockets.is_empty();
        Ok(Presence {
            online,
            seen_at: Some(if online { now } else { mark.seen_at }),
        })
    }

    /// Closes the stale sockets.
    pub(super) fn close_stale_sockets(&mut self) -> Result<(), Refusal> {
        for socket in self.sockets.ids(|socket| socket.is_stale(&self.host)) {
            if let Some(it) = self.sockets.get(socket) {
                let last_alive = it.last_alive(&self.host);
                self.note_seen(last_alive)?;
            }
            self.close(socket, CloseCode::TooSlow);
        }
        Ok(())
    }

    fn note_seen(&mut self, at: Millis) -> Result<(), Refusal> {
        let sql = self.host.sql();
        let noted = inbox::mark(sql).and_then(|mark| {
            let seen_at = mark.seen_at.max(at);
            inbox::put_mark(sql, Mark { seen_at, ..mark })
        });
        self.checked(noted)
    }

    /// A socket is gone.
    pub(super) fn drop_socket(&mut self, socket: SocketId) {
        let Some(gone) = self.sockets.remove(socket) else {
            return;
        };
        let seen = gone.last_alive(&self.host);
        if self.sockets.is_empty() && self.migrate().is_ok() {
            // A refusal means a logged fault. "Last seen" is then a little older.
            let _ = self.note_seen(seen);
            self.wake_by(self.host.now() + OFFLINE_GRACE);
        }
    }

    /// The call to the list of people, if it is due.
    pub(super) fn take_mark(&mut self) -> Option<OutboundCall> {
        let now = self.host.now();
        if !self.migrated {
            return None;
        }
        if self.marking_until > now {
            self.wake_by(self.marking_until);
            return None;
        }
        let mark = inbox::mark(self.host.sql());
        let mark = self.checked(mark).ok()?;
        let online = !self.sockets.is_empty();
        if Some(online) == mark.online {
            return None;
        }
        // A clock that has gone back must not keep the person online.
        let due = if online || mark.seen_at > now {
            self.marks.at
        } else {
            self.marks.at.max(mark.seen_at + OFFLINE_GRACE)
        };
        if due > now {
            self.wake_by(due);
            return None;
        }
        // If the call fails, the list may still have taken it. Until its result is known, the mark
        // is owed again.
        if mark.online.is_some() {
            let unsure = Mark {
                online: None,
                ..mark
            };
            let noted = inbox::put_mark(self.host.sql(), unsure);
            self.checked(noted).ok()?;
        }
        self.marking_until = now + CALL_MAX;
        self.wake_by(self.marking_until);
        let at = if online { now } else { mark.seen_at };
        Some(OutboundCall::MarkPresence {
            user: self.user.clone(),
            online,
            at,
        })
    }

    /// The list of people took the mark, or could not be reached.
    pub(super) fn marked(&mut self, online: bool, at: Millis, done: bool) {
        self.marking_until = 0;
        let now = self.host.now();
        if done {
            self.marks = Retry::default();
            let sql = self.host.sql();
            let stored = inbox::mark(sql).and_then(|mark| {
                let (online, seen_at) = (Some(online), mark.seen_at.max(at));
                inbox::put_mark(sql, Mark { online, seen_at })
            });
            // A fault is logged there. The call is then repeated.
            let _ = self.checked(stored);
        } else {
            self.marks.failed(now);
            self.wake_by(self.marks.at);
        }
    }
}
