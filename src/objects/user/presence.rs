//! Online or not. A lease answers it: a socket counts while its pings are younger than [`LEASE`]. Nothing ticks for it;
//! ghosts are found when somebody asks. The list of people in D1 is told of the first socket and the last.

use super::{Desk, Host};
use crate::chat::limits::{LEASE, RETRY_MAX, RETRY_MIN};
use crate::chat::{CloseCode, Millis, Refusal};
use crate::objects::actor::Chore;
use crate::objects::calls::FromUser;
use crate::objects::host::{Kept, SocketId};
use crate::store::inbox::{self, Mark};

/// After the last socket closed, in ms: a page that reloads was never away.
const OFFLINE_GRACE: Millis = 20_000;

impl<H: Host> Desk<H> {
    /// Whether one of the sockets is leased. Those that are not are closed.
    pub(super) fn online(&mut self) -> Result<FromUser, Refusal> {
        let now = self.host.now();
        let ghosts: Vec<_> = self
            .sockets
            .iter()
            .filter(|kept| self.last_heard(kept) + LEASE < now)
            .map(|kept| (kept.socket, self.last_heard(kept)))
            .collect();
        for (socket, heard) in ghosts {
            self.note_seen(heard)?;
            self.shut(socket, CloseCode::TooSlow);
        }
        let mark = inbox::mark(self.host.sql());
        let mark = self.sound(mark)?;
        let online = !self.sockets.is_empty();
        Ok(FromUser::Online {
            online,
            seen_at: Some(if online { now } else { mark.seen_at }),
        })
    }

    fn note_seen(&mut self, at: Millis) -> Result<(), Refusal> {
        let sql = self.host.sql();
        let noted = inbox::mark(sql).and_then(|mark| {
            let seen_at = mark.seen_at.max(at);
            inbox::put_mark(sql, Mark { seen_at, ..mark })
        });
        self.sound(noted)
    }

    fn last_heard(&self, kept: &Kept) -> Millis {
        let spoke = self
            .spoke
            .iter()
            .find(|(socket, _)| *socket == kept.socket)
            .map_or(0, |(_, at)| *at);
        self.host
            .heard(kept.socket)
            .unwrap_or(0)
            .max(spoke)
            .max(kept.opened_at)
    }

    /// A socket is gone.
    pub(super) fn leave(&mut self, socket: SocketId) {
        let Some(at) = self.sockets.iter().position(|kept| kept.socket == socket) else {
            return;
        };
        let kept = self.sockets.swap_remove(at);
        self.spoke.retain(|(spoke, _)| *spoke != socket);
        let seen = self.last_heard(&kept);
        if self.sockets.is_empty() && self.lay().is_ok() {
            // A refusal here is a fault that is logged already; the time is then a little older.
            let _ = self.note_seen(seen);
            self.arm(self.host.now() + OFFLINE_GRACE);
        }
    }

    /// What the list of people must be told now.
    pub(super) fn take_mark(&mut self) -> Option<Chore> {
        let now = self.host.now();
        if !self.laid || self.marking {
            return None;
        }
        let mark = inbox::mark(self.host.sql());
        let mark = self.sound(mark).ok()?;
        let online = !self.sockets.is_empty();
        if Some(online) == mark.online {
            return None;
        }
        let due = if online {
            self.retry_at
        } else {
            self.retry_at.max(mark.seen_at + OFFLINE_GRACE)
        };
        if due > now {
            self.arm(due);
            return None;
        }
        // Whatever becomes of the call, the list may have taken it: until that is known, it is owed again.
        let unsure = Mark { online: None, ..mark };
        let noted = inbox::put_mark(self.host.sql(), unsure);
        self.sound(noted).ok()?;
        self.marking = true;
        self.arm(now + RETRY_MAX);
        let at = if online { now } else { mark.seen_at };
        Some(Chore::Mark {
            user: self.user.clone(),
            online,
            at,
        })
    }

    /// The list of people was told, or could not be reached.
    pub(super) fn marked(&mut self, online: bool, at: Millis, done: bool) {
        self.marking = false;
        let now = self.host.now();
        if done {
            let sql = self.host.sql();
            let stored = inbox::mark(sql).and_then(|mark| {
                let (online, seen_at) = (Some(online), mark.seen_at.max(at));
                inbox::put_mark(sql, Mark { online, seen_at })
            });
            // A fault is logged there; the list is then told again.
            let _ = self.sound(stored);
        } else {
            self.failures += 1;
            self.retry_at = now + RETRY_MAX.min(RETRY_MIN << self.failures.min(10));
            self.arm(self.retry_at);
        }
    }
}
