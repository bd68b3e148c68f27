//! Scenes of absence: what it costs to be away, and what is known on coming back.

use dormouse::chat::attention::WakeLevel;
use dormouse::chat::limits::LEASE;
use dormouse::chat::{ConversationSummary, Role};
use dormouse::objects::conversation::calls::{Remove, Rename, SetMember};
use dormouse::store::inbox;

use crate::absent::{ANNA, BEN, CLEO};
use crate::world::{ObjectRef, World};

#[test]
fn two_hours_of_talk_cost_an_absent_member_one_call_and_their_homecoming_another() {
    let mut world = World::group_of(3);
    let bens = world.open_inbox(BEN, world.session(BEN));
    let (cleos, before) = (
        world.open_inbox(CLEO, world.session(CLEO)),
        world.caught_up(),
    );
    world.run_for(1_000);
    world.go(cleos);
    world.tells.clear();
    for _ in 0..1_440 {
        world.say_by_request(ANNA, 5);
        world.run_for(5_000);
    }
    assert_eq!(
        world.told(CLEO),
        1,
        "nobody is home at Cleo's, and then the group knows"
    );
    assert!(
        (100..=130).contains(&world.told(BEN)),
        "Ben is home: {}",
        world.told(BEN)
    );
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    assert_eq!(world.shown(cleos).map(|entry| entry.unread), Some(1_440));
    assert_eq!((world.told(CLEO), world.caught_up() - before), (1, 1));
    world.say_by_request(ANNA, 5);
    world.run_for(61_000);
    for client in [bens, cleos] {
        let unread = world.shown(client).map(|entry| entry.unread);
        assert_eq!(unread, Some(1_441), "whoever is home is told again");
    }
}

#[test]
fn nobody_waits_for_what_happened_before_they_were_away() {
    let mut world = World::group_of(3);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    let asked = world.caught_up();
    for _ in 0..20 {
        let more = world.open_inbox(CLEO, world.session(CLEO));
        world.go(more);
    }
    assert_eq!(
        world.caught_up(),
        asked,
        "who is home already missed nothing"
    );
    world.go(cleos);
    for _ in 0..20 {
        let again = world.open_inbox(CLEO, world.session(CLEO));
        world.go(again);
    }
    assert_eq!(
        world.caught_up(),
        asked,
        "who was told of everything does not ask"
    );
}

#[test]
fn a_change_of_membership_and_a_name_reach_who_is_not_home() {
    let mut world = World::group_of(3);
    let (principal, cleo) = (
        world.principal(ANNA).expect("anna"),
        world.person(CLEO).clone(),
    );
    let (user, role) = (cleo.clone(), Some(Role::Admin));
    world.request(
        ANNA,
        0,
        &SetMember {
            principal,
            user,
            role,
        },
    );
    let principal = world.principal(ANNA).expect("anna");
    let title = Some("Night owls".to_owned());
    world.request(
        ANNA,
        0,
        &Rename {
            principal,
            title,
            topic: None,
        },
    );
    world.run_for(1_000);
    let known = |world: &World| {
        let known = inbox::get(world.sql(ObjectRef::User(CLEO)), &world.conversations[0].id);
        known
            .expect("readable")
            .map(|line| (line.summary.role, line.summary.title))
    };
    assert_eq!(
        known(&world),
        Some((Some(Role::Admin), "Night owls".to_owned()))
    );
    let (principal, user) = (world.principal(ANNA).expect("anna"), cleo.id);
    world.request(ANNA, 0, &Remove { principal, user });
    world.run_for(1_000);
    assert_eq!(known(&world).map(|(role, _)| role), Some(None));
}

