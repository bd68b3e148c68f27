//! What an object needs from its platform: a clock, randomness, its database, its sockets and one
//! alarm.
//!
//! The edge implements it with workerd. The simulated world implements it with SQLite and a seeded
//! network. The code of the objects is the same in both. Everything here is synchronous: an object
//! decides, writes and sends without an `await`.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::chat::{CloseCode, ID_LETTERS, Millis, Principal, Seq};
use crate::store::sql::{Fault, Sql};

/// A socket or fallback stream, named by a random number below 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SocketId(pub u64);

/// What is stored with a socket while its object sleeps: about 200 bytes. The platform allows 16
/// KiB.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub socket: SocketId,
    pub principal: Rc<Principal>,
    pub opened_at: Millis,
    /// When D1 was asked about the session and last said that it is good. None: not since the
    /// socket opened.
    #[serde(default)]
    pub checked_at: Option<Millis>,
    /// Whether the person is reading the conversation on this socket.
    #[serde(default)]
    pub focused: bool,
    /// The last entry that was sent, if the socket is behind the head.
    #[serde(default)]
    pub behind: Option<Seq>,
}

/// See the module's documentation.
pub trait Host {
    fn sql(&self) -> &dyn Sql;
    /// The time. It stands still within one event.
    fn now(&self) -> Millis;
    fn random(&self) -> [u8; ID_LETTERS];
    /// Sends one text to many sockets. A socket that is gone is skipped: its close is an event of
    /// its own.
    fn send(&self, to: &[SocketId], frame: &str);
    /// Begins the closing handshake and forgets the socket.
    fn close(&self, socket: SocketId, code: CloseCode);
    /// Replaces a socket's attachment.
    fn set_attachment(&self, attachment: &Attachment);
    /// When the runtime last answered this socket's ping, if ever.
    fn last_pong(&self, socket: SocketId) -> Option<Millis>;
    /// Sets the one alarm, and replaces its earlier time.
    fn wake_at(&self, at: Millis);
    /// Lets the event loop turn so many times. Events that arrive meanwhile are handled at once.
    /// After the turns the actor gets `on_flush`, if [`Self::flush_when_back`] was called.
    fn yield_turns(&self, turns: usize);
    /// Whether the turns of the last [`Self::yield_turns`] are not over yet.
    fn is_yielding(&self) -> bool;
    /// Asks for `on_flush` after the current turns.
    fn flush_when_back(&self);
    /// Logs a fault of ours, once, with its cause.
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
