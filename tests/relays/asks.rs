//! What relays ask of the conversation: delayed, lost, doubled, late, and reported wrongly; and sessions that end.

use std::rc::Rc;

use dormouse::chat::{Seq, SessionId};
use dormouse::objects::calls::{FromConversation, ToConversation};

use crate::relay::Asked;
use crate::stations::LEAVES;
use crate::world::{Due, Place, World};

impl World {
    /// A relay's call arrives, or does not.
    pub fn carry_ask(&mut self, relay: usize, life: u32, of: Asked, call: &Rc<ToConversation>) {
        self.asks += 1;
        let fate = if self.chaos { self.dice.below(14) } else { 0 };
        let late = Due::Late(Rc::clone(call));
        let answer = match fate {
            8 => {
                self.faults.count("call failed undelivered");
                None
            }
            9 => {
                self.faults.count("call failed although delivered");
                self.ask_room(call);
                None
            }
            10 => {
                self.faults.count("call delivered late");
                let wait = self.dice.below(30_000);
                self.in_ms(wait, late);
                None
            }
            11 => {
                self.faults.count("call delivered twice");
                let wait = self.delay();
                self.in_ms(wait, late);
                self.ask_for_relay(of, call)
            }
            _ => self.ask_for_relay(of, call),
        };
        let wait = self.delay();
        self.in_ms(
            wait,
            Due::Answer {
                relay,
                life,
                of,
                answer,
            },
        );
    }

    /// What the conversation vouches for here is what the relay may go by, once it hears of it.
    fn ask_for_relay(&mut self, of: Asked, call: &ToConversation) -> Option<FromConversation> {
        let answer = self.ask_room(call)?;
        if let FromConversation::Events { head, .. } = &answer {
            match of {
                Asked::Admit(socket) => self.vouched.entry(socket).or_default().as_it_opened = *head,
                Asked::Page(socket) => self.vouched.entry(socket).or_default().last = *head,
                Asked::Look(_) | Asked::Post(_) | Asked::Seen(_) => {}
            }
        }
        Some(answer)
    }

    pub fn carry_answer(&mut self, relay: usize, life: u32, of: Asked, answer: Option<FromConversation>) {
        if self.stations[relay].life != life {
            return self.faults.count("answer lost on its way back");
        }
        self.relay_event(relay, |it| it.answered(of, answer));
    }

    /// The relays at which a person's sockets may be: spreading doubles, so these are few however many relays there are.
    pub fn places_of(&self, person: usize) -> Vec<Place> {
        let mut places: Vec<_> = (0..=LEAVES.ilog2())
            .map(|doublings| Place::Relay(self.heads + self.seat_of(person, 1 << doublings)))
            .collect();
        places.sort();
        places.dedup();
        places
    }

    /// The relay of a person among so many: all their tabs sit at one, so that what concerns a person concerns one relay.
    pub fn seat_of(&self, person: usize, among: usize) -> usize {
        let id = self.people[person].person.id.as_str();
        let hash = id
            .bytes()
            .fold(0, |hash: usize, byte| hash.wrapping_mul(31) + usize::from(byte));
        (hash >> 3) % among
    }

    /// D1 has a session as ended; every object that may have sockets of it is told, until all have understood.
    pub fn sign_out(&mut self, person: usize) {
        self.faults.count("session ended");
        let fresh = self.new_session();
        let session = std::mem::replace(&mut self.people[person].session, fresh);
        self.ended.insert(session.clone());
        let mut left = self.places_of(person);
        left.push(Place::Room);
        self.end_session(person, session, left);
    }

    pub fn end_session(&mut self, person: usize, session: SessionId, mut left: Vec<Place>) {
        let sessions = [session.clone()];
        left.retain(|place| !self.try_to_end(person, *place, &sessions));
        if left.is_empty() {
            self.told.insert(session);
        } else {
            let due = Due::EndSession {
                person,
                session,
                left,
            };
            self.in_ms(2_000, due);
        }
    }

    /// Whether the object was told, and its answer came back.
    fn try_to_end(&mut self, person: usize, place: Place, sessions: &[SessionId]) -> bool {
        if self.chaos && self.dice.one_in(4) {
            self.faults.count("call failed undelivered");
            return false;
        }
        match place {
            Place::Room => {
                let user = self.people[person].person.id.clone();
                let sessions = sessions.to_vec();
                let call = ToConversation::EndSessions { user, sessions };
                self.ask_room(&call) == Some(FromConversation::Done)
            }
            Place::Relay(nth) => {
                self.relay_event(nth, |relay| relay.end_sessions(sessions));
                !(self.chaos && self.dice.one_in(4))
            }
        }
    }

    pub fn head(&self) -> Seq {
        Seq(self.log.len() as u64)
    }
}
