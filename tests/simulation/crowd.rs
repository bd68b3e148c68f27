//! What leaves at once, what waits for company, and for how long: one conversation, event by event.

use dormouse::chat::Draft;
use dormouse::chat::client_frames::FromClient;
use dormouse::chat::frames::ToClient;
use dormouse::chat::limits::YIELD_MAX;
use dormouse::objects::actor::Actor;
use dormouse::objects::conversation::ConversationActor;

use crate::host::{Sent, SimHost};
use crate::world::World;

/// A conversation with three tabs open, and its world standing still.
struct Still {
    world: World,
    tabs: [usize; 3],
}

impl Still {
    fn new() -> Self {
        let mut world = World::group_of(3);
        let tabs = [world.tab(0), world.tab(1), world.tab(2)];
        world.run_for(60_000);
        Self { world, tabs }
    }

    /// Somebody says something. How many messages each frame has that goes out in the same event.
    fn says(&mut self, person: usize) -> Vec<usize> {
        let client_id = self.world.new_name();
        let body = "hello".to_owned();
        let post =
            serde_json::to_string(&FromClient::Post(Draft { client_id, body })).expect("spelled");
        let socket = self.world.clients[self.tabs[person]].socket.expect("open");
        self.event(|conversation| conversation.on_text(socket, &post))
    }

    /// The turns of the event loop that were asked for are over.
    fn turned(&mut self) -> Vec<usize> {
        let body = self.world.conversations[0].object.host.body();
        assert!(body.turns.get().is_some(), "turns were asked for");
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
        let said = self.world.conversations[0].object.host.body().said.take();
        let frames = said.iter().filter_map(|said| match said {
            Sent::Frame { to, text } if to.len() == self.tabs.len() => {
                serde_json::from_str(text).ok()
            }
            _ => None,
        });
        let messages = frames.filter_map(|frame| match frame {
            ToClient::Events { events } => Some(events.len()),
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

    /// Two speak while the runtime looks round after a third.
    fn crowd(&mut self) {
        assert_eq!(self.says(0), [1]);
        assert_eq!(self.says(1), [0; 0]);
        assert_eq!(self.says(2), [0; 0]);
        assert_eq!(self.turned(), [2]);
    }
}

#[test]
fn a_lone_message_leaves_in_the_event_that_brought_it() {
    let mut still = Still::new();
    for _ in 0..3 {
        assert_eq!(still.says(0), [1]);
        assert_eq!(still.turned(), [0; 0]);
    }
}

#[test]
fn in_a_crowd_the_first_waits_for_the_others_and_the_last_alone_is_alone_again() {
    let mut still = Still::new();
    still.crowd();
    assert!(!still.is_yielding(), "the next to come will have it look");
    assert_eq!(still.says(0), [0; 0]);
    assert_eq!(still.says(1), [0; 0]);
    assert_eq!(still.turned(), [2]);
    assert_eq!(still.says(2), [0; 0]);
    assert_eq!(still.turned(), [1], "nobody came");
    assert_eq!(still.turned(), [0; 0]);
    assert_eq!(still.says(0), [1]);
}

#[test]
fn a_crowd_is_over_after_a_while() {
    let mut still = Still::new();
    still.crowd();
    still.world.now += YIELD_MAX;
    assert_eq!(still.says(0), [1]);
}

#[test]
fn what_waits_for_a_look_that_never_comes_back_leaves_with_the_next_or_with_the_alarm() {
    let mut still = Still::new();
    assert_eq!(still.says(0), [1]);
    assert_eq!(still.says(1), [0; 0]);
    still.world.now += YIELD_MAX;
    assert_eq!(still.says(2), [2]);
    assert_eq!(still.says(0), [0; 0]);
    still.world.now += YIELD_MAX;
    assert_eq!(still.event(Actor::on_alarm), [1]);
}
