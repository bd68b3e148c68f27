//! Members come and go in worlds in which nothing fails, or only people's objects do.

use std::collections::BTreeSet;

use dormouse::chat::{Refusal, Role};
use dormouse::objects::conversation::calls::{Rename, SetMember};

use crate::world::{ObjectRef, World};

#[test]
fn many_joins_and_leaves_delay_no_message_and_the_directory_gets_few_calls() {
    let mut world = World::group_of(200);
    let tabs: Vec<_> = (0..200)
        .map(|person| world.new_client(person, world.session(person), ObjectRef::Conversation(0)))
        .collect();
    for tab in &tabs {
        world.connect(*tab);
    }
    let guests: Vec<_> = (0..250).map(|_| world.guest()).collect();
    world.run_for(10_000);
    let (listings, head) = (
        world.calls.get("update directory").copied(),
        world.conversations[0].head.0,
    );
    // For ten seconds, every 200 ms, five people join at once and five leave at once.
    for five in guests.chunks(5) {
        for guest in five {
            world.join(*guest);
        }
        world.run_for(100);
        world.say_by_request(0, 5);
        let said = world.conversations[0].head.0;
        for guest in five {
            world.leave(*guest);
        }
        world.run_for(100);
        let late = tabs
            .iter()
            .filter(|tab| world.clients[**tab].tab.last < Some(said))
            .count();
        assert_eq!(late, 0, "a message waited for longer than 100 ms");
    }
    assert_eq!(world.conversations[0].head.0 - head, 550);
    world.run_for(5_000);
    let listed = world.calls.get("update directory").copied().unwrap_or(0) - listings.unwrap_or(0);
    assert!(listed <= 12, "the directory got {listed} calls in 10 s");
    assert_eq!(
        world
            .directory
            .values()
            .map(|listing| listing.members)
            .collect::<Vec<_>>(),
        [200]
    );
}

#[test]
fn a_refused_role_admits_nobody() {
    let mut world = World::group_of(3);
    let (principal, ben) = (world.principal(0).expect("anna"), world.person(1).clone());
    world.request(
        0,
        0,
        &SetMember {
            principal,
            user: ben,
            role: Some(Role::Admin),
            profile: None,
        },
    );
    let (guest, principal) = (world.guest(), world.principal(1).expect("ben"));
    let user = world.person(guest).clone();
    let answer = world.request(
        1,
        0,
        &SetMember {
            principal,
            user,
            role: Some(Role::Admin),
            profile: None,
        },
    );
    assert!(
        matches!(answer, Some(Err(Refusal::NotAllowed(_)))),
        "{answer:?}"
    );
    assert!(!world.is_member(guest, 0), "a refusal changes nothing");
}

#[test]
fn fifty_inboxes_are_right_ten_seconds_after_all_can_be_reached() {
    let mut world = World::group_of(50);
    for round in 0..20 {
        let down: BTreeSet<_> = (0..10).map(|_| world.dice.index(50)).collect();
        for person in &down {
            world.users[*person].unreachable_until = world.now + 20_000;
        }
        let principal = world.principal(0).expect("anna");
        let title = Some(format!("Round {round}"));
        world.request(
            0,
            0,
            &Rename {
                principal,
                title,
                topic: None,
            },
        );
        let (gone, back) = (1 + round, 49 - round);
        world.leave(gone);
        world.join(gone);
        world.leave(back);
        world.run_for(30_000);
        let truth = world.truth(0).expect("a group");
        world.check_inboxes(0, &truth);
        world.join(back);
    }
}
