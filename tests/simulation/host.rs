//! What a simulated object stands on: a clock that can be wrong, a database that outlives it, sockets that may.
//!
//! What an actor sends is only written down here; the world takes it from there.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use dormouse::chat::{CloseCode, ID_LETTERS, Millis};
use dormouse::objects::host::{Attachment, Host, SocketId};
use dormouse::store::sql::{Fault, Sql};

use crate::dice::Dice;
use crate::sqlite::Sqlite;

/// How often a living client pings, in ms.
const PING_EVERY: Millis = 25_000;

/// Cloned freely: it is one host.
#[derive(Clone)]
pub struct SimHost(Rc<Body>);

pub struct Body {
    pub sql: Sqlite,
    pub clock: Cell<Millis>,
    pub lines: RefCell<BTreeMap<SocketId, SimSocket>>,
    /// What the actor said since this was last taken.
    pub said: RefCell<Vec<Sent>>,
    /// The one alarm; it outlives everything.
    pub alarm: Cell<Option<Millis>>,
    /// When the turns of the event loop are over that were asked for; lost with the memory.
    pub turns: Cell<Option<Millis>>,
    /// Whether `on_flush` is wanted then.
    pub wanted: Cell<bool>,
    pub alarms_set: Cell<u64>,
    pub faults: RefCell<Vec<Fault>>,
    dice: RefCell<Dice>,
}

/// A socket as the runtime keeps it while its object sleeps.
pub struct SimSocket {
    pub attachment: Attachment,
    /// When its client was last alive, by this object's clock; none: it still is.
    pub died_at: Option<Millis>,
}

pub enum Sent {
    Frame { to: Vec<SocketId>, text: Rc<str> },
    Close { socket: SocketId, code: CloseCode },
}

impl Body {
    /// The turns are over. Whether `on_flush` is wanted.
    pub fn end_turns(&self) -> bool {
        self.turns.take().is_some() && self.wanted.take()
    }

    /// The memory is gone, and with it what was asked for.
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
            lines: RefCell::default(),
            said: RefCell::default(),
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

    /// What stays on the sockets.
    pub fn kept(&self) -> Vec<Attachment> {
        self.0
            .lines
            .borrow()
            .values()
            .map(|line| line.attachment.clone())
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
        let lines = self.0.lines.borrow();
        for socket in to {
            assert!(
                lines.contains_key(socket),
                "said to {socket:?} after it was closed: {frame}"
            );
        }
        self.0.said.borrow_mut().push(Sent::Frame {
            to: to.to_vec(),
            text: frame.into(),
        });
    }

    fn close(&self, socket: SocketId, code: CloseCode) {
        let closed = self.0.lines.borrow_mut().remove(&socket);
        assert!(closed.is_some(), "{socket:?} is closed twice");
        self.0.said.borrow_mut().push(Sent::Close { socket, code });
    }

    fn set_attachment(&self, attachment: &Attachment) {
        if let Some(line) = self.0.lines.borrow_mut().get_mut(&attachment.socket) {
            line.attachment = attachment.clone();
        }
    }

    fn last_pong(&self, socket: SocketId) -> Option<Millis> {
        let lines = self.0.lines.borrow();
        let now = self.now();
        let alive = |line: &SimSocket| line.died_at.unwrap_or(now).min(now);
        lines
            .get(&socket)
            .map(|line| alive(line) / PING_EVERY * PING_EVERY)
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
