//! Catching up in the worst order. A member comes online while the answer that they are away is on
//! its way, or leaves again while their object asks. Tests carry the calls by hand, and objects
//! lose their memory in between.

use dormouse::chat::{ConversationId, Draft, Role, Taken, Visibility};
use dormouse::objects::actor::{Actor, CallResult, OutboundCall, reply};
use dormouse::objects::call::Call;
use dormouse::objects::conversation::calls::{CatchUp, CaughtUp, Join, Post};
use dormouse::objects::user::calls::{Inbox, UpdateInbox};
use dormouse::store::inbox;

use crate::absent::{ANNA, CLEO};
use crate::world::{ObjectRef, World};

const GROUP: ObjectRef = ObjectRef::Conversation(0);
const CLEOS_OBJECT: ObjectRef = ObjectRef::User(CLEO);

/// A group of three in which nobody counts as away, and Cleo has just gone offline.
fn cleo_has_just_gone() -> World {
    let mut world = World::group_of(3);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(60_000);
    world.close_inbox(cleos);
    world
}

/// The answer of an object with a connected device.
fn seen() -> CallResult {
    serde_json::from_str(r#"{"Ok":"seen"}"#).expect("an answer")
}

impl World {
    /// Anna posts. Returns the call to Cleo's object without making it.
    fn say_and_hold(&mut self) -> OutboundCall {
        let (principal, client_id) = (self.principal(ANNA).expect("anna"), self.new_client_id());
        let body = "are you there?".to_owned();
        let draft = Draft::new(client_id, body);
        let post = Post { principal, draft };
        let post = serde_json::to_string(&post).expect("spelled");
        let (_, outbound_calls) = self.conversations[0]
            .object
            .event(self.now, |conversation| {
                conversation.on_call(Post::NAME, &post)
            });
        let cleo = self.person(CLEO).id.clone();
        let mut held = None;
        for outbound in outbound_calls {
            match &outbound {
                OutboundCall::UpdateInbox(user, _) if *user == cleo => held = Some(outbound),
                _ => self.report_result(GROUP, self.life(GROUP), &outbound, &seen()),
            }
        }
        held.expect("a call to Cleo's object")
    }

    /// Makes the call. Returns the answer without reporting it.
    fn arrive_and_hold(&mut self, outbound: &OutboundCall) -> CallResult {
        self.make_call(outbound).expect("reached")
    }

    /// Cleo asks for her inbox over HTTP. Returns the call to the group without making it.
    fn ask_and_hold(&mut self) -> OutboundCall {
        let principal = self.principal(CLEO).expect("cleo");
        let call = serde_json::to_string(&Inbox { principal }).expect("spelled");
        let (_, mut outbound_calls) =
            self.users[CLEO].event(self.now, |actor| actor.on_call(Inbox::NAME, &call));
        let asks = |outbound: &OutboundCall| matches!(outbound, OutboundCall::CatchUp { .. });
        let at = outbound_calls.iter().position(asks).expect("a question");
        outbound_calls.remove(at)
    }

    /// While Cleo is online, the group updates her inbox now and later.
    #[track_caller]
    fn check_cleo_gets_updates(&mut self, client: usize, unread: u64) {
        self.run_for(62_000);
        assert_eq!(self.shown(client).map(|entry| entry.unread), Some(unread));
        self.say_by_request(ANNA, 5);
        self.run_for(62_000);
        assert_eq!(
            self.shown(client).map(|entry| entry.unread),
            Some(unread + 1)
        );
        self.check_absences();
    }
}

#[test]
fn a_member_who_returns_before_the_answer_away_arrives_still_gets_updates() {
    for loses_memory in [None, Some(GROUP), Some(CLEOS_OBJECT)] {
        let mut world = cleo_has_just_gone();
        let call = world.say_and_hold();
        let (life, answer) = (world.life(GROUP), world.arrive_and_hold(&call));
        assert!(matches!(
            reply::<UpdateInbox>(&answer),
            Some(Taken::Unseen(_))
        ));
        if let Some(place) = loses_memory {
            world.forget(place);
        }
        let cleos = world.open_inbox(CLEO, world.session(CLEO));
        world.run_for(1_000);
        assert_eq!(world.shown(cleos).map(|entry| entry.unread), Some(1));
        world.report_result(GROUP, life, &call, &answer);
        world.check_cleo_gets_updates(cleos, 1);
    }
}

#[test]
fn if_the_answer_away_is_lost_the_next_call_gets_it_again() {
    let mut world = cleo_has_just_gone();
    let call = world.say_and_hold();
    drop(world.arrive_and_hold(&call));
    world.forget(GROUP);
    world.run_for(60_000);
    world.inbox_updates.clear();
    for _ in 0..100 {
        world.say_by_request(ANNA, 5);
        world.run_for(10_000);
    }
    assert!(world.updates_to(CLEO) <= 1, "{}", world.updates_to(CLEO));
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.check_cleo_gets_updates(cleos, 101);
}

#[test]
fn a_member_who_leaves_while_their_object_asks_the_group_asks_again_on_return() {
    for loses_memory in [None, Some(GROUP), Some(CLEOS_OBJECT)] {
        let mut world = cleo_has_just_gone();
        world.say_by_request(ANNA, 5);
        world.run_for(60_000);
        let question = world.ask_and_hold();
        let (life, answer) = (world.life(CLEOS_OBJECT), world.arrive_and_hold(&question));
        // Meanwhile Anna posts again, and no inbox update leaves.
        world.say_by_request(ANNA, 5);
        world.run_for(60_000);
        world.report_result(CLEOS_OBJECT, life, &question, &answer);
        if let Some(place) = loses_memory {
            world.forget(place);
        }
        world.say_by_request(ANNA, 5);
        world.run_for(60_000);
        let cleos = world.open_inbox(CLEO, world.session(CLEO));
        world.check_cleo_gets_updates(cleos, 3);
    }
}

#[test]
fn a_catch_up_call_that_arrives_again_late_takes_no_update_from_a_member_online() {
    let mut world = cleo_has_just_gone();
    world.say_by_request(ANNA, 5);
    world.run_for(60_000);
    let question = world.ask_and_hold();
    let (life, answer) = (world.life(CLEOS_OBJECT), world.arrive_and_hold(&question));
    world.report_result(CLEOS_OBJECT, life, &question, &answer);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    // The pace delays the update for this post. Then the catch-up call arrives again; nobody waits
    // for its answer.
    world.say_by_request(ANNA, 5);
    drop(world.arrive_and_hold(&question));
    world.check_cleo_gets_updates(cleos, 2);
}

#[test]
fn an_object_that_loses_its_memory_before_it_asks_still_catches_up() {
    let mut world = cleo_has_just_gone();
    world.say_by_request(ANNA, 5);
    world.run_for(60_000);
    world.conversations[0].object.unreachable_until = world.now + 30_000;
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.forget(CLEOS_OBJECT);
    world.run_for(20_000);
    world.forget(CLEOS_OBJECT);
    world.run_for(30_000);
    world.check_cleo_gets_updates(cleos, 1);
}

#[test]
fn a_person_who_left_a_group_while_away_asks_it_once_and_learns_nothing() {
    let mut world = cleo_has_just_gone();
    world.leave(CLEO);
    world.say_by_request(ANNA, 5);
    world.run_for(60_000);
    let question = world.ask_and_hold();
    let answer = world.arrive_and_hold(&question);
    assert_eq!(reply::<CatchUp>(&answer), Some(CaughtUp::default()));
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(20_000);
    assert_eq!(
        (world.shown(cleos), world.catch_ups()),
        (None, 2),
        "her object asked once before she came and once when she came"
    );
    world.close_inbox(cleos);
    let again = world.open_inbox(CLEO, world.session(CLEO));
    world.join(CLEO);
    world.check_cleo_gets_updates(again, 0);
}

#[test]
fn a_member_who_joined_again_learns_their_role_after_a_catch_up_answer_was_lost() {
    let mut world = cleo_has_just_gone();
    world.leave(CLEO);
    world.run_for(1_000);
    world.users[CLEO].unreachable_until = world.now + 30_000;
    world.join(CLEO);
    world.run_for(1_000);
    world.users[CLEO].unreachable_until = 0;
    let question = world.ask_and_hold();
    drop(world.arrive_and_hold(&question));
    world.forget(CLEOS_OBJECT);
    world.run_for(60_000);
    let known = inbox::get(world.sql(CLEOS_OBJECT), &world.conversations[0].id).expect("readable");
    let role = known.and_then(|known| known.summary.role);
    assert_eq!(
        role,
        Some(Role::Member),
        "her object must know where to end her sessions"
    );
}

#[test]
fn catching_up_with_a_conversation_that_does_not_exist_writes_nothing() {
    let mut world = World::new(1, 1);
    let (user, absence) = (world.person(ANNA).id.clone(), 7);
    let answer =
        world.ask_conversation(&ConversationId::group(&[7; 20]), &CatchUp { user, absence });
    assert_eq!(answer, Some(Ok(CaughtUp::default())));
    assert_eq!(
        world.host(GROUP).body().sql.take_writes(),
        Vec::<String>::new()
    );
}

#[test]
fn a_return_to_a_hundred_groups_asks_forty_at_a_time_and_all_within_seconds() {
    let mut world = World::new(1, 2);
    for conversation in 0..100 {
        world.create(ANNA, Visibility::Public);
        let principal = world.principal(1).expect("ben");
        world.request(1, conversation, &Join { principal });
    }
    world.run_for(60_000);
    let bens = world.open_inbox(1, world.session(1));
    assert_eq!(world.catch_ups(), 40);
    world.run_for(2_000);
    assert_eq!(
        (world.catch_ups(), world.clients[bens].inbox.len()),
        (100, 100)
    );
}
