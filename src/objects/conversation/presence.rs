//! Who is here: comings, goings, typing, and finding out who went without a word.
//!
//! Nothing of this is stored. Beyond [`CHATTER_MAX`] sockets it is not sent either: when all of them come in at once, as after a
//! deploy, the notices are the square of them.

use super::{ConversationActor, Host, Seat};
use crate::chat::frames::{Here, ToClient};
use crate::chat::limits::{LEASE, SWEEP, SWEEP_IDLE};
use crate::chat::{CloseCode, Person, Refusal, UserId};
use crate::objects::host::SocketId;

/// Sockets up to which people are told of each other's comings, goings, typing and reading.
const EPHEMERAL_SOCKETS_MAX: usize = 100;

impl<H: Host> ConversationActor<H> {
    /// The people whose sockets are here. Nobody where there are too many: no notice would keep that right.
    pub(super) fn here(&self) -> Vec<Here> {
        // Whoever asks comes on top.
        if self.seats.len() >= EPHEMERAL_SOCKETS_MAX {
            return Vec::new();
        }
        let of = |seat: &Seat| Here {
            user: seat.attachment.caller.person.id.clone(),
            handle: seat.attachment.caller.person.handle.clone(),
            focused: seat.attachment.focused,
        };
        let mut here: Vec<_> = self.seats.iter().map(of).collect();
        here.sort_unstable_by(|one, other| one.user.cmp(&other.user));
        here.dedup_by(|next, first| {
            let is_same = next.user == first.user;
            first.focused |= is_same && next.focused;
            is_same
        });
        here
    }

    /// Whether one of the person's sockets is here, and whether one of them is looked at.
    pub(super) fn presence_of(&self, user: &UserId) -> (bool, bool) {
        let theirs = || {
            self.seats
                .iter()
                .filter(|seat| seat.attachment.caller.person.id == *user)
        };
        (
            theirs().next().is_some(),
            theirs().any(|seat| seat.attachment.focused),
        )
    }

    /// A socket came in: if it is the person's first, the others learn of it.
    pub(super) fn came(&mut self, socket: SocketId) {
        let Some(person) = self
            .seat(socket)
            .map(|seat| seat.attachment.caller.person.clone())
        else {
            return;
        };
        let sockets = self
            .seats
            .iter()
            .filter(|seat| seat.attachment.caller.person.id == person.id)
            .count();
        if sockets == 1 {
            self.announce(&person, (true, false));
        }
        self.sweep_soon();
        if self.has_company() {
            self.wake_by(self.host.now() + SWEEP);
        }
    }

    /// A seat was given up.
    pub(super) fn went(&mut self, seat: &Seat, clean: bool) {
        let person = seat.attachment.caller.person.clone();
        if seat.attachment.focused {
            self.lost_focus(seat, clean);
        }
        let now = self.presence_of(&person.id);
        if !now.0 || (seat.attachment.focused && !now.1) {
            self.announce(&person, now);
        }
    }

    /// Tells everyone else how it stands with a person.
    pub(super) fn announce(&self, person: &Person, (here, focused): (bool, bool)) {
        let (user, handle) = (person.id.clone(), person.handle.clone());
        self.broadcast_ephemeral(
            &person.id,
            &ToClient::Presence {
                user,
                handle,
                here,
                focused,
            },
        );
    }

    /// Somebody is typing.
    pub(super) fn typing(&mut self, who: &Person) -> Result<(), Refusal> {
        self.loaded()?.conversation.require_member(&who.id)?;
        let (user, handle) = (who.id.clone(), who.handle.clone());
        self.broadcast_ephemeral(&who.id, &ToClient::Typing { user, handle });
        Ok(())
    }

    /// Says to everyone but one person what may be lost.
    pub(super) fn broadcast_ephemeral(&self, but: &UserId, frame: &ToClient) {
        if self.seats.len() > EPHEMERAL_SOCKETS_MAX {
            return;
        }
        let others: Vec<_> = self
            .seats
            .iter()
            // Who lags is told of nothing that may be lost: it would wait with what may not.
            .filter(|seat| seat.attachment.caller.person.id != *but && seat.behind.is_none())
            .map(|seat| seat.attachment.socket)
            .collect();
        if !others.is_empty() {
            self.send_frame(&others, frame);
        }
    }

    /// Looks for ghosts: a phone in a tunnel sends no goodbye. While two or more people are here it comes round again by
    /// itself, every [`SWEEP`] as long as somebody looks, else more and more seldom; someone alone has nobody to be wrong about.
    pub(super) fn sweep(&mut self) {
        let now = self.host.now();
        if now >= self.swept_at + self.sweep_every {
            self.swept_at = now;
            let found = self.close_stale_sockets();
            let focused = self.seats.iter().any(|seat| seat.attachment.focused);
            let quiet = !found && !focused;
            self.sweep_every = if quiet {
                SWEEP_IDLE.min(self.sweep_every * 2)
            } else {
                SWEEP
            };
        }
        if self.has_company() {
            self.wake_by(self.swept_at + self.sweep_every);
        }
    }

    /// Something happened: who is here is of interest again.
    pub(super) fn sweep_soon(&mut self) {
        if self.sweep_every > SWEEP && self.has_company() {
            self.sweep_every = SWEEP;
            self.wake_by(self.host.now() + SWEEP);
        }
    }

    fn has_company(&self) -> bool {
        let first = self
            .seats
            .first()
            .map(|seat| &seat.attachment.caller.person.id);
        self.seats
            .iter()
            .any(|seat| Some(&seat.attachment.caller.person.id) != first)
    }

    /// Closes what has been silent past its lease; whether there was any.
    pub(super) fn close_stale_sockets(&mut self) -> bool {
        let now = self.host.now();
        let silent = |seat: &&Seat| self.last_alive(seat) + LEASE < now;
        let ghosts: Vec<_> = self
            .seats
            .iter()
            .filter(silent)
            .map(|seat| seat.attachment.socket)
            .collect();
        for socket in &ghosts {
            self.host.close(*socket, CloseCode::TooSlow);
            self.leave_seat(*socket, false);
        }
        !ghosts.is_empty()
    }

    /// When a seat's client last showed that it lives.
    pub(super) fn last_alive(&self, seat: &Seat) -> crate::chat::Millis {
        self.host
            .last_pong(seat.attachment.socket)
            .unwrap_or(0)
            .max(seat.spoke_at)
            .max(seat.attachment.opened_at)
    }

    /// Closes all of a person's sockets, or those of ended sessions.
    pub(super) fn close_sockets_of(&mut self, user: &UserId, code: CloseCode) {
        self.close_where(code, |seat| seat.attachment.caller.person.id == *user);
    }

    /// Closes the seats that are meant.
    pub(super) fn close_where(&mut self, code: CloseCode, meant: impl Fn(&Seat) -> bool) {
        let sockets: Vec<_> = self
            .seats
            .iter()
            .filter(|seat| meant(seat))
            .map(|seat| seat.attachment.socket)
            .collect();
        for socket in sockets {
            self.close_socket(socket, code);
        }
    }
}
