//! Hops: how a relay comes to its socket at the conversation or at another relay, and a viewer to theirs at a relay.

use dormouse::chat::{Refusal, Seq};
use dormouse::objects::actor::Actor;
use dormouse::objects::calls::Opening;
use dormouse::objects::host::{Kept, SocketId, random_id};

use crate::host::Line;
use crate::relay::Relay;
use crate::wires::Lower;
use crate::world::{Due, Place, World};

impl World {
    /// A knock was answered with a socket; whoever knocked may have given up meanwhile.
    pub fn accept(&mut self, nth: usize, socket: SocketId) {
        let (lower, place) = self.knocks.remove(&socket).expect("somebody knocked");
        debug_assert_eq!(place, Place::Relay(nth));
        self.lay_wire(socket, lower, place);
        let waits = match lower {
            Lower::Viewer(viewer) => self.viewers[viewer].knock == Some(socket),
            Lower::Relay(child) => self.stations[child].knock == Some(socket),
        };
        if !waits {
            return self.drop_wire(socket);
        }
        match lower {
            Lower::Viewer(viewer) => {
                (self.viewers[viewer].knock, self.viewers[viewer].wire) = (None, Some(socket));
            }
            Lower::Relay(child) => {
                (self.stations[child].knock, self.stations[child].wire) = (None, Some(socket));
            }
        }
    }

    /// Opens a relay's hop to whom it follows, as any client would.
    pub fn open_hop(&mut self, nth: usize, life: u32, since: Option<Seq>, epoch: Option<String>) {
        let station = &self.stations[nth];
        if station.life != life || station.wire.is_some() {
            return;
        }
        let opening = Opening {
            caller: self.caller(station.account),
            since: since.map(|since| since.0.to_string()),
            epoch,
            stream: false,
        };
        match station.upper {
            Place::Room if self.unreachable_until > self.now => {
                self.in_ms(500, Due::NoHop { relay: nth, life });
            }
            Place::Room => self.open_at_room(nth, life, &opening),
            Place::Relay(upper) => self.knock_for(Lower::Relay(nth), upper, opening),
        }
    }

    fn open_at_room(&mut self, nth: usize, life: u32, opening: &Opening) {
        if let Err(refusal) = self.room_event(|room| room.may_open(opening)) {
            let fair = matches!(refusal, Refusal::TooFast(_) | Refusal::Internal);
            assert!(fair, "a relay was refused with {refusal:?}");
            return self.in_ms(2_000, Due::NoHop { relay: nth, life });
        }
        let host = self.room.host.clone();
        let kept = Kept {
            socket: random_id(&host),
            caller: opening.caller.clone(),
            opened_at: self.now,
            looking: false,
            behind: None,
        };
        let socket = kept.socket;
        let (its, died_at) = (kept.clone(), None);
        host.body()
            .lines
            .borrow_mut()
            .insert(socket, Line { kept: its, died_at });
        self.lay_wire(socket, Lower::Relay(nth), Place::Room);
        self.stations[nth].wire = Some(socket);
        if self.room_event(|room| room.opened(kept, opening)).is_err() {
            self.break_wire(socket);
        }
    }

    /// Somebody asks a relay for a socket.
    pub fn knock_for(&mut self, lower: Lower, relay: usize, opening: Opening) {
        let socket = random_id(&self.stations[relay].ground.host);
        self.knocks.insert(socket, (lower, Place::Relay(relay)));
        match lower {
            Lower::Viewer(viewer) => self.viewers[viewer].knock = Some(socket),
            Lower::Relay(child) => {
                self.stations[child].knock = Some(socket);
                let life = self.stations[child].life;
                // No answer within 10 s is none at all.
                self.in_ms(10_000, Due::NoHop { relay: child, life });
            }
        }
        let opening = Box::new(opening);
        let wait = self.delay();
        self.in_ms(
            wait,
            Due::Knock {
                relay,
                socket,
                opening,
            },
        );
    }

    pub fn hear_refusal(&mut self, socket: SocketId, refusal: &Refusal) {
        match self.knocks.remove(&socket) {
            Some((Lower::Viewer(nth), _)) if self.viewers[nth].knock == Some(socket) => {
                self.viewers[nth].knock = None;
                self.refused(nth, refusal);
            }
            Some((Lower::Relay(child), _)) if self.stations[child].knock == Some(socket) => {
                let life = self.stations[child].life;
                self.no_hop(child, life);
            }
            _ => {}
        }
    }

    /// A relay hears that its hop did not come about; if it has one by now, that was an earlier attempt.
    pub fn no_hop(&mut self, nth: usize, life: u32) {
        let station = &mut self.stations[nth];
        if station.life == life && station.wire.is_none() && station.is_awake() {
            station.knock = None;
            self.relay_event(nth, Relay::cut);
        }
    }

    pub fn let_go(&mut self, nth: usize) {
        self.stations[nth].knock = None;
        if let Some(socket) = self.stations[nth].wire {
            self.drop_wire(socket);
        }
    }
}
