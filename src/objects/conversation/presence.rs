//! Who is here: people who come, go or type, and sockets that became stale without a goodbye.
//!
//! Nothing of this is stored. With more than [`EPHEMERAL_SOCKETS_MAX`] sockets it is not sent
//! either. When all of them open at once, as after a deploy, the number of notices is the square of
//! theirs.

use super::progress::Progress;
use super::{ConversationActor, Host};
use crate::chat::frames::{Here, ToClient};
use crate::chat::limits::{SWEEP, SWEEP_IDLE};
use crate::chat::{Act, CloseCode, Millis, Person, Principal, Refusal, UserId};
use crate::objects::host::SocketId;
use crate::objects::sockets::Socket;

/// With more sockets than this, nobody is told who is here, types or reads.
const EPHEMERAL_SOCKETS_MAX: usize = 100;

/// When the object looks for stale sockets.
pub(super) struct Sweep {
    last_at: Millis,
    /// The wait before the next sweep, in ms. It grows while nothing happens.
    every: Millis,
    /// When a client last sent something, as far as this instance knows.
    active_at: Millis,
}

impl Default for Sweep {
    fn default() -> Self {
        Self {
            last_at: 0,
            every: SWEEP,
            active_at: 0,
        }
    }
}

/// Whether a person is here, and whether they are reading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Presence {
    /// The person has a socket here.
    pub here: bool,
    /// One of their sockets is focused.
    pub focused: bool,
}

impl<H: Host> ConversationActor<H> {
    /// The people with sockets here. It is empty when there are too many, because no notice would
    /// update it.
    pub(super) fn here(&self) -> Vec<Here> {
        // The socket that asks is not counted yet.
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

    /// Everyone who has a live socket here, for `@here`.
    pub(super) fn people_here(&self) -> Vec<UserId> {
        let live = self.sockets.iter().filter(|it| !it.is_stale(&self.host));
        let mut people: Vec<_> = live.map(|it| it.user().clone()).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    pub(super) fn presence_of(&self, user: &UserId) -> Presence {
        Presence {
            here: !self.sockets.ids_of(user).is_empty(),
            focused: self
                .sockets
                .of(user)
                .any(|socket| socket.attachment.focused),
        }
    }

    /// A socket opened. If it is the person's first, the others learn of it.
    pub(super) fn came(&mut self, socket: SocketId) {
        let Some(person) = self.sockets.get(socket).map(|it| it.person().clone()) else {
            return;
        };
        if self.sockets.ids_of(&person.id).len() == 1 {
            let presence = self.presence_of(&person.id);
            self.announce(&person, presence);
        }
        self.sweep_soon();
    }

    /// A socket is gone. If the person's presence changed, the others learn of it.
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

    /// Tells everyone else about the person's presence.
    pub(super) fn announce(&self, person: &Person, presence: Presence) {
        let frame = ToClient::Presence {
            user: person.id.clone(),
            handle: person.handle.clone(),
            here: presence.here,
            focused: presence.focused,
        };
        self.broadcast_ephemeral(&person.id, &frame);
    }

    /// The principal is typing.
    pub(super) fn typing(&mut self, who: &Principal) -> Result<(), Refusal> {
        self.loaded()?.conversation.authorize(who, Act::Post)?;
        let Person { id: user, handle } = who.person().clone();
        self.broadcast_ephemeral(who.user(), &ToClient::Typing { user, handle });
        Ok(())
    }

    /// Sends a frame that may be lost to everyone but one person.
    pub(super) fn broadcast_ephemeral(&self, but: &UserId, frame: &ToClient) {
        if self.sockets.len() > EPHEMERAL_SOCKETS_MAX {
            return;
        }
        // A lagging socket gets no such frame: it would only delay the events.
        let is_told = |it: &Socket<Progress>| it.user() != but && it.progress.behind.is_none();
        let others = self.sockets.ids(is_told);
        if !others.is_empty() {
            self.send_frame(&others, frame);
        }
    }

    /// Closes stale sockets: a phone in a tunnel sends no goodbye. While two or more people are
    /// here, the sweep repeats by itself. It repeats every [`SWEEP`] while a socket is focused, and
    /// otherwise more and more rarely. A person alone needs no sweep: nobody else sees their
    /// presence.
    ///
    /// Posts and frames sweep too when it is time. They set the alarm, and an instance that has
    /// just woken does not know the earlier alarm that it replaces. So it sweeps at once.
    pub(super) fn sweep(&mut self) {
        let now = self.host.now();
        if now >= self.sweep.last_at + self.sweep.every {
            self.sweep.last_at = now;
            self.close_stale_sockets();
            let focused = self.sockets.iter().any(|socket| socket.attachment.focused);
            self.sweep.every = if focused {
                SWEEP
            } else {
                // The wait doubles each time, also when the object sleeps in between.
                now.saturating_sub(self.quiet_since())
                    .clamp(SWEEP, SWEEP_IDLE)
            };
        }
        if self.has_company() {
            self.wake_by(self.sweep.last_at + self.sweep.every);
        }
    }

    /// Something happened, so the next sweep comes soon again.
    pub(super) fn sweep_soon(&mut self) {
        self.sweep.active_at = self.host.now();
        self.sweep.every = SWEEP;
        self.sweep();
    }

    /// When a client last came, or sent something.
    fn quiet_since(&self) -> Millis {
        let stored = self.loaded.as_ref().map(|it| it.conversation.last_at);
        let opened = self.sockets.iter().map(|it| it.attachment.opened_at).max();
        let active = Some(self.sweep.active_at);
        stored.max(opened).max(active).unwrap_or(0)
    }

    fn has_company(&self) -> bool {
        let first = self.sockets.iter().next().map(Socket::user);
        self.sockets
            .iter()
            .any(|socket| Some(socket.user()) != first)
    }

    pub(super) fn close_stale_sockets(&mut self) {
        let stale = self.sockets.ids(|socket| socket.is_stale(&self.host));
        for socket in stale {
            self.host.close(socket, CloseCode::TooSlow);
            self.drop_socket(socket, false);
        }
    }
}
