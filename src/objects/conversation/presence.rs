//! Who is here: comings, goings, typing, and finding out who went without a word.
//!
//! Nothing of this is stored. Beyond [`CHATTER_MAX`] sockets it is not sent either: when all of them come in at once, as after a
//! deploy, the notices are the square of them.

use super::{Host, Room, Seat};
use crate::chat::frames::{Here, ToClient};
use crate::chat::limits::{LEASE, SWEEP, SWEEP_IDLE};
use crate::chat::{CloseCode, Person, Refusal, UserId};
use crate::objects::host::SocketId;

/// Sockets up to which people are told of each other's comings, goings, typing and reading.
const CHATTER_MAX: usize = 100;

impl<H: Host> Room<H> {
    /// The people whose sockets are here. Nobody where there are too many: no notice would keep that right.
    pub(super) fn here(&self) -> Vec<Here> {
        // Whoever asks comes on top.
        if self.seats.len() >= CHATTER_MAX {
            return Vec::new();
        }
        let of = |seat: &Seat| Here {
            user: seat.kept.caller.person.id.clone(),
            handle: seat.kept.caller.person.handle.clone(),
            looking: seat.kept.looking,
        };
        let mut here: Vec<_> = self.seats.iter().map(of).collect();
        here.sort_unstable_by(|one, other| one.user.cmp(&other.user));
        here.dedup_by(|next, first| {
            let is_same = next.user == first.user;
            first.looking |= is_same && next.looking;
            is_same
        });
        here
    }

    /// Whether one of the person's sockets is here, and whether one of them is looked at.
    pub(super) fn presence_of(&self, user: &UserId) -> (bool, bool) {
        let theirs = || {
            self.seats
                .iter()
                .filter(|seat| seat.kept.caller.person.id == *user)
        };
        (theirs().next().is_some(), theirs().any(|seat| seat.kept.looking))
    }

    /// A socket came in: if it is the person's first, the others learn of it.
    pub(super) fn came(&mut self, socket: SocketId) {
        let Some(person) = self.seat(socket).map(|seat| seat.kept.caller.person.clone()) else {
            return;
        };
        let sockets = self
            .seats
            .iter()
            .filter(|seat| seat.kept.caller.person.id == person.id)
            .count();
        if sockets == 1 {
            self.announce(&person, (true, false));
        }
        self.stir();
        if self.has_company() {
            self.arm(self.host.now() + SWEEP);
        }
    }

    /// A seat was given up.
    pub(super) fn went(&mut self, seat: &Seat, clean: bool) {
        let person = seat.kept.caller.person.clone();
        if seat.kept.looking {
            self.looked_away(seat, clean);
        }
        let now = self.presence_of(&person.id);
        if !now.0 || (seat.kept.looking && !now.1) {
            self.announce(&person, now);
        }
    }

    /// Tells everyone else how it stands with a person.
    pub(super) fn announce(&self, person: &Person, (here, looking): (bool, bool)) {
        let (user, handle) = (person.id.clone(), person.handle.clone());
        self.chatter(
            &person.id,
            &ToClient::Presence {
                user,
                handle,
                here,
                looking,
            },
        );
    }

    /// Somebody is typing.
    pub(super) fn typing(&mut self, who: &Person) -> Result<(), Refusal> {
        self.chat()?.conversation.standing_of(&who.id)?;
        let (user, handle) = (who.id.clone(), who.handle.clone());
        self.chatter(&who.id, &ToClient::Typing { user, handle });
        Ok(())
    }

    /// Says to everyone but one person what may be lost.
    pub(super) fn chatter(&self, but: &UserId, frame: &ToClient) {
        if self.seats.len() > CHATTER_MAX {
            return;
        }
        let others: Vec<_> = self
            .seats
            .iter()
            // Who lags is told of nothing that may be lost: it would wait with what may not.
            .filter(|seat| seat.kept.caller.person.id != *but && seat.behind.is_none())
            .map(|seat| seat.kept.socket)
            .collect();
        if !others.is_empty() {
            self.say(&others, frame);
        }
    }

    /// Looks for ghosts: a phone in a tunnel sends no goodbye. While two or more people are here it comes round again by
    /// itself, every [`SWEEP`] as long as somebody looks, else more and more seldom; someone alone has nobody to be wrong about.
    pub(super) fn sweep(&mut self) {
        let now = self.host.now();
        if now >= self.swept_at + self.sweep_every {
            self.swept_at = now;
            let found = self.lay_ghosts();
            let looking = self.seats.iter().any(|seat| seat.kept.looking);
            let quiet = !found && !looking;
            self.sweep_every = if quiet {
                SWEEP_IDLE.min(self.sweep_every * 2)
            } else {
                SWEEP
            };
        }
        if self.has_company() {
            self.arm(self.swept_at + self.sweep_every);
        }
    }

    /// Something happened: who is here is of interest again.
    pub(super) fn stir(&mut self) {
        if self.sweep_every > SWEEP && self.has_company() {
            self.sweep_every = SWEEP;
            self.arm(self.host.now() + SWEEP);
        }
    }

    fn has_company(&self) -> bool {
        let first = self.seats.first().map(|seat| &seat.kept.caller.person.id);
        self.seats
            .iter()
            .any(|seat| Some(&seat.kept.caller.person.id) != first)
    }

    /// Closes what has been silent past its lease; whether there was any.
    pub(super) fn lay_ghosts(&mut self) -> bool {
        let now = self.host.now();
        let silent = |seat: &&Seat| self.last_heard(seat) + LEASE < now;
        let ghosts: Vec<_> = self
            .seats
            .iter()
            .filter(silent)
            .map(|seat| seat.kept.socket)
            .collect();
        for socket in &ghosts {
            self.host.close(*socket, CloseCode::TooSlow);
            self.leave_seat(*socket, false);
        }
        !ghosts.is_empty()
    }

    /// When a seat's client last showed that it lives.
    pub(super) fn last_heard(&self, seat: &Seat) -> crate::chat::Millis {
        self.host
            .heard(seat.kept.socket)
            .unwrap_or(0)
            .max(seat.spoke_at)
            .max(seat.kept.opened_at)
    }

    /// Closes all of a person's sockets, or those of ended sessions.
    pub(super) fn cut_off(&mut self, user: &UserId, code: CloseCode) {
        self.close_where(code, |seat| seat.kept.caller.person.id == *user);
    }

    /// Closes the seats that are meant.
    pub(super) fn close_where(&mut self, code: CloseCode, meant: impl Fn(&Seat) -> bool) {
        let sockets: Vec<_> = self
            .seats
            .iter()
            .filter(|seat| meant(seat))
            .map(|seat| seat.kept.socket)
            .collect();
        for socket in sockets {
            self.shut(socket, code);
        }
    }
}
