//! What an object stands on: a clock, chance, its database, its sockets and one alarm.
//!
//! The edge implements it over workerd, the simulated world over SQLite and a seeded network; the objects' own code
//! is the same in both. Everything here is synchronous: an object decides, writes and sends in one stretch.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::chat::{CloseCode, ID_LETTERS, Millis, Principal, Seq};
use crate::store::sql::{Fault, Sql};

/// A socket or fallback stream, named by a random number below 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SocketId(pub u64);

/// What stays on a socket while its object sleeps. The platform keeps 16 KiB; this is about 200 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub socket: SocketId,
    pub principal: Rc<Principal>,
    pub opened_at: Millis,
    /// When D1 was last asked about its session since it was opened, and said that it is good.
    #[serde(default)]
    pub checked_at: Option<Millis>,
    /// The conversation has the person's attention.
    #[serde(default)]
    pub focused: bool,
    /// The last entry sent, when that is not the head.
    #[serde(default)]
    pub behind: Option<Seq>,
}

/// See the module's documentation.
pub trait Host {
    fn sql(&self) -> &dyn Sql;
    /// The time; within one event it stands still.
    fn now(&self) -> Millis;
    fn random(&self) -> [u8; ID_LETTERS];
    /// Sends one text to many sockets. One that is gone is passed over: its closing is an event of its own.
    fn send(&self, to: &[SocketId], frame: &str);
    /// Begins the closing handshake and forgets the socket.
    fn close(&self, socket: SocketId, code: CloseCode);
    /// Replaces what stays on a socket.
    fn set_attachment(&self, attachment: &Attachment);
    /// When the runtime last answered this socket's ping, if ever.
    fn last_pong(&self, socket: SocketId) -> Option<Millis>;
    /// Sets the one alarm, replacing what it was set to.
    fn wake_at(&self, at: Millis);
    /// Lets the event loop turn so many times. What arrives meanwhile is handled as it comes. Once it
    /// is over, and [`Self::flush_when_back`] was called, the actor's `on_flush` is.
    fn yield_turns(&self, turns: usize);
    /// Whether the turns last asked for are not over yet.
    fn is_yielding(&self) -> bool;
    /// Asks for `on_flush` after the turns that are under way.
    fn flush_when_back(&self);
    /// Writes down a fault of ours, once, with its cause.
    fn log(&self, fault: &Fault);
}

/// A random number below 2^53, exact in JSON and in JavaScript.
#[must_use]
pub fn random_id(host: &impl Host) -> SocketId {
    let bytes = host.random();
    SocketId(
        bytes
            .iter()
            .take(6)
            .fold(0, |id, byte| (id << 8) | u64::from(*byte)),
    )
}
