//! Events of objects, and what follows from them: the part of the edge's shell.

use std::collections::BTreeSet;

use dormouse::chat::{Millis, Seq, UserId};
use dormouse::objects::actor::{Actor, Chore};
use dormouse::store::sql::{Sql, Value};

use crate::host::{Said, SimHost};
use crate::world::{Due, Place, World};

impl World {
    pub fn host(&self, place: Place) -> &SimHost {
        match place {
            Place::Desk(nth) => &self.desks[nth].host,
            Place::Room(nth) => &self.rooms[nth].object.host,
        }
    }

    /// Gives an object an event and does what follows from it.
    pub fn event<T>(&mut self, place: Place, event: impl FnOnce(&mut dyn Actor) -> T) -> T {
        let now = self.now;
        let (came, chores) = match place {
            Place::Desk(nth) => self.desks[nth].event(now, |actor| event(actor)),
            Place::Room(nth) => self.rooms[nth].object.event(now, |actor| event(actor)),
        };
        self.follow(place, chores);
        came
    }

    pub fn follow(&mut self, place: Place, chores: Vec<Chore>) {
        let before = match place {
            Place::Room(nth) => self.refresh(nth),
            Place::Desk(_) => BTreeSet::new(),
        };
        for said in self.host(place).body().said.take() {
            match said {
                Said::Frame { to, text } => self.carry(place, &before, &to, &text),
                Said::Close { socket, code } => self.carry_close(socket, code),
            }
        }
        for chore in chores {
            self.send(place, chore);
        }
        self.ask_rings(place);
    }

    /// Reads who is in a conversation and where its log ends, if anything changed; returns who was in it before.
    fn refresh(&mut self, nth: usize) -> BTreeSet<UserId> {
        let home = &mut self.rooms[nth];
        let sql = &home.object.host.body().sql;
        let before = home.members.clone();
        if sql.changes() != home.changes {
            home.changes = sql.changes();
            let text = |value: &Value| match value {
                Value::Text(text) => UserId::parse(text),
                _ => None,
            };
            let rows = sql.look("SELECT user FROM people WHERE role IS NOT NULL");
            home.members = rows
                .iter()
                .filter_map(|row| row.0.first().and_then(text))
                .collect();
            let head = "SELECT max((SELECT coalesce(max(seq), 0) FROM messages), (SELECT coalesce(max(seq), 0) FROM events))";
            home.head = Seq(sql
                .look(head)
                .first()
                .and_then(|row| row.number(0).ok())
                .unwrap_or(0));
        }
        before
    }

    /// Has the alarm and the flush of an object happen when it wants them.
    pub fn ask_rings(&mut self, place: Place) {
        let (life, ahead, asked) = match place {
            Place::Desk(nth) => self.desks[nth].rings_asked(),
            Place::Room(nth) => self.rooms[nth].object.rings_asked(),
        };
        let here = |at: Millis| at.saturating_add_signed(-ahead);
        let body = self.host(place).body();
        let (alarm, flush) = (body.alarm.get(), body.flush.get());
        if let Some(at) = flush {
            self.later(here(at), Due::Flush(place, life));
        }
        if alarm != asked {
            if let Some(at) = alarm {
                self.later(here(at).max(self.now + 1), Due::Ring(place));
            }
            match place {
                Place::Desk(nth) => self.desks[nth].ring_asked = alarm,
                Place::Room(nth) => self.rooms[nth].object.ring_asked = alarm,
            }
        }
    }

    pub fn flush(&mut self, place: Place, life: u32) {
        let same_life = match place {
            Place::Desk(nth) => self.desks[nth].life == life,
            Place::Room(nth) => self.rooms[nth].object.life == life,
        };
        if same_life && self.host(place).body().flush.take().is_some() {
            self.event(place, |actor| actor.flush());
        }
    }

    pub fn ring(&mut self, place: Place) {
        let due = match place {
            Place::Desk(nth) => self.desks[nth].take_ring(self.now),
            Place::Room(nth) => self.rooms[nth].object.take_ring(self.now),
        };
        if due {
            if !self.is_awake(place) {
                self.faults.count("alarm of a forgotten object");
            }
            self.event(place, |actor| actor.alarm());
        } else {
            self.ask_rings(place);
        }
    }

    pub fn is_awake(&self, place: Place) -> bool {
        match place {
            Place::Desk(nth) => self.desks[nth].is_awake(),
            Place::Room(nth) => self.rooms[nth].object.is_awake(),
        }
    }

    /// A database of an object, for looking at it.
    pub fn sql(&self, place: Place) -> &dyn Sql {
        &self.host(place).body().sql
    }
}
