//! Somebody comes home while the answer that nobody is home is still on its way, or goes again while an object is being asked:
//! the calls are carried by hand, in the worst order, and objects lose their memory in between.

use dormouse::chat::{ConversationId, Draft, Role, Taken, Visibility};
use dormouse::objects::actor::{Actor, CallResult, OutboundCall, reply};
use dormouse::objects::call::Call;
use dormouse::objects::conversation::calls::{CatchUp, CaughtUp, Join, Post};
use dormouse::objects::user::calls::{Inbox, UpdateInbox};
use dormouse::store::inbox;

use crate::absent::{ANNA, CLEO};
use crate::world::{ObjectRef, World};

const GROUP: ObjectRef = ObjectRef::Conversation(0);
const HERS: ObjectRef = ObjectRef::User(CLEO);

/// A group of three in which nobody is counted as away, and Cleo has just gone.
fn cleo_has_just_gone() -> World {
    let mut world = World::group_of(3);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(60_000);
    world.go(cleos);
    world
}

/// The answer of an object at which somebody saw the summary.
fn seen() -> CallResult {
    serde_json::from_str(r#"{"Ok":"seen"}"#).expect("an answer")
}

impl World {
    /// Anna says something; the call to Cleo that comes of it is kept back.
    fn say_and_hold(&mut self) -> OutboundCall {
        let (principal, client_id) = (self.principal(ANNA).expect("anna"), self.new_name());
        let body = "are you there?".to_owned();
        let draft = Draft { client_id, body };
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
        held.expect("a call to Cleo's")
    }

    /// The call arrives; what is answered is kept back.
    fn arrive_and_hold(&mut self, outbound: &OutboundCall) -> CallResult {
        self.make_call(outbound).expect("reached")
    }

    /// Cleo asks for her inbox over HTTP; the question to the group that comes of it is kept back.
    fn ask_and_hold(&mut self) -> OutboundCall {
        let principal = self.principal(CLEO).expect("cleo");
        let call = serde_json::to_string(&Inbox { principal }).expect("spelled");
        let (_, mut outbound_calls) = self.users[CLEO].event(self.now, |user_actor| {
            user_actor.on_call(Inbox::NAME, &call)
        });
        let asks = |outbound: &OutboundCall| matches!(outbound, OutboundCall::CatchUp { .. });
        let at = outbound_calls.iter().position(asks).expect("a question");
        outbound_calls.remove(at)
    }

    /// Cleo is home, and the group says so much to her, now and later.
    #[track_caller]
    fn check_cleo_hears(&mut self, client: usize, unread: u64) {
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
fn an_answer_that_is_overtaken_by_the_homecoming_makes_nobody_forgotten() {
    for loses_memory in [None, Some(GROUP), Some(HERS)] {
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
        world.check_cleo_hears(cleos, 1);
    }
}

#[test]
fn an_answer_that_is_lost_is_given_again_and_then_holds() {
    let mut world = cleo_has_just_gone();
    let call = world.say_and_hold();
    drop(world.arrive_and_hold(&call));
    world.forget(GROUP);
    world.run_for(60_000);
    world.tells.clear();
    for _ in 0..100 {
        world.say_by_request(ANNA, 5);
        world.run_for(10_000);
    }
    assert!(world.told(CLEO) <= 1, "{}", world.told(CLEO));
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.check_cleo_hears(cleos, 101);
}

#[test]
fn who_goes_again_while_the_group_is_asked_asks_again_when_back() {
    for loses_memory in [None, Some(GROUP), Some(HERS)] {
        let mut world = cleo_has_just_gone();
        world.say_by_request(ANNA, 5);
        world.run_for(60_000);
        let question = world.ask_and_hold();
        let (life, answer) = (world.life(HERS), world.arrive_and_hold(&question));
        // Meanwhile something more is said, and told to nobody.
        world.say_by_request(ANNA, 5);
        world.run_for(60_000);
        world.report_result(HERS, life, &question, &answer);
        if let Some(place) = loses_memory {
            world.forget(place);
        }
        world.say_by_request(ANNA, 5);
        world.run_for(60_000);
        let cleos = world.open_inbox(CLEO, world.session(CLEO));
        world.check_cleo_hears(cleos, 3);
    }
}

#[test]
fn a_question_that_arrives_twice_and_late_takes_nothing_from_who_is_home() {
    let mut world = cleo_has_just_gone();
    world.say_by_request(ANNA, 5);
    world.run_for(60_000);
    let question = world.ask_and_hold();
    let (life, answer) = (world.life(HERS), world.arrive_and_hold(&question));
    world.report_result(HERS, life, &question, &answer);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    // Not yet told of this: the pace. Then the repetition arrives, whose answer nobody waits for.
    world.say_by_request(ANNA, 5);
    drop(world.arrive_and_hold(&question));
    world.check_cleo_hears(cleos, 2);
}

#[test]
fn a_homecoming_is_remembered_when_the_object_is_lost_before_it_asked() {
    let mut world = cleo_has_just_gone();
    world.say_by_request(ANNA, 5);
    world.run_for(60_000);
    world.conversations[0].object.unreachable_until = world.now + 30_000;
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.forget(HERS);
    world.run_for(20_000);
    world.forget(HERS);
    world.run_for(30_000);
    world.check_cleo_hears(cleos, 1);
}

#[test]
fn who_left_a_group_while_away_asks_it_once_and_learns_nothing() {
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
        (world.shown(cleos), world.caught_up()),
        (None, 2),
        "asked when she came, and before"
    );
    world.go(cleos);
    let again = world.open_inbox(CLEO, world.session(CLEO));
    world.join(CLEO);
    world.check_cleo_hears(again, 0);
}

#[test]
fn who_was_let_in_again_is_told_so_though_the_answer_to_a_question_was_lost() {
    let mut world = cleo_has_just_gone();
    world.leave(CLEO);
    world.run_for(1_000);
    world.users[CLEO].unreachable_until = world.now + 30_000;
    world.join(CLEO);
    world.run_for(1_000);
    world.users[CLEO].unreachable_until = 0;
    let question = world.ask_and_hold();
    drop(world.arrive_and_hold(&question));
    world.forget(HERS);
    world.run_for(60_000);
    let known = inbox::get(world.sql(HERS), &world.conversations[0].id).expect("readable");
    let role = known.and_then(|known| known.summary.role);
    assert_eq!(
        role,
        Some(Role::Member),
        "her object must know where to end her sessions"
    );
}

#[test]
fn asking_a_conversation_that_never_was_leaves_no_trace() {
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
fn a_homecoming_to_a_hundred_groups_asks_forty_at_a_time_and_all_within_seconds() {
    let mut world = World::new(1, 2);
    for conversation in 0..100 {
        world.create(ANNA, Visibility::Public);
        let principal = world.principal(1).expect("ben");
        world.request(1, conversation, &Join { principal });
    }
    world.run_for(60_000);
    let bens = world.open_inbox(1, world.session(1));
    assert_eq!(world.caught_up(), 40);
    world.run_for(2_000);
    assert_eq!(
        (world.caught_up(), world.clients[bens].inbox.len()),
        (100, 100)
    );
}
