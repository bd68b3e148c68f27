//! What befalls the conversation, its relays and the connections, at any point between two events.

use dormouse::chat::limits::PAGE_EVENTS;
use dormouse::objects::host::SocketId;

use crate::relay::Relay;
use crate::world::{Place, World};

impl World {
    /// Sometimes something goes wrong.
    pub fn strike(&mut self) {
        let relay = self.dice.index(self.stations.len());
        match self.dice.below(60) {
            0 | 1 if self.room.is_idle() && self.room.is_awake() => {
                self.faults.count("conversation slept");
                self.room.forget();
            }
            2 => {
                self.faults.count("conversation forgot everything");
                self.room.forget();
            }
            3 if self.dice.one_in(2) => {
                self.faults.count("conversation crashed");
                self.room.forget();
                self.cut_all(Place::Room);
            }
            4 if self.dice.one_in(2) => {
                self.faults.count("conversation unreachable");
                self.unreachable_until = self.now + self.dice.below(20_000);
            }
            23 | 24 => self.dies_storing = true,
            5 | 6 => self.rest(relay),
            7 | 8 => self.forget(relay),
            9 => {
                self.faults.count("relay crashed");
                self.lose_memory(relay);
                self.cut_all(Place::Relay(relay));
                self.stations[relay].ground.stay().attached.clear();
            }
            10 if self.dice.one_in(4) => self.lose_thread(relay),
            11..=13 => {
                if let Some(socket) = self.stations[relay].wire {
                    self.faults.count("hop broken");
                    self.break_wire(socket);
                }
            }
            14 | 15 => {
                if let Some(wire) = self.stations[relay].wire.and_then(|it| self.wires.get_mut(&it)) {
                    self.faults.count("hop stalled");
                    wire.stalled = true;
                }
            }
            16..=20 => {
                if let Some(socket) = self.stations[relay].wire {
                    self.unstall(socket);
                }
            }
            21 | 22 => {
                let watching = self.watching();
                if let Some(nth) = self.dice.pick(&watching).copied() {
                    self.faults.count("viewer's connection broken");
                    self.break_wire(self.viewers[nth].wire.expect("it watches"));
                }
            }
            _ => {}
        }
    }

    /// A quiet relay lets go of its hop and sleeps; its people's sockets stay.
    pub fn rest(&mut self, nth: usize) {
        if self.stations[nth].is_awake() && self.relay_event(nth, Relay::rest) {
            self.faults.count("relay rested");
            self.lose_memory(nth);
        }
    }

    /// Where it was in the log is not where it can go on; meanwhile much is said, and somebody may have gone.
    fn lose_thread(&mut self, nth: usize) {
        self.faults.count("relay's thread lost");
        self.forget(nth);
        self.stations[nth].ground.stay().epoch = Some("another".to_owned());
        if self.dice.one_in(2) {
            let mut here = self.watching();
            here.retain(|viewer| self.viewers[*viewer].relay == Some(nth));
            if let Some(viewer) = self.dice.pick(&here) {
                self.go(self.viewers[*viewer].person);
            }
            (0..=PAGE_EVENTS).for_each(|_| self.post_by_request(0));
        }
    }

    /// A panic in its isolate, or an eviction that nobody announced: memory and hop are lost, sockets stay.
    pub fn forget(&mut self, nth: usize) {
        if self.stations[nth].is_awake() {
            self.faults.count("relay forgot everything");
            self.lose_memory(nth);
            for wire in self.wires.values_mut() {
                wire.bereft |= wire.place == Place::Relay(nth);
            }
        }
    }

    /// The machine is gone, and every connection to it.
    fn cut_all(&mut self, place: Place) {
        let theirs: Vec<SocketId> = self.host(place).body().lines.borrow().keys().copied().collect();
        for socket in theirs {
            self.break_wire(socket);
            self.host(place).body().lines.borrow_mut().remove(&socket);
        }
    }

    /// Nothing goes wrong any more, and everyone reads on.
    pub fn heal(&mut self) {
        self.chaos = false;
        (self.unreachable_until, self.dies_storing) = (0, false);
        let all: Vec<_> = self.wires.keys().copied().collect();
        for socket in all {
            self.unstall(socket);
        }
    }
}
