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
    /// When a flush is wanted; lost with the memory.
    pub flush: Cell<Option<Millis>>,
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

impl SimHost {
    pub fn new(seed: u64, clock: Millis) -> Self {
        Self(Rc::new(Body {
            sql: Sqlite::new(),
            clock: Cell::new(clock),
            lines: RefCell::default(),
            said: RefCell::default(),
            alarm: Cell::new(None),
            flush: Cell::new(None),
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

    fn yield_then_flush(&self, turns: usize) {
        self.0.flush.set(Some(self.now() + turns as Millis));
    }

    fn log(&self, fault: &Fault) {
        self.0.faults.borrow_mut().push(fault.clone());
    }
}
