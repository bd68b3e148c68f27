//! The door: routes a viewer to a relay, as the Worker would, with what it last heard of how many there are.

use dormouse::chat::{CloseCode, Refusal};
use dormouse::objects::calls::{Caller, Opening};
use dormouse::objects::host::SocketId;

use crate::wires::Lower;
use crate::world::{Due, World};

impl World {
    /// Opens a viewer's socket. A session that is over does not get past the door: its person signs in again.
    pub fn connect(&mut self, nth: usize) {
        let viewer = &self.viewers[nth];
        let person = viewer.person;
        if viewer.wire.is_some() || viewer.knock.is_some() || viewer.over {
            return;
        }
        if self.ended.contains(&viewer.session) {
            self.viewers[nth].session = self.people[person].session.clone();
        }
        let caller = Caller {
            person: self.people[person].person.clone(),
            session: self.viewers[nth].session.clone(),
        };
        let (since, epoch) = self.cursor(nth);
        let relay = self.heads + self.route(person);
        let before = self.viewers[nth].relay.replace(relay);
        if before.is_some_and(|before| before != relay) && since.is_some() {
            self.faults.count("viewer resumed at another relay");
        }
        let opening = Opening {
            caller,
            since,
            epoch,
            stream: false,
        };
        self.knock_for(Lower::Viewer(nth), relay, opening);
        let (knock, posts) = (self.viewers[nth].knock, u64::MAX);
        self.in_ms(
            10_000,
            Due::Doubt {
                viewer: nth,
                knock,
                posts,
            },
        );
    }

    /// Another of the Worker's isolates may have heard of fewer relays; any of them serves anybody.
    fn route(&mut self, person: usize) -> usize {
        let mut among = self.spread;
        while among > 1 && self.dice.one_in(5) {
            among /= 2;
        }
        self.seat_of(person, among)
    }

    pub fn come_back(&mut self, nth: usize) {
        self.viewers[nth].disconnected();
        let wait = 100 + self.dice.below(2_000);
        self.in_ms(wait, Due::Connect(nth));
    }

    pub fn refused(&mut self, nth: usize, refusal: &Refusal) {
        let person = self.viewers[nth].person;
        match refusal {
            Refusal::NotFound => {
                // They may have come in again since it was said; their page would try once more.
                self.viewers[nth].over = !self.is_member(person);
                let user = &self.people[person].person.id;
                let ever = self
                    .log
                    .iter()
                    .any(|event| crate::relay::going(event) == Some(user));
                assert!(ever, "{user:?} was turned away and never went");
            }
            Refusal::NotSignedIn => {
                assert!(self.ended.contains(&self.viewers[nth].session));
                self.faults.count("session turned away at a relay");
            }
            refusal => panic!("no relay refuses with {refusal:?}"),
        }
        self.come_back(nth);
    }

    pub fn read_close(&mut self, nth: usize, code: CloseCode) {
        if code == CloseCode::NotAMember {
            self.viewers[nth].over = !self.is_member(self.viewers[nth].person);
        }
        self.come_back(nth);
    }

    /// A viewer closes by itself.
    pub fn leave(&mut self, nth: usize) {
        self.viewers[nth].knock = None;
        if let Some(socket) = self.viewers[nth].wire {
            self.drop_wire(socket);
        }
        self.viewers[nth].disconnected();
    }

    /// Ten seconds after a knock or a post: without an answer the connection is not to be trusted.
    pub fn doubt(&mut self, nth: usize, knock: Option<SocketId>, posts: u64) {
        let viewer = &self.viewers[nth];
        let waits_at_the_door = knock.is_some() && viewer.knock == knock;
        let waits_for_an_echo = viewer.wire.is_some() && viewer.oldest_pending() < posts && knock.is_none();
        if waits_at_the_door || waits_for_an_echo {
            self.leave(nth);
            self.come_back(nth);
        }
    }
}
