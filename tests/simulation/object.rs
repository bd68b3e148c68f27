//! A simulated object: an actor that comes and goes on a host that stays.

use dormouse::chat::Millis;
use dormouse::objects::actor::{Actor, CallResult, OutboundCall};
use dormouse::objects::host::Attachment;

use crate::host::SimHost;

pub struct Object<A> {
    pub host: SimHost,
    actor: Option<A>,
    make: Box<dyn Fn(SimHost, Vec<Attachment>) -> A>,
    /// The number of this life. Results of calls from an earlier life are reported to nobody.
    pub life: u32,
    /// Calls under way in this life. They keep the object awake.
    pub calls: u32,
    /// How far its clock is ahead of the world's, in ms.
    pub ahead: i64,
    /// Calls to it fail until this time.
    pub unreachable_until: Millis,
    /// The alarm time for which the world has scheduled a [`Due::Ring`](crate::world::Due).
    pub ring_asked: Option<Millis>,
    pub rings: u64,
    /// A fault ended a life and may have taken frames with it.
    pub forgot: bool,
}

impl<A: Actor> Object<A> {
    pub fn new(host: SimHost, make: impl Fn(SimHost, Vec<Attachment>) -> A + 'static) -> Self {
        Self {
            host,
            actor: None,
            make: Box::new(make),
            life: 0,
            calls: 0,
            ahead: 0,
            unreachable_until: 0,
            ring_asked: None,
            rings: 0,
            forgot: false,
        }
    }

    /// Gives the actor an event, waking it first if it sleeps. Returns the outbound calls that
    /// follow, as the edge's shell does.
    pub fn event<T>(
        &mut self,
        now: Millis,
        event: impl FnOnce(&mut A) -> T,
    ) -> (T, Vec<OutboundCall>) {
        self.host
            .body()
            .clock
            .set(now.saturating_add_signed(self.ahead));
        let host = &self.host;
        let actor = self
            .actor
            .get_or_insert_with(|| (self.make)(host.clone(), host.attachments()));
        let result = event(actor);
        let outbound_calls = actor.outbound_calls();
        self.calls += u32::try_from(outbound_calls.len()).unwrap_or(u32::MAX);
        (result, outbound_calls)
    }

    /// Reports the result of a call of this life. As in the shell, no outbound calls are collected
    /// after it.
    pub fn report_result(
        &mut self,
        now: Millis,
        life: u32,
        outbound: &OutboundCall,
        result: &CallResult,
    ) {
        if life != self.life {
            return;
        }
        self.calls -= 1;
        self.host
            .body()
            .clock
            .set(now.saturating_add_signed(self.ahead));
        if let Some(actor) = &mut self.actor {
            actor.on_result(outbound, result);
        }
    }

    /// What the world needs to schedule the alarm: the life, the clock, and the alarm time already
    /// scheduled.
    pub fn rings_asked(&self) -> (u32, i64, Option<Millis>) {
        (self.life, self.ahead, self.ring_asked)
    }

    /// Whether the alarm is due. If so, it is cleared, as the runtime does before the handler runs.
    pub fn take_ring(&mut self, now: Millis) -> bool {
        self.ring_asked = None;
        let due = self
            .host
            .body()
            .alarm
            .get()
            .is_some_and(|at| at <= now.saturating_add_signed(self.ahead));
        if due {
            self.host.body().alarm.set(None);
            self.rings += 1;
        }
        due
    }

    pub fn is_awake(&self) -> bool {
        self.actor.is_some()
    }

    /// Whether the runtime would let the object sleep.
    pub fn is_idle(&self) -> bool {
        self.calls == 0 && self.host.body().turns.get().is_none()
    }

    /// Loses the memory. Sockets, database and alarm stay.
    pub fn forget(&mut self) {
        self.forgot |= !self.is_idle();
        self.actor = None;
        self.life += 1;
        self.calls = 0;
        self.host.body().forget_turns();
    }
}
