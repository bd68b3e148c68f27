//! Where relays stand: each follows the conversation or a relay before it, comes and goes, and leaves errands to be done.

use dormouse::chat::Millis;
use dormouse::objects::host::SocketId;

use crate::host::{Said, SimHost};
use crate::relay::{Errand, Ground, Relay};
use crate::wires::Down;
use crate::world::{Due, Place, World};

/// Relays that viewers sit at, at most.
pub const LEAVES: usize = 4;

pub struct Station {
    pub ground: Ground,
    relay: Option<Relay>,
    /// Which life this is: what was under way in an earlier one is reported to nobody.
    pub life: u32,
    /// Whom it follows.
    pub upper: Place,
    /// The account under which it follows: here a relay is a member like any other.
    pub account: usize,
    pub wire: Option<SocketId>,
    /// It has heard on this wire that it is live.
    pub live: bool,
    pub knock: Option<SocketId>,
    ring_asked: Option<Millis>,
}

impl Station {
    pub fn is_awake(&self) -> bool {
        self.relay.is_some()
    }
}

impl World {
    /// In every other world two relays stand between the conversation and those with viewers.
    pub fn build(&mut self, seed: u64) {
        self.heads = if seed % 2 == 1 { 2 } else { 0 };
        for nth in 0..self.heads + LEAVES {
            let account = self.register(&format!("relay-{nth}"));
            self.join(account);
            let upper = match nth.checked_sub(self.heads) {
                Some(leaf) if self.heads > 0 => Place::Relay(leaf % self.heads),
                _ => Place::Room,
            };
            let host = SimHost::new(self.dice.roll(), self.now);
            self.stations.push(Station {
                ground: Ground::new(host),
                relay: None,
                life: 0,
                upper,
                account,
                wire: None,
                live: false,
                knock: None,
                ring_asked: None,
            });
        }
    }

    /// Gives a relay an event, waking it if need be, and does what it leaves to be done.
    pub fn relay_event<T>(&mut self, nth: usize, event: impl FnOnce(&mut Relay) -> T) -> T {
        let station = &mut self.stations[nth];
        station.ground.host.body().clock.set(self.now);
        let ground = &station.ground;
        let relay = station.relay.get_or_insert_with(|| Relay::wake(ground.clone()));
        let came = event(relay);
        let errands = station.ground.take_errands();
        let (accepted, errands): (Vec<_>, Vec<_>) = errands
            .into_iter()
            .partition(|errand| matches!(errand, Errand::Accept(_)));
        for errand in accepted {
            self.run(nth, errand);
        }
        for said in self.stations[nth].ground.host.body().said.take() {
            match said {
                Said::Frame { to, text } => self.carry(Place::Relay(nth), &to, &text),
                Said::Close { socket, code } => {
                    self.check_close(socket, code);
                    self.push_down(socket, Down::Close(code));
                }
            }
        }
        for errand in errands {
            self.run(nth, errand);
        }
        self.ask_alarm(nth);
        came
    }

    fn run(&mut self, nth: usize, errand: Errand) {
        let life = self.stations[nth].life;
        let relay = nth;
        match errand {
            Errand::Accept(socket) => self.accept(nth, socket),
            Errand::Refuse(socket, refusal) => {
                let wait = self.delay();
                self.in_ms(wait, Due::Refused { socket, refusal });
            }
            Errand::Follow { wait, since, epoch } => self.in_ms(
                wait,
                Due::Follow {
                    relay,
                    life,
                    since,
                    epoch,
                },
            ),
            Errand::Unfollow => self.let_go(nth),
            Errand::Say(text) => {
                if let Some(socket) = self.stations[nth].wire {
                    self.say_up(socket, text);
                }
            }
            Errand::Ask { wait, of, call } => {
                let wait = wait + self.delay();
                let call = call.into();
                self.in_ms(
                    wait,
                    Due::Ask {
                        relay,
                        life,
                        of,
                        call,
                    },
                );
            }
        }
    }

    /// A relay's memory is gone, and its hop with it; sockets, rows and alarm stay.
    pub fn lose_memory(&mut self, nth: usize) {
        self.let_go(nth);
        let station = &mut self.stations[nth];
        station.relay = None;
        station.life += 1;
    }

    fn ask_alarm(&mut self, nth: usize) {
        let station = &mut self.stations[nth];
        let alarm = station.ground.host.body().alarm.get();
        if alarm != station.ring_asked {
            station.ring_asked = alarm;
            if let Some(at) = alarm {
                self.later(at, Due::Alarm(Place::Relay(nth)));
            }
        }
    }

    pub fn relay_rings(&mut self, nth: usize) {
        let body = self.stations[nth].ground.host.body();
        if body.alarm.get().is_some_and(|at| at <= self.now) {
            body.alarm.set(None);
            self.stations[nth].ring_asked = None;
            self.relay_event(nth, Relay::alarm);
        }
    }

    /// There is something to follow again: the conversation rings its relays until each is awake.
    pub fn ring_the_sleepers(&mut self) {
        for nth in 0..self.stations.len() {
            let wait = self.delay();
            if !self.stations[nth].is_awake() && self.stations[nth].life > 0 {
                self.in_ms(wait, Due::Ring(nth));
            }
        }
    }

    pub fn ring(&mut self, nth: usize) {
        if self.stations[nth].is_awake() {
            return;
        }
        if self.chaos && self.dice.one_in(4) {
            self.faults.count("ring lost");
            return self.in_ms(2_000, Due::Ring(nth));
        }
        self.faults.count("relay rung");
        self.relay_event(nth, |_| ());
    }
}
