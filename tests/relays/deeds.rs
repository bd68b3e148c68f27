//! What people do: one deed at a time, at random, whether it makes sense or not.

use dormouse::chat::frames::FromClient;
use dormouse::chat::{ClientId, Seq};
use dormouse::objects::calls::ToConversation;

use crate::stations::LEAVES;
use crate::viewer::Viewer;
use crate::world::{Due, World};

/// Viewers that one world has at most.
const VIEWERS: usize = 20;

impl World {
    pub fn act(&mut self) {
        // Relays are accounts too, but do nothing by themselves.
        let person = self.dice.index(self.people.len() - self.stations.len());
        match self.dice.below(100) {
            0..=34 => self.live_deed(|world, nth| {
                let body = world.words();
                world.post(nth, body);
            }),
            35..=38 => self.live_deed(Self::repeat),
            39..=44 => self.live_deed(Self::say_something_else),
            45..=56 => self.open(person),
            57..=59 => self.some_viewer(|world, nth| {
                world.leave(nth);
                world.viewers[nth].over = world.dice.one_in(2);
                world.come_back(nth);
            }),
            60..=64 => self.stall(),
            65..=74 => self.unstall_some(),
            75..=82 => self.burst(person),
            83..=85 => self.go(person),
            86..=90 => self.come_in_again(person),
            91..=93 => {
                // A tab may be on its way in with the session that ends here.
                self.open(person);
                self.sign_out(person);
                if self.dice.one_in(3) {
                    let wait = self.dice.below(20);
                    self.run_for(wait);
                    self.forget(self.heads + self.seat_of(person, self.spread));
                }
            }
            94 => self.spread_further(),
            _ => self.post_by_request(person),
        }
    }

    fn words(&mut self) -> String {
        let times = if self.dice.one_in(10) { 200 } else { 1 };
        format!("words {} ", self.dice.below(1_000)).repeat(times)
    }

    pub fn watching(&self) -> Vec<usize> {
        let it = self.viewers.iter().enumerate();
        it.filter(|(_, viewer)| viewer.wire.is_some())
            .map(|(nth, _)| nth)
            .collect()
    }

    fn some_viewer(&mut self, deed: impl FnOnce(&mut Self, usize)) {
        let watching = self.watching();
        if let Some(nth) = self.dice.pick(&watching).copied() {
            deed(self, nth);
        }
    }

    fn live_deed(&mut self, deed: impl FnOnce(&mut Self, usize)) {
        self.some_viewer(|world, nth| {
            if world.viewers[nth].is_live() {
                deed(world, nth);
            }
        });
    }

    fn say_something_else(&mut self, nth: usize) {
        let frame = match self.dice.below(4) {
            0 => FromClient::Typing {},
            1 => FromClient::Seen {
                seq: Seq(self.dice.below(80)),
            },
            2 => FromClient::Looking { looking: true },
            _ => FromClient::Looking { looking: false },
        };
        self.say(nth, &frame);
    }

    pub fn open(&mut self, person: usize) {
        let session = self.people[person].session.clone();
        let again = (0..self.viewers.len()).find(|nth| {
            let viewer = &self.viewers[*nth];
            viewer.over && viewer.wire.is_none() && viewer.person == person
        });
        if let Some(nth) = again {
            (self.viewers[nth].over, self.viewers[nth].session) = (false, session);
            self.connect(nth);
        } else if self.viewers.len() < VIEWERS {
            self.viewers.push(Viewer::new(person, session));
            self.connect(self.viewers.len() - 1);
        } else if let Some(nth) = self
            .watching()
            .into_iter()
            .find(|nth| self.viewers[*nth].person == person)
        {
            // There are enough: one is loaded anew.
            self.leave(nth);
            self.connect(nth);
        }
    }

    fn stall(&mut self) {
        self.some_viewer(|world, nth| {
            let socket = world.viewers[nth].wire.expect("it watches");
            world.faults.count("viewer stalled");
            world.wires.get_mut(&socket).expect("it has one").stalled = true;
        });
    }

    fn unstall_some(&mut self) {
        self.some_viewer(|world, nth| world.unstall(world.viewers[nth].wire.expect("it watches")));
    }

    pub fn post_by_request(&mut self, person: usize) {
        self.names += 1;
        let caller = self.caller(person);
        let client_id = ClientId::parse(&format!("m{}", self.names)).expect("a good client id");
        let body = self.words();
        let call = ToConversation::Post {
            caller,
            client_id,
            body,
        };
        self.ask_room(&call);
    }

    /// Many messages at once, and now and then somebody put out in the middle of them.
    fn burst(&mut self, person: usize) {
        for nth in 0..self.dice.below(16) {
            let author = self.dice.index(self.people.len() - self.stations.len());
            self.post_by_request(author);
            if nth == 4 && self.dice.one_in(3) && person > 0 && self.is_member(person) {
                self.faults.count("member removed in the middle of a burst");
                self.remove(person);
            }
        }
    }

    fn remove(&mut self, person: usize) {
        self.faults.count("member removed");
        let user = self.people[person].person.id.clone();
        let caller = self.caller(0);
        self.ask_room(&ToConversation::Remove { caller, user });
    }

    /// Anna stays: she owns the group.
    pub fn go(&mut self, person: usize) {
        if person == 0 || !self.is_member(person) {
            return;
        }
        if self.dice.one_in(2) {
            // While another of their tabs is on its way in.
            self.open(person);
            let wait = 20 + self.dice.below(60);
            self.run_for(wait);
        }
        if self.dice.one_in(2) {
            self.remove(person);
        } else {
            self.faults.count("member left");
            let caller = self.caller(person);
            self.ask_room(&ToConversation::Leave { caller });
        }
    }

    fn come_in_again(&mut self, person: usize) {
        if self.is_member(person) {
            return;
        }
        self.faults.count("member came in again");
        self.join(person);
        for nth in 0..self.viewers.len() {
            if self.viewers[nth].person == person && self.dice.one_in(2) {
                self.viewers[nth].over = false;
                self.in_ms(0, Due::Connect(nth));
            }
        }
    }

    /// The audience grew: from now on it is spread over twice as many relays. Whoever sits somewhere stays there.
    fn spread_further(&mut self) {
        if self.spread < LEAVES {
            self.faults.count("relays made more");
            self.spread *= 2;
        }
    }
}
