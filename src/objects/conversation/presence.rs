//! Who is here: comings, goings, typing, and finding out who went without a word.
//!
//! Nothing of this is stored. Beyond [`EPHEMERAL_SOCKETS_MAX`] sockets it is not sent either: when
//! all of them come in at once, as after a deploy, the notices are the square of them.

use super::progress::Progress;
use super::{ConversationActor, Host};
use crate::chat::frames::{Here, ToClient};
use crate::chat::limits::{SWEEP, SWEEP_IDLE};
use crate::chat::{Act, CloseCode, Millis, Person, Principal, Refusal, UserId};
use crate::objects::host::SocketId;
use crate::objects::sockets::Socket;

/// Sockets up to which people are told of each other's comings, goings, typing and reading.
const EPHEMERAL_SOCKETS_MAX: usize = 100;

/// When stale sockets are looked for.
pub(super) struct Sweep {
    last_at: Millis,
    /// The wait before the next, in ms: longer and longer while nothing happens.
    every: Millis,
}

impl Default for Sweep {
    fn default() -> Self {
        Self {
            last_at: 0,
            every: SWEEP,
        }
    }
}

/// How a person is present.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Presence {
    /// One of their sockets is here.
    pub here: bool,
    /// One of them is focused.
    pub focused: bool,
}

impl<H: Host> ConversationActor<H> {
    /// The people whose sockets are here. Nobody where there are too many: no notice would keep
    /// that right.
    pub(super) fn here(&self) -> Vec<Here> {
        // Whoever asks comes on top.
        if self.sockets.len() >= EPHEMERAL_SOCKETS_MAX {
            return Vec::new();
        }
        let of = |socket: &Socket<Progress>| Here {
            user: socket.user().clone(),
            handle: socket.person().handle.clone(),
            focused: socket.attachment.focused,
        };
        let mut here: Vec<_> = self.sockets.iter().map(of).collect();
        here.sort_unstable_by(|one, other| one.user.cmp(&other.user));
        here.dedup_by(|next, first| {
            let is_same = next.user == first.user;
            first.focused |= is_same && next.focused;
            is_same
        });
        here
    }

    pub(super) fn presence_of(&self, user: &UserId) -> Presence {
        Presence {
            here: self.sockets.of(user).next().is_some(),
            focused: self
                .sockets
                .of(user)
                .any(|socket| socket.attachment.focused),
        }
    }

    /// A socket came in: if it is the person's first, the others learn of it.
    pub(super) fn came(&mut self, socket: SocketId) {
        let Some(person) = self.sockets.get(socket).map(|it| it.person().clone()) else {
            return;
        };
        if self.sockets.of(&person.id).count() == 1 {
            let presence = self.presence_of(&person.id);
            self.announce(&person, presence);
        }
        self.sweep_soon();
        if self.has_company() {
            self.wake_by(self.host.now() + SWEEP);
        }
    }

    /// A socket went.
    pub(super) fn went(&mut self, socket: &Socket<Progress>, clean: bool) {
        let was_focused = socket.attachment.focused;
        if was_focused {
            self.lost_focus(socket, clean);
        }
        let now = self.presence_of(socket.user());
        if !now.here || (was_focused && !now.focused) {
            self.announce(socket.person(), now);
        }
    }

    /// Tells everyone else how a person is present.
    pub(super) fn announce(&self, person: &Person, presence: Presence) {
        let frame = ToClient::Presence {
            user: person.id.clone(),
            handle: person.handle.clone(),
            here: presence.here,
            focused: presence.focused,
        };
        self.broadcast_ephemeral(&person.id, &frame);
    }

    /// Somebody is typing.
    pub(super) fn typing(&mut self, who: &Principal) -> Result<(), Refusal> {
        self.loaded()?.conversation.authorize(who, Act::Post)?;
        let Person { id: user, handle } = who.person().clone();
        self.broadcast_ephemeral(who.user(), &ToClient::Typing { user, handle });
        Ok(())
    }

    /// Says to everyone but one person what may be lost.
    pub(super) fn broadcast_ephemeral(&self, but: &UserId, frame: &ToClient) {
        if self.sockets.len() > EPHEMERAL_SOCKETS_MAX {
            return;
        }
        // Who lags is told of nothing that may be lost: it would wait with what may not.
        let is_told = |it: &Socket<Progress>| it.user() != but && it.progress.behind.is_none();
        let others = self.sockets.ids(is_told);
        if !others.is_empty() {
            self.send_frame(&others, frame);
        }
    }

    /// Looks for stale sockets: a phone in a tunnel sends no goodbye. While two or more people are
    /// here it comes round again by itself: every [`SWEEP`] as long as somebody is focused, else
    /// more and more seldom. Someone alone has nobody to be wrong about.
    pub(super) fn sweep(&mut self) {
        let now = self.host.now();
        if now >= self.sweep.last_at + self.sweep.every {
            self.sweep.last_at = now;
            let found = self.close_stale_sockets();
            let focused = self.sockets.iter().any(|socket| socket.attachment.focused);
            self.sweep.every = if found || focused {
                SWEEP
            } else {
                SWEEP_IDLE.min(self.sweep.every * 2)
            };
        }
        if self.has_company() {
            self.wake_by(self.sweep.last_at + self.sweep.every);
        }
    }

    /// Something happened: who is here is of interest again.
    pub(super) fn sweep_soon(&mut self) {
        if self.sweep.every > SWEEP && self.has_company() {
            self.sweep.every = SWEEP;
            self.wake_by(self.host.now() + SWEEP);
        }
    }

    fn has_company(&self) -> bool {
        let first = self.sockets.iter().next().map(Socket::user);
        self.sockets
            .iter()
            .any(|socket| Some(socket.user()) != first)
    }

    /// Closes what has been silent past its lease; whether there was any.
    pub(super) fn close_stale_sockets(&mut self) -> bool {
        let stale = self.sockets.ids(|socket| socket.is_stale(&self.host));
        for socket in &stale {
            self.host.close(*socket, CloseCode::TooSlow);
            self.drop_socket(*socket, false);
        }
        !stale.is_empty()
    }
}