#[test]
fn a_direct_conversation_begins_in_both_inboxes_though_nobody_is_home_and_then_is_quiet() {
    let mut world = World::new(1, 2);
    let conversation = world.open_direct(ANNA, BEN).expect("a conversation");
    world.run_for(60_000);
    world.tells.clear();
    for _ in 0..50 {
        let name = world.new_name();
        world.post_by_request(ANNA, conversation, name, "hello".to_owned());
        world.run_for(5_000);
    }
    let truth = world.truth(conversation).expect("a conversation");
    world.check_inboxes(conversation, &truth);
    for person in [ANNA, BEN] {
        let latest = inbox::latest(world.sql(ObjectRef::User(person)), 10).expect("readable");
        assert_eq!((latest.len(), world.told(person)), (1, 1));
    }
}

#[test]
fn whose_last_socket_died_without_a_word_is_away_once_its_lease_is_over_and_learns_all_when_back() {
    let mut world = World::group_of(3);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    let (socket, host) = (
        world.clients[cleos].socket.expect("open"),
        world.host(ObjectRef::User(CLEO)).clone(),
    );
    host.body()
        .lines
        .borrow_mut()
        .get_mut(&socket)
        .expect("open")
        .died_at = Some(world.now);
    world.drop_wire(cleos);
    world.run_for(LEASE + 30_000);
    world.tells.clear();
    for _ in 0..360 {
        world.say_by_request(ANNA, 5);
        world.run_for(10_000);
    }
    assert_eq!(world.told(CLEO), 1);
    world.connect(cleos);
    world.run_for(1_000);
    assert_eq!(world.shown(cleos).map(|entry| entry.unread), Some(360));
}

#[test]
fn who_only_asks_over_http_is_right_a_moment_after_asking_and_costs_at_most_two_calls_each_time() {
    let mut world = World::group_of(3);
    world.tells.clear();
    for hour in 1..=5 {
        for _ in 0..60 {
            world.say_by_request(ANNA, 5);
            world.run_for(60_000);
        }
        assert_eq!(
            world.ask_for_inbox(CLEO),
            Some(true),
            "some of it is being asked for"
        );
        world.run_for(100);
        assert_eq!(world.ask_for_inbox(CLEO), Some(false));
        let entries = inbox::latest(world.sql(ObjectRef::User(CLEO)), 10).expect("readable");
        let unread: Vec<_> = entries
            .iter()
            .filter_map(ConversationSummary::inbox_entry)
            .map(|entry| entry.unread)
            .collect();
        assert_eq!(unread, [hour * 60]);
        assert_eq!(
            world.told(CLEO) + world.caught_up(),
            2 * hour - 1,
            "one to find nobody, one to ask"
        );
    }
}

/// Two hours of talk while Cleo is away and wants to be woken for so much: how often she is told.
fn told_while_away(wake: WakeLevel) -> u64 {
    let mut world = World::group_of(3);
    world.wake = wake;
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    world.go(cleos);
    world.tells.clear();
    for nth in 0..1_440 {
        world.say_by_request(ANNA, 5);
        world.run_for(5_000);
        if nth % 100 == 0 {
            world.forget(ObjectRef::Conversation(0));
        }
    }
    let told = world.told(CLEO);
    world.run_for(61_000);
    let known = inbox::get(world.sql(ObjectRef::User(CLEO)), &world.conversations[0].id);
    let unread = known
        .expect("readable")
        .and_then(|row| row.summary.inbox_entry());
    let unread = unread.map(|entry| entry.unread);
    assert_eq!(unread == Some(1_440), wake == WakeLevel::All, "{unread:?}");
    told
}

#[test]
fn who_wants_to_be_woken_for_every_message_is_told_at_the_pace_although_nobody_is_home() {
    let told = told_while_away(WakeLevel::All);
    assert!((100..=130).contains(&told), "{told}");
}

#[test]
fn who_wants_to_be_woken_for_less_is_not_told_of_messages_that_do_not_name_them() {
    for wake in [WakeLevel::Nothing, WakeLevel::Mentions] {
        assert_eq!(told_while_away(wake), 1, "{wake:?}");
    }
}
