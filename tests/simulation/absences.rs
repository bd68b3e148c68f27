//! Absence: what an absent member costs, and what they know after they come back online.

use dormouse::chat::attention::WakeLevel;
use dormouse::chat::limits::LEASE;
use dormouse::chat::{ConversationSummary, Role};
use dormouse::objects::conversation::calls::{Remove, Rename, SetMember};
use dormouse::store::inbox;

use crate::absent::{ANNA, BEN, CLEO};
use crate::world::{ObjectRef, World};

#[test]
fn two_hours_of_messages_cost_one_call_for_an_absent_member_and_one_when_they_return() {
    let mut world = World::group_of(3);
    let bens = world.open_inbox(BEN, world.session(BEN));
    let (cleos, before) = (
        world.open_inbox(CLEO, world.session(CLEO)),
        world.catch_ups(),
    );
    world.run_for(1_000);
    world.close_inbox(cleos);
    world.inbox_updates.clear();
    for _ in 0..1_440 {
        world.say_by_request(ANNA, 5);
        world.run_for(5_000);
    }
    assert_eq!(
        world.updates_to(CLEO),
        1,
        "the first call inbox_updates the group that Cleo is away"
    );
    assert!(
        (100..=130).contains(&world.updates_to(BEN)),
        "Ben is online and got {} updates",
        world.updates_to(BEN)
    );
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    assert_eq!(world.shown(cleos).map(|entry| entry.unread), Some(1_440));
    assert_eq!((world.updates_to(CLEO), world.catch_ups() - before), (1, 1));
    world.say_by_request(ANNA, 5);
    world.run_for(61_000);
    for client in [bens, cleos] {
        let unread = world.shown(client).map(|entry| entry.unread);
        assert_eq!(
            unread,
            Some(1_441),
            "members who are online get updates again"
        );
    }
}

#[test]
fn a_member_who_missed_nothing_causes_no_catch_up() {
    let mut world = World::group_of(3);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    let asked = world.catch_ups();
    for _ in 0..20 {
        let more = world.open_inbox(CLEO, world.session(CLEO));
        world.close_inbox(more);
    }
    assert_eq!(
        world.catch_ups(),
        asked,
        "another device of a member who is online asks nothing"
    );
    world.close_inbox(cleos);
    for _ in 0..20 {
        let again = world.open_inbox(CLEO, world.session(CLEO));
        world.close_inbox(again);
    }
    assert_eq!(
        world.catch_ups(),
        asked,
        "a member who was updated throughout asks nothing"
    );
}

#[test]
fn role_title_and_removal_reach_a_member_who_is_away() {
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
            profile: None,
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
            .map(|socket| (socket.summary.role, socket.summary.title))
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
fn a_direct_conversation_enters_both_inboxes_while_both_are_away_and_then_costs_no_calls() {
    let mut world = World::new(1, 2);
    let conversation = world.open_direct(ANNA, BEN).expect("a conversation");
    world.run_for(60_000);
    world.inbox_updates.clear();
    for _ in 0..50 {
        let name = world.new_client_id();
        world.post_by_request(ANNA, conversation, name, "hello".to_owned());
        world.run_for(5_000);
    }
    let truth = world.truth(conversation).expect("a conversation");
    world.check_inboxes(conversation, &truth);
    for person in [ANNA, BEN] {
        let latest = inbox::latest(world.sql(ObjectRef::User(person)), 10).expect("readable");
        assert_eq!((latest.len(), world.updates_to(person)), (1, 1));
    }
}

#[test]
fn a_member_whose_last_socket_died_silently_is_away_after_the_lease_and_then_catches_up() {
    let mut world = World::group_of(3);
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    world.die(cleos);
    world.run_for(LEASE + 30_000);
    world.inbox_updates.clear();
    for _ in 0..360 {
        world.say_by_request(ANNA, 5);
        world.run_for(10_000);
    }
    assert_eq!(world.updates_to(CLEO), 1);
    world.connect(cleos);
    world.run_for(1_000);
    assert_eq!(world.shown(cleos).map(|entry| entry.unread), Some(360));
}

#[test]
fn an_inbox_read_over_http_is_current_after_a_moment_and_costs_two_calls_at_most() {
    let mut world = World::group_of(3);
    world.inbox_updates.clear();
    for hour in 1..=5 {
        for _ in 0..60 {
            world.say_by_request(ANNA, 5);
            world.run_for(60_000);
        }
        assert_eq!(
            world.ask_for_inbox(CLEO),
            Some(true),
            "the inbox is catching up"
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
            world.updates_to(CLEO) + world.catch_ups(),
            2 * hour - 1,
            "one call finds Cleo away, one catches up"
        );
    }
}

/// The inbox updates that reach Cleo in two hours while she is away and has this wake level.
fn updates_while_away(wake: WakeLevel) -> u64 {
    let mut world = World::group_of(3);
    world.wake = wake;
    let cleos = world.open_inbox(CLEO, world.session(CLEO));
    world.run_for(1_000);
    world.close_inbox(cleos);
    world.inbox_updates.clear();
    for nth in 0..1_440 {
        world.say_by_request(ANNA, 5);
        world.run_for(5_000);
        if nth % 100 == 0 {
            world.forget(ObjectRef::Conversation(0));
        }
    }
    let updates = world.updates_to(CLEO);
    world.run_for(61_000);
    let known = inbox::get(world.sql(ObjectRef::User(CLEO)), &world.conversations[0].id);
    let unread = known
        .expect("readable")
        .and_then(|row| row.summary.inbox_entry());
    let unread = unread.map(|entry| entry.unread);
    assert_eq!(unread == Some(1_440), wake == WakeLevel::All, "{unread:?}");
    updates
}

#[test]
fn an_absent_member_who_wants_every_message_gets_updates_at_the_normal_pace() {
    let updates = updates_while_away(WakeLevel::All);
    assert!((100..=130).contains(&updates), "{updates}");
}

#[test]
fn an_absent_member_who_wants_fewer_messages_gets_no_update_for_others() {
    for wake in [WakeLevel::Nothing, WakeLevel::Mentions] {
        assert_eq!(updates_while_away(wake), 1, "{wake:?}");
    }
}
