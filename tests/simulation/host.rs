//! What a simulated object runs on: a clock that can be wrong, a database that outlives the actor,
//! and sockets that may outlive it.
//!
//! An actor's frames and closes are only collected here. The world delivers them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use dormouse::chat::{CloseCode, ID_LETTERS, Millis};
use dormouse::objects::host::{Attachment, Host, SocketId};
use dormouse::store::sql::{Fault, Sql};

use crate::dice::Dice;
use crate::sqlite::Sqlite;

/// How often a connected client pings, in ms.
const PING_EVERY: Millis = 25_000;

/// A clone is the same host.
#[derive(Clone)]
pub struct SimHost(Rc<Body>);

pub struct Body {
    pub sql: Sqlite,
    pub clock: Cell<Millis>,
    pub sockets: RefCell<BTreeMap<SocketId, SimSocket>>,
    /// What the actor has sent since the world last took it.
    pub sent: RefCell<Vec<Sent>>,
    /// The object's one alarm. It survives every loss of memory.
    pub alarm: Cell<Option<Millis>>,
    /// When the event-loop turns end that the actor asked for. They are lost with the memory.
    pub turns: Cell<Option<Millis>>,
    /// Whether the actor wants `on_flush` at that time.
    pub wanted: Cell<bool>,
    pub alarms_set: Cell<u64>,
    pub faults: RefCell<Vec<Fault>>,
    dice: RefCell<Dice>,
}

/// A socket that the runtime holds while its object sleeps.
pub struct SimSocket {
    pub attachment: Attachment,
    /// When its client was last alive, by this object's clock. `None`: it still is.
    pub died_at: Option<Millis>,
}

pub enum Sent {
    Frame { to: Vec<SocketId>, text: Rc<str> },
    Close { socket: SocketId, code: CloseCode },
}

impl Body {
    /// Ends the turns. Returns whether the actor wants `on_flush`.
    pub fn end_turns(&self) -> bool {
        self.turns.take().is_some() && self.wanted.take()
    }

    /// Drops the turns and the flush, which are lost with the memory.
    pub fn forget_turns(&self) {
        self.turns.set(None);
        self.wanted.set(false);
    }
}

impl SimHost {
    pub fn new(seed: u64, clock: Millis) -> Self {
        Self(Rc::new(Body {
            sql: Sqlite::new(),
            clock: Cell::new(clock),
            sockets: RefCell::default(),
            sent: RefCell::default(),
            alarm: Cell::new(None),
            turns: Cell::new(None),
            wanted: Cell::new(false),
            alarms_set: Cell::new(0),
            faults: RefCell::default(),
            dice: RefCell::new(Dice::new(seed)),
        }))
    }

    pub fn body(&self) -> &Body {
        &self.0
    }

    /// The attachments of all sockets, from which an actor restores its state.
    pub fn attachments(&self) -> Vec<Attachment> {
        self.0
            .sockets
            .borrow()
            .values()
            .map(|socket| socket.attachment.clone())
            .collect()
    }
}

impl Host for SimHost {
    fn sql(&self) -> &dyn Sql {
        &self.0.sql
    }

    fn now(&self) -> Millis {
        self.0.clock.get()
    }

    fn random(&self) -> [u8; ID_LETTERS] {
        self.0.dice.borrow_mut().bytes()
    }

    fn send(&self, to: &[SocketId], frame: &str) {
        if to.is_empty() {
            return;
        }
        let sockets = self.0.sockets.borrow();
        for socket in to {
            assert!(
                sockets.contains_key(socket),
                "sent to {socket:?} after its close: {frame}"
            );
        }
        self.0.sent.borrow_mut().push(Sent::Frame {
            to: to.to_vec(),
            text: frame.into(),
        });
    }

    fn close(&self, socket: SocketId, code: CloseCode) {
        let closed = self.0.sockets.borrow_mut().remove(&socket);
        assert!(closed.is_some(), "{socket:?} is closed twice");
        self.0.sent.borrow_mut().push(Sent::Close { socket, code });
    }

    fn set_attachment(&self, attachment: &Attachment) {
        if let Some(socket) = self.0.sockets.borrow_mut().get_mut(&attachment.socket) {
            socket.attachment = attachment.clone();
        }
    }

    fn last_pong(&self, socket: SocketId) -> Option<Millis> {
        let sockets = self.0.sockets.borrow();
        let now = self.now();
        let alive = |it: &SimSocket| it.died_at.unwrap_or(now).min(now);
        sockets
            .get(&socket)
            .map(|socket| alive(socket) / PING_EVERY * PING_EVERY)
    }

    fn wake_at(&self, at: Millis) {
        self.0.alarms_set.set(self.0.alarms_set.get() + 1);
        self.0.alarm.set(Some(at));
    }

    fn yield_turns(&self, turns: usize) {
        self.0.turns.set(Some(self.now() + turns as Millis));
    }

    fn is_yielding(&self) -> bool {
        self.0.turns.get().is_some()
    }

    fn flush_when_back(&self) {
        self.0.wanted.set(true);
    }

    fn log(&self, fault: &Fault) {
        self.0.faults.borrow_mut().push(fault.clone());
    }
}
