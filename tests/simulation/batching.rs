//! Batching: which messages leave at once, which wait for others, and for how long. One
//! conversation, event by event.

use dormouse::chat::Draft;
use dormouse::chat::client_frames::FromClient;
use dormouse::chat::frames::ToClient;
use dormouse::chat::limits::YIELD_MAX;
use dormouse::objects::actor::Actor;
use dormouse::objects::conversation::ConversationActor;

use crate::host::{Sent, SimHost};
use crate::world::World;

/// A conversation with three open tabs. No time passes unless a test says so.
struct Batching {
    world: World,
    tabs: [usize; 3],
}

impl Batching {
    fn new() -> Self {
        let mut world = World::group_of(3);
        let tabs = [world.tab(0), world.tab(1), world.tab(2)];
        world.run_for(60_000);
        Self { world, tabs }
    }

    /// A member posts. Returns how many messages each frame holds that leaves in the same event.
    fn says(&mut self, person: usize) -> Vec<usize> {
        let client_id = self.world.new_client_id();
        let body = "hello".to_owned();
        let post =
            serde_json::to_string(&FromClient::Post(Draft::new(client_id, body))).expect("spelled");
        let socket = self.world.clients[self.tabs[person]].socket.expect("open");
        self.event(|conversation| conversation.on_text(socket, &post))
    }

    /// The event-loop turns that the actor asked for are over.
    fn turned(&mut self) -> Vec<usize> {
        let body = self.world.conversations[0].object.host.body();
        assert!(body.turns.get().is_some(), "the actor asked for turns");
        if body.end_turns() {
            self.event(Actor::on_flush)
        } else {
            Vec::new()
        }
    }

    fn event(&mut self, event: impl FnOnce(&mut ConversationActor<SimHost>)) -> Vec<usize> {
        self.world.conversations[0]
            .object
            .event(self.world.now, event);
        let sent = self.world.conversations[0].object.host.body().sent.take();
        let frames = sent.iter().filter_map(|sent| match sent {
            Sent::Frame { to, text } if to.len() == self.tabs.len() => {
                serde_json::from_str(text).ok()
            }
            _ => None,
        });
        let messages = frames.filter_map(|frame| match frame {
            ToClient::Events { events, .. } => Some(events.len()),
            _ => None,
        });
        messages.collect()
    }

    fn is_yielding(&self) -> bool {
        self.world.conversations[0]
            .object
            .host
            .body()
            .turns
            .get()
            .is_some()
    }

    /// Two more members post while the actor yields to the event loop after the first post.
    fn start_batch(&mut self) {
        assert_eq!(self.says(0), [1]);
        assert_eq!(self.says(1), [0; 0]);
        assert_eq!(self.says(2), [0; 0]);
        assert_eq!(self.turned(), [2]);
    }
}

#[test]
fn a_lone_message_leaves_in_the_event_that_delivers_it() {
    let mut scene = Batching::new();
    for _ in 0..3 {
        assert_eq!(scene.says(0), [1]);
        assert_eq!(scene.turned(), [0; 0]);
    }
}

#[test]
fn after_a_batch_the_next_post_waits_for_others_and_a_batch_of_one_ends_batching() {
    let mut scene = Batching::new();
    scene.start_batch();
    assert!(
        !scene.is_yielding(),
        "the actor yields only after the next post"
    );
    assert_eq!(scene.says(0), [0; 0]);
    assert_eq!(scene.says(1), [0; 0]);
    assert_eq!(scene.turned(), [2]);
    assert_eq!(scene.says(2), [0; 0]);
    assert_eq!(scene.turned(), [1], "no other post joined the batch");
    assert_eq!(scene.turned(), [0; 0]);
    assert_eq!(scene.says(0), [1]);
}

#[test]
fn a_client_with_two_posts_under_way_has_them_stored_and_sent_together() {
    let mut scene = Batching::new();
    assert_eq!(scene.says(0), [1]);
    assert_eq!(scene.says(0), [0; 0]);
    assert_eq!(scene.turned(), [1]);
    for _ in 0..3 {
        assert_eq!(scene.says(0), [0; 0]);
        assert_eq!(scene.says(0), [0; 0]);
        assert_eq!(scene.turned(), [2]);
    }
}

#[test]
fn a_post_that_comes_long_after_a_lone_one_is_lone_too() {
    let mut scene = Batching::new();
    assert_eq!(scene.says(0), [1]);
    assert_eq!(scene.turned(), [0; 0]);
    scene.world.now += YIELD_MAX;
    assert_eq!(scene.says(1), [1]);
    assert_eq!(scene.turned(), [0; 0]);
    assert_eq!(scene.says(2), [1]);
}

#[test]
fn batching_ends_after_a_pause() {
    let mut scene = Batching::new();
    scene.start_batch();
    scene.world.now += YIELD_MAX;
    assert_eq!(scene.says(0), [1]);
}

#[test]
fn a_message_whose_flush_is_lost_leaves_with_the_next_post_or_the_alarm() {
    let mut scene = Batching::new();
    assert_eq!(scene.says(0), [1]);
    assert_eq!(scene.says(1), [0; 0]);
    scene.world.now += YIELD_MAX;
    assert_eq!(scene.says(2), [2]);
    assert_eq!(scene.says(0), [0; 0]);
    scene.world.now += YIELD_MAX;
    assert_eq!(scene.event(Actor::on_alarm), [1]);
}
