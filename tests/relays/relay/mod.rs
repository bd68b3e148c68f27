//! A relay: holds sockets of a conversation's audience and follows the conversation for them. A prototype, see docs/scale.md.
//!
//! **No seat outlives a going of its person with `fence < seq <= cursor`**; for every live seat **`sent = cursor`**; for the
//! relay **`stay.cursor <= cursor <= head`** of the conversation. It decides nothing: who may come in and what is stored is
//! asked of the conversation each time; what it knows by itself is only how far it has followed the log.
//!
//! Memory is a cache here too. What stays is a few rows ([`ground::Stay`]) and what is attached to the sockets.

mod admit;
mod follow;
mod forward;
mod ground;
mod pass;
mod rest;
mod seat;
mod tail;

use std::collections::BTreeMap;

use dormouse::chat::frames::{ToClient, Welcome};
use dormouse::chat::{CloseCode, Event, Millis, Seq, UserId, What};
use dormouse::objects::calls::{Caller, FromConversation, ToConversation};
use dormouse::objects::host::{Host, SocketId};

pub use ground::{Asked, Errand, Ground};

use admit::Knock;
use seat::Seat;
use tail::Tail;

/// Entries of the log that are kept for whoever resumes. Here few, so that tests get past it; for real some 4 MiB.
pub const TAIL: usize = 24;
/// Un-acked bytes at which a seat lags. Here small; for real as in the conversation.
pub const WINDOW: usize = 6_000;
/// Bytes after which a client is asked to ack.
pub const ACK_AFTER: u32 = 1_500;
/// How often a relay with people in it looks after itself, and how long it waits for a lost hop or a laggard, in ms.
pub const ROUND: Millis = 30_000;
/// Wait before a call that failed is made again, in ms.
pub const AGAIN: Millis = 500;

/// How the hop to the conversation, or to the relay before this one, stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hop {
    Cut,
    Opening,
    CatchingUp,
    Live,
}

/// See the module's documentation.
pub struct Relay {
    ground: Ground,
    hop: Hop,
    /// When the hop was last known to be live, or this life began.
    live_at: Millis,
    /// The last entry that was taken in: everything up to it has been acted upon.
    cursor: Option<Seq>,
    /// What the hop's `welcome` said.
    welcome: Option<Box<Welcome>>,
    /// Bytes taken in and not acked.
    unacked: usize,
    tail: Tail,
    seats: BTreeMap<SocketId, Seat>,
    /// Who asks to be let in.
    knocks: BTreeMap<SocketId, Knock>,
}

impl Relay {
    fn now(&self) -> Millis {
        self.ground.host.now()
    }

    fn say(&self, to: &[SocketId], frame: &ToClient) -> usize {
        let text = serde_json::to_string(frame).expect("frames can be spelled");
        self.ground.host.send(to, &text);
        text.len()
    }

    fn ask(&self, wait: Millis, of: Asked, call: ToConversation) {
        let call = Box::new(call);
        self.ground.errand(Errand::Ask { wait, of, call });
    }

    /// Closes a seat from this side.
    fn end(&mut self, socket: SocketId, code: CloseCode) {
        if self.seats.remove(&socket).is_some() {
            self.ground.host.close(socket, code);
            self.ground.stay().attached.remove(&socket);
        }
    }

    fn end_where(&mut self, code: CloseCode, meant: impl Fn(&Seat) -> bool) {
        let meant: Vec<_> = self
            .seats
            .iter()
            .filter(|(_, seat)| meant(seat))
            .map(|(socket, _)| *socket)
            .collect();
        for socket in meant {
            self.end(socket, code);
        }
    }

    /// A socket is gone by itself.
    pub fn closed(&mut self, socket: SocketId) {
        self.seats.remove(&socket);
        self.ground.stay().attached.remove(&socket);
    }

    /// An answer to what was asked; none when the call failed, whether it was delivered or not.
    pub fn answered(&mut self, of: Asked, answer: Option<FromConversation>) {
        match of {
            Asked::Look(socket) => self.looked(socket, answer),
            Asked::Admit(socket) => self.admitted(socket, answer.as_ref()),
            Asked::Page(socket) => self.paged(socket, answer),
            Asked::Post(socket) => self.passed(socket, answer),
            Asked::Seen(socket) => self.passed_seen(socket, answer.is_some()),
        }
    }

    fn caller(&self, socket: SocketId) -> Option<Caller> {
        Some(self.seats.get(&socket)?.caller.clone())
    }
}

/// Who is no longer in it after this entry.
pub fn going(event: &Event) -> Option<&UserId> {
    match &event.what {
        What::Left => Some(&event.author),
        What::Removed { user, .. } => Some(user),
        _ => None,
    }
}
