//! The conversation's own object in this world: the real one, given events as the edge's shell does.

use std::collections::BTreeMap;

use dormouse::chat::bucket::Rate;
use dormouse::chat::{ConversationId, Person, Seq, Visibility};
use dormouse::objects::actor::{Actor, Upshot};
use dormouse::objects::calls::{Caller, FromConversation, ToConversation};
use dormouse::objects::conversation::Room;
use dormouse::store::conversation::{log, people};

use crate::dice::Dice;
use crate::host::{Said, SimHost};
use crate::object::Object;
use crate::wires::Down;
use crate::world::{Due, NOON, Place, World};

/// Entries of the log that are read at once.
const ALL: u32 = 100_000;

pub fn new(dice: &mut Dice, id: &ConversationId) -> Object<Room<SimHost>> {
    let rate = Rate {
        burst: 1e6,
        per_second: 1e6,
    };
    let id = id.clone();
    Object::new(SimHost::new(dice.roll(), NOON), move |host, kept| {
        Room::new(host, id.clone(), rate, kept)
    })
}

impl World {
    pub fn caller(&self, person: usize) -> Caller {
        Caller {
            person: self.people[person].person.clone(),
            session: self.people[person].session.clone(),
        }
    }

    /// Anna founds the group; everyone who is there joins it.
    pub fn found(&mut self) {
        let call = ToConversation::Found {
            caller: self.caller(0),
            title: "The audience".to_owned(),
            topic: String::new(),
            visibility: Visibility::Public,
        };
        self.ask_room(&call);
        for person in 1..self.people.len() {
            self.join(person);
        }
    }

    pub fn join(&mut self, person: usize) {
        let caller = self.caller(person);
        self.ask_room(&ToConversation::Join { caller });
    }

    pub fn is_member(&self, person: usize) -> bool {
        let user = &self.people[person].person.id;
        let change = self
            .log
            .iter()
            .rev()
            .find(|event| event.subject().is_some_and(|it| it.id == *user));
        change.is_some_and(|event| crate::relay::going(event).is_none())
    }

    /// Asks the conversation's object; nothing when it cannot be reached.
    pub fn ask_room(&mut self, call: &ToConversation) -> Option<FromConversation> {
        if self.unreachable_until > self.now {
            return None;
        }
        let call = serde_json::to_string(call).expect("calls can be spelled");
        let answer = self.room_event(|room| room.answer(&call));
        let answer = serde_json::from_str(&answer.expect("calls can be read"));
        Some(answer.expect("answers can be read"))
    }

    /// Gives it an event and does what follows from it. Its calls to people's own objects are taken for done.
    pub fn room_event<T>(&mut self, event: impl FnOnce(&mut Room<SimHost>) -> T) -> T {
        let now = self.now;
        let (came, chores) = self.room.event(now, event);
        let life = self.room.life;
        for chore in &chores {
            self.room.settle(now, life, chore, Upshot::Done);
        }
        let stored = self.read_log();
        let dies = stored && std::mem::take(&mut self.dies_storing);
        if dies {
            self.faults.count("conversation lost between storing and sending");
            self.room.forget();
        }
        for said in self.room.host.body().said.take() {
            match said {
                Said::Frame { .. } if dies => {}
                Said::Frame { to, text } => self.carry(Place::Room, &to, &text),
                Said::Close { socket, code } => self.push_down(socket, Down::Close(code)),
            }
        }
        self.ask_rings();
        came
    }

    /// Reads what was stored since the last look; relays that sleep are rung for it. Whether there was any.
    fn read_log(&mut self) -> bool {
        let sql = &self.room.host.body().sql;
        if sql.changes() == self.changes {
            return false;
        }
        self.changes = sql.changes();
        let rows = people::all(sql).expect("readable");
        let names: BTreeMap<_, _> = rows
            .into_iter()
            .map(|row| {
                let (id, handle) = (row.user, row.membership.handle);
                (row.number, Person { id, handle })
            })
            .collect();
        let known = Seq(self.log.len() as u64);
        let new = log::after(sql, &names, known, ALL).expect("readable");
        let is_new = !new.is_empty();
        if is_new {
            self.log.extend(new);
            self.ring_the_sleepers();
        }
        is_new
    }

    /// Has the alarm and the flush happen when they are wanted.
    fn ask_rings(&mut self) {
        let body = self.room.host.body();
        let (alarm, flush) = (body.alarm.get(), body.flush.get());
        if let Some(at) = flush {
            let life = self.room.life;
            self.later(at, Due::Flush(life));
        }
        if alarm != self.room.ring_asked {
            self.room.ring_asked = alarm;
            if let Some(at) = alarm {
                self.later(at.max(self.now + 1), Due::Alarm(Place::Room));
            }
        }
    }

    pub fn room_flushes(&mut self, life: u32) {
        if self.room.life == life && self.room.host.body().flush.take().is_some() {
            self.room_event(Actor::flush);
        }
    }

    pub fn room_rings(&mut self) {
        if self.room.take_ring(self.now) {
            self.room_event(Actor::alarm);
        } else {
            self.ask_rings();
        }
    }
}
