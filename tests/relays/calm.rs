//! Worlds in which nothing fails: what relays cost, and what a sleeping or a slow one means for its people.

use dormouse::chat::ClientId;
use dormouse::chat::limits::WINDOW_BYTES;
use dormouse::objects::calls::ToConversation;

use crate::stations::LEAVES;
use crate::world::{Place, World};

impl World {
    /// Everyone watches in two tabs, each person at their relay. With odd seeds there are two tiers.
    fn calm(seed: u64) -> Self {
        let mut world = Self::new(seed);
        world.spread = LEAVES;
        for person in 0..5 {
            (0..2).for_each(|_| world.open(person));
        }
        world.run_for(60_000);
        assert!(world.viewers.iter().all(crate::viewer::Viewer::is_live));
        world
    }

    fn say_at_the_conversation(&mut self, body: String) {
        self.names += 1;
        let caller = self.caller(0);
        let client_id = ClientId::parse(&format!("calm{}", self.names)).expect("a good client id");
        let call = ToConversation::Post {
            caller,
            client_id,
            body,
        };
        self.ask_room(&call);
    }

    fn awake(&self) -> Vec<Place> {
        let all = self.stations.iter().enumerate();
        all.filter(|(_, station)| station.is_awake())
            .map(|(nth, _)| Place::Relay(nth))
            .collect()
    }

    fn everyone_has_everything(&self) -> bool {
        let head = Some(self.head().0);
        self.viewers
            .iter()
            .all(|viewer| viewer.is_live() && viewer.last == head)
    }
}

#[test]
fn a_message_costs_the_conversation_one_frame_for_each_relay_and_no_relay_asks_anything() {
    for seed in [2, 3] {
        let mut world = World::calm(seed);
        let (tiers, awake) = (world.heads.min(1) + 1, world.awake().len());
        world.frames.clear();
        let asks = world.asks;
        for _ in 0..10 {
            world.say_at_the_conversation("hello".to_owned());
            world.run_for(1_000);
        }
        let leaves = awake - world.heads;
        let from_room = if tiers == 1 { leaves } else { world.heads };
        assert_eq!(world.frames[&Place::Room], 10 * from_room, "tiers: {tiers}");
        let from_relays = world.frames.values().sum::<usize>() - 10 * from_room;
        let between = if tiers == 1 { 0 } else { leaves };
        assert_eq!(from_relays, 10 * (world.viewers.len() + between));
        assert_eq!(world.asks, asks);
        assert!(world.everyone_has_everything());
    }
}

#[test]
fn relays_rest_and_are_rung_and_their_people_notice_nothing() {
    for seed in [2, 3] {
        let mut world = World::calm(seed);
        for nth in 0..world.stations.len() {
            world.rest(nth);
        }
        assert_eq!(world.awake(), [], "all of them rest");
        world.run_for(1_000);
        let asks = world.asks;
        world.say_at_the_conversation("good morning".to_owned());
        world.run_for(10_000);
        assert!(world.everyone_has_everything());
        let lagged = world.faults.to_string().contains("lagged");
        // With two tiers each relay has let its follower in again; viewers kept their seats.
        let asked = world.asks - asks;
        let followers = if world.heads == 0 {
            0
        } else {
            2 * world.awake().len()
        };
        assert!(!lagged && asked <= followers, "asked {asked} times");
    }
}

#[test]
fn a_relay_that_reads_too_slowly_lags_at_the_conversation_and_brings_its_people_everything() {
    let mut world = World::calm(2);
    let slow = world.viewers[0].relay.expect("it was routed");
    let hop = world.stations[slow].wire.expect("it follows");
    world.wires.get_mut(&hop).expect("it has one").stalled = true;
    let messages = usize::try_from(WINDOW_BYTES).expect("a few MiB") / 8_000 + 50;
    for _ in 0..messages {
        world.say_at_the_conversation("x".repeat(8_000));
    }
    world.run_for(5_000);
    let others = world.viewers.iter().filter(|viewer| viewer.relay != Some(slow));
    assert!(others.clone().count() > 0, "somebody sits elsewhere");
    let head = Some(world.head().0);
    others.for_each(|viewer| assert_eq!(viewer.last, head, "others are not held up"));
    assert_ne!(world.viewers[0].last, head);
    world.unstall(hop);
    world.run_for(60_000);
    assert!(world.everyone_has_everything());
}

#[test]
fn a_relay_that_forgets_asks_its_people_where_they_are_and_nobody_has_to_come_back() {
    for (seed, nth) in [(2, 0), (2, 1), (3, 0), (3, 2)] {
        let mut world = World::calm(seed);
        // More than it has written down.
        (0..5).for_each(|_| world.say_at_the_conversation("hello".to_owned()));
        world.run_for(1_000);
        world.forget(nth);
        let asks = world.asks;
        world.say_at_the_conversation("is anybody there?".to_owned());
        world.run_for(5_000);
        assert!(world.everyone_has_everything(), "relay {nth} of world {seed}");
        // A relay of the first tier has to let itself in at another again; nobody else knocks.
        let knocks = if nth < world.heads || world.heads == 0 {
            0
        } else {
            2
        };
        assert_eq!(world.asks - asks, knocks, "relay {nth} of world {seed}");
    }
}

#[test]
fn what_the_conversation_stored_and_did_not_send_its_relays_fetch() {
    // Soon after, it says where it is as it wakes; later, and if no alarm was due before, only the gap tells.
    for (pause, seed) in [(1_000, 2), (20_000, 2), (20_000, 3)] {
        let mut world = World::calm(seed);
        world.dies_storing = true;
        world.say_at_the_conversation("unheard".to_owned());
        world.room.host.body().alarm.set(None);
        world.run_for(pause);
        world.say_at_the_conversation("heard".to_owned());
        world.run_for(5_000);
        assert!(world.everyone_has_everything());
        assert!(!world.faults.to_string().contains("mended"), "no viewer noticed");
    }
}
