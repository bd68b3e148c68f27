//! A relay's lives: waking with or without its thread, going to rest, and looking after itself.
//!
//! An object with an outgoing socket cannot hibernate. So a quiet relay lets go of its hop, and is rung by the conversation
//! when there is something to follow again; the sockets of its people sleep with it.

use std::collections::BTreeMap;

use dormouse::chat::CloseCode;
use dormouse::chat::frames::ToClient;
use dormouse::chat::limits::LAG_MAX;
use dormouse::objects::host::{Host, Kept};

use super::ground::Attached;
use super::tail::Tail;
use super::{Ground, Hop, ROUND, Relay, Seat};

impl Relay {
    /// A relay as it wakes: the sockets are those that stayed.
    pub fn wake(ground: Ground) -> Self {
        let now = ground.host.now();
        let (cursor, exact) = {
            let mut stay = ground.stay();
            (stay.cursor, std::mem::take(&mut stay.exact))
        };
        let mut relay = Self {
            hop: Hop::Cut,
            live_at: now,
            cursor,
            welcome: None,
            unacked: 0,
            tail: Tail::default(),
            seats: BTreeMap::new(),
            knocks: BTreeMap::new(),
            ground,
        };
        for kept in relay.ground.host.kept() {
            relay.take_up(kept, exact);
        }
        if !exact {
            relay.ask_where_they_are();
        }
        relay.look_after();
        relay.follow(0);
        relay
    }

    fn take_up(&mut self, Kept { socket, caller, .. }: Kept, exact: bool) {
        let attached = self.ground.stay().attached.get(&socket).copied();
        let Some(attached) = attached else { return };
        let mut seat = Seat::new(caller, attached.fence, self.cursor.filter(|_| exact));
        (seat.live, seat.bereft) = (exact, attached.bereft || !exact);
        seat.lagging = (!exact).then(|| self.now());
        self.seats.insert(socket, seat);
    }

    /// Memory was lost, and with it how far each had been served. `lagging` is the protocol's way to ask: the answer is an ack.
    fn ask_where_they_are(&self) {
        let all: Vec<_> = self.seats.keys().copied().collect();
        if let Some(head) = self.cursor.filter(|_| !all.is_empty()) {
            self.say(&all, &ToClient::Lagging { head });
        }
    }

    /// Lets go of the hop, if everyone has everything. True: its memory may go.
    pub fn rest(&mut self) -> bool {
        let quiet = |seat: &Seat| seat.live && seat.posts.is_empty() && !seat.seen.under_way;
        if self.hop != Hop::Live || !self.knocks.is_empty() || !self.seats.values().all(quiet) {
            return false;
        }
        // From now on it is rung, or somebody knocks or speaks.
        self.ground.host.body().alarm.set(None);
        let mut stay = self.ground.stay();
        (stay.cursor, stay.exact) = (self.cursor, true);
        for (socket, seat) in self.seats.iter().filter(|(_, seat)| seat.bereft) {
            let (fence, bereft) = (seat.fence, true);
            stay.attached.insert(*socket, Attached { fence, bereft });
        }
        true
    }

    /// Asks to be woken while somebody sits here.
    pub(super) fn look_after(&self) {
        if self.ground.host.body().alarm.get().is_none() && !self.ground.host.kept().is_empty() {
            self.ground.host.wake_at(self.now() + ROUND);
        }
    }

    /// The alarm went off: note how far this is, and keep nobody waiting for what does not come.
    pub fn alarm(&mut self) {
        let now = self.now();
        self.ground.stay().cursor = self.cursor;
        self.end_where(CloseCode::TooSlow, |seat| {
            seat.lagging.is_some_and(|since| now >= since + LAG_MAX)
        });
        if self.hop != Hop::Live && now >= self.live_at + ROUND {
            // People with a dead relay hear nothing and do not know it. Let them knock, and be told what is wrong.
            self.end_where(CloseCode::Restart, |_| true);
        }
        self.look_after();
    }
}
