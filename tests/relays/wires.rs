//! The wires: a socket between a viewer or a relay below and a relay or the conversation above. Order is kept, until it is cut.

use std::collections::VecDeque;
use std::rc::Rc;

use dormouse::chat::frames::ToClient;
use dormouse::chat::{CloseCode, Millis};
use dormouse::objects::actor::Actor;
use dormouse::objects::calls::Caller;
use dormouse::objects::host::SocketId;

use crate::host::SimHost;
use crate::world::{Due, Place, World};

/// Who holds the lower end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lower {
    Viewer(usize),
    Relay(usize),
}

pub struct Wire {
    pub lower: Lower,
    pub place: Place,
    /// Whose it is, as the upper end was told.
    pub caller: Caller,
    up_at: Millis,
    down_at: Millis,
    pipe: VecDeque<Down>,
    /// Nothing gets through any more.
    pub cut: bool,
    /// The lower end reads nothing for now.
    pub stalled: bool,
    /// The upper end's memory was lost while it lay.
    pub bereft: bool,
}

#[derive(Clone)]
pub enum Down {
    Frame(Rc<Spoken>),
    Close(CloseCode),
}

/// A frame as it was written, read once however many hear it.
pub struct Spoken {
    pub text: String,
    pub frame: ToClient,
}

impl World {
    pub fn host(&self, place: Place) -> &SimHost {
        match place {
            Place::Room => &self.room.host,
            Place::Relay(nth) => &self.stations[nth].ground.host,
        }
    }

    pub fn lay_wire(&mut self, socket: SocketId, lower: Lower, place: Place) {
        let caller = self.host(place).body().lines.borrow()[&socket]
            .kept
            .caller
            .clone();
        let wire = Wire {
            lower,
            place,
            caller,
            up_at: self.now,
            down_at: self.now,
            pipe: VecDeque::new(),
            cut: false,
            stalled: false,
            bereft: false,
        };
        self.wires.insert(socket, wire);
    }

    /// The lower end says something.
    pub fn say_up(&mut self, socket: SocketId, text: String) {
        let at = self.now + self.delay();
        if let Some(wire) = self.wires.get_mut(&socket) {
            wire.up_at = wire.up_at.max(at);
            let at = wire.up_at;
            self.later(at, Due::Up { socket, text });
        }
    }

    pub fn arrive(&mut self, socket: SocketId, text: &str) {
        let wire = self.wires.get(&socket).filter(|wire| !wire.cut);
        let Some(place) = wire.map(|wire| wire.place) else {
            return self.faults.count("frame lost on a broken connection");
        };
        if !self.host(place).body().lines.borrow().contains_key(&socket) {
            return;
        }
        match place {
            Place::Room => self.room_event(|room| room.heard(socket, text)),
            Place::Relay(nth) => self.relay_event(nth, |relay| relay.heard(socket, text)),
        }
    }

    /// The upper end says something.
    pub fn push_down(&mut self, socket: SocketId, down: Down) {
        let at = self.now + self.delay();
        let Some(wire) = self.wires.get_mut(&socket).filter(|wire| !wire.cut) else {
            return;
        };
        wire.pipe.push_back(down);
        wire.down_at = wire.down_at.max(at);
        let at = wire.down_at;
        self.later(at, Due::Down(socket));
    }

    /// The lower end reads the next thing.
    pub fn hear(&mut self, socket: SocketId) {
        let wire = self.wires.get_mut(&socket);
        let Some(wire) = wire.filter(|wire| !wire.cut && !wire.stalled) else {
            return;
        };
        let lower = wire.lower;
        let Some(down) = wire.pipe.pop_front() else { return };
        match (lower, down) {
            (Lower::Viewer(nth), Down::Frame(spoken)) => self.read(nth, &spoken),
            (Lower::Viewer(nth), Down::Close(code)) => {
                self.drop_wire(socket);
                self.read_close(nth, code);
            }
            (Lower::Relay(nth), Down::Frame(spoken)) => {
                self.stations[nth].live |= matches!(spoken.frame, ToClient::Live { .. });
                self.relay_event(nth, |relay| relay.told(&spoken.text));
            }
            (Lower::Relay(_), Down::Close(_)) => self.lose_wire(socket),
        }
    }

    pub fn unstall(&mut self, socket: SocketId) {
        let Some(wire) = self.wires.get_mut(&socket) else {
            return;
        };
        wire.stalled = false;
        let waiting = wire.pipe.len();
        (0..waiting).for_each(|_| self.in_ms(1, Due::Down(socket)));
    }

    /// The lower end closes, or has heard the close: what was on its way is read by nobody. The upper end learns of it.
    pub fn drop_wire(&mut self, socket: SocketId) {
        self.forget_wire(socket);
        let wait = self.delay();
        self.in_ms(wait, Due::Gone(socket));
    }

    /// A connection ends without a word. Either end may notice soon, or only by the silence.
    pub fn break_wire(&mut self, socket: SocketId) {
        let Some(wire) = self.wires.get_mut(&socket).filter(|wire| !wire.cut) else {
            return;
        };
        wire.cut = true;
        let (place, now) = (wire.place, self.now);
        if let Some(line) = self.host(place).body().lines.borrow_mut().get_mut(&socket) {
            line.died_at = Some(now);
        }
        for due in [Due::Gone(socket), Due::Lost(socket)] {
            // A ping every 25 s and 15 s for its answer, or the other end's lease.
            let silence = self.dice.one_in(4);
            let wait = if silence { 40_000 } else { self.dice.below(5_000) };
            self.in_ms(wait, due);
        }
    }

    /// The lower end notices that its connection is gone.
    pub fn notice_lost(&mut self, socket: SocketId) {
        match self.wires.get(&socket).map(|wire| wire.lower) {
            Some(Lower::Viewer(nth)) if self.viewers[nth].wire == Some(socket) => {
                self.forget_wire(socket);
                self.come_back(nth);
            }
            Some(Lower::Relay(_)) => self.lose_wire(socket),
            _ => {}
        }
    }

    /// A relay's hop is over, and it is told.
    fn lose_wire(&mut self, socket: SocketId) {
        let Some(Lower::Relay(nth)) = self.wires.get(&socket).map(|wire| wire.lower) else {
            return;
        };
        let is_its_hop = self.stations[nth].wire == Some(socket);
        self.drop_wire(socket);
        if is_its_hop && self.stations[nth].is_awake() {
            self.relay_event(nth, crate::relay::Relay::cut);
        }
    }

    fn forget_wire(&mut self, socket: SocketId) {
        let Some(wire) = self.wires.get_mut(&socket) else {
            return;
        };
        wire.cut = true;
        wire.pipe.clear();
        match wire.lower {
            Lower::Viewer(nth) if self.viewers[nth].wire == Some(socket) => self.viewers[nth].wire = None,
            Lower::Relay(nth) if self.stations[nth].wire == Some(socket) => {
                (self.stations[nth].wire, self.stations[nth].live) = (None, false);
            }
            _ => {}
        }
    }

    /// The upper end notices that a socket is gone.
    pub fn notice_gone(&mut self, socket: SocketId) {
        let Some(wire) = self.wires.get(&socket) else {
            return;
        };
        let place = wire.place;
        let gone = self.host(place).body().lines.borrow_mut().remove(&socket);
        if gone.is_none() {
            return;
        }
        match place {
            Place::Room => self.room_event(|room| room.closed(socket, false)),
            Place::Relay(nth) => self.relay_event(nth, |relay| relay.closed(socket)),
        }
    }
}
