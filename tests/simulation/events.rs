//! Events of objects and what follows from them. This file plays the part of the edge's shell.

use std::collections::BTreeSet;

use dormouse::chat::{Millis, Seq, UserId};
use dormouse::objects::actor::{Actor, OutboundCall};
use dormouse::store::sql::{Sql, Value};

use crate::host::{Sent, SimHost};
use crate::world::{Due, ObjectRef, World};

impl World {
    pub fn host(&self, place: ObjectRef) -> &SimHost {
        match place {
            ObjectRef::User(nth) => &self.users[nth].host,
            ObjectRef::Conversation(nth) => &self.conversations[nth].object.host,
        }
    }

    /// Gives an object an event, then sends its frames and makes its calls.
    pub fn event<T>(&mut self, place: ObjectRef, event: impl FnOnce(&mut dyn Actor) -> T) -> T {
        let now = self.now;
        let (result, outbound_calls) = match place {
            ObjectRef::User(nth) => self.users[nth].event(now, |actor| event(actor)),
            ObjectRef::Conversation(nth) => self.conversations[nth]
                .object
                .event(now, |actor| event(actor)),
        };
        self.follow(place, outbound_calls);
        result
    }

    pub fn follow(&mut self, place: ObjectRef, outbound_calls: Vec<OutboundCall>) {
        let before = match place {
            ObjectRef::Conversation(nth) => self.refresh(nth),
            ObjectRef::User(_) => BTreeSet::new(),
        };
        let dies = std::mem::take(&mut self.may_die) && self.chaos && self.dice.one_in(200);
        for sent in self.host(place).body().sent.take() {
            match sent {
                Sent::Frame { .. } if dies => self.faults.count("died between storing and sending"),
                Sent::Frame { to, text } => self.carry(place, &before, &to, &text),
                Sent::Close { socket, code } => self.carry_close(socket, code),
            }
        }
        if dies {
            if let ObjectRef::Conversation(nth) = place {
                self.conversations[nth].object.forgot = true;
            }
            self.forget(place);
            return self.ask_rings(place);
        }
        for outbound in outbound_calls {
            self.send(place, outbound);
        }
        self.ask_rings(place);
    }

    /// Reads the members and the head from the database if it changed. Returns the members from
    /// before.
    fn refresh(&mut self, nth: usize) -> BTreeSet<UserId> {
        let conversation = &mut self.conversations[nth];
        let sql = &conversation.object.host.body().sql;
        let before = conversation.members.clone();
        if sql.changes() != conversation.changes {
            conversation.changes = sql.changes();
            let text = |value: &Value| match value {
                Value::Text(text) => UserId::parse(text),
                _ => None,
            };
            let rows = sql.query("SELECT user FROM people WHERE role IS NOT NULL");
            conversation.members = rows
                .iter()
                .filter_map(|row| row.values.first().and_then(text))
                .collect();
            let head = "SELECT max((SELECT coalesce(max(seq), 0) FROM messages),
                (SELECT coalesce(max(seq), 0) FROM events))";
            conversation.head = Seq(sql
                .query(head)
                .first()
                .and_then(|row| row.number(0).ok())
                .unwrap_or(0));
        }
        before
    }

    /// Schedules the alarm and the flush that an object has asked for.
    pub fn ask_rings(&mut self, place: ObjectRef) {
        let (life, ahead, asked) = match place {
            ObjectRef::User(nth) => self.users[nth].rings_asked(),
            ObjectRef::Conversation(nth) => self.conversations[nth].object.rings_asked(),
        };
        let here = |at: Millis| at.saturating_add_signed(-ahead);
        let body = self.host(place).body();
        let (alarm, turns) = (body.alarm.get(), body.turns.get());
        if let Some(at) = turns {
            self.later(here(at), Due::Flush(place, life));
        }
        if alarm != asked {
            if let Some(at) = alarm {
                self.later(here(at).max(self.now + 1), Due::Ring(place));
            }
            match place {
                ObjectRef::User(nth) => self.users[nth].ring_asked = alarm,
                ObjectRef::Conversation(nth) => self.conversations[nth].object.ring_asked = alarm,
            }
        }
    }

    pub fn flush(&mut self, place: ObjectRef, life: u32) {
        let same_life = match place {
            ObjectRef::User(nth) => self.users[nth].life == life,
            ObjectRef::Conversation(nth) => self.conversations[nth].object.life == life,
        };
        if same_life && self.host(place).body().end_turns() {
            self.may_die = matches!(place, ObjectRef::Conversation(_));
            self.event(place, |actor| actor.on_flush());
        }
    }

    pub fn ring(&mut self, place: ObjectRef) {
        let due = match place {
            ObjectRef::User(nth) => self.users[nth].take_ring(self.now),
            ObjectRef::Conversation(nth) => self.conversations[nth].object.take_ring(self.now),
        };
        if due {
            if !self.is_awake(place) {
                self.faults.count("alarm of a forgotten object");
            }
            self.event(place, |actor| actor.on_alarm());
        } else {
            self.ask_rings(place);
        }
    }

    pub fn is_awake(&self, place: ObjectRef) -> bool {
        match place {
            ObjectRef::User(nth) => self.users[nth].is_awake(),
            ObjectRef::Conversation(nth) => self.conversations[nth].object.is_awake(),
        }
    }

    /// An object's database, for reading.
    pub fn sql(&self, place: ObjectRef) -> &dyn Sql {
        &self.host(place).body().sql
    }
}
