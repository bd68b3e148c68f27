//! Coming in: joining and being admitted.

use super::*;
use crate::chat::limits::GROUP_MEMBERS;

#[test]
fn anyone_joins_a_public_group_as_a_member_and_joining_twice_is_joining_once() {
    let mut play = Play::public();
    let joined = play.must(|it, now| it.join(&by(&ben()), now));
    assert_eq!(play.role(&ben()), Some(Role::Member));
    assert_eq!(play.last(), Some(&EventKind::Joined));
    assert_eq!(
        joined.then,
        [Effect::UpdateInbox(ben().id), Effect::UpdateDirectory]
    );
    assert_eq!(
        play.does(|it, now| it.join(&by(&ben()), now)),
        Ok(Outcome::default())
    );
}

#[test]
fn admitting_a_member_changes_nothing_not_even_an_owners_role() {
    let mut play = Play::private().with(&[(ben(), Role::Admin)]);
    assert_eq!(
        play.does(|it, now| it.admit(&by(&anna()), &ben(), now)),
        Ok(Outcome::default())
    );
    assert_eq!(
        play.does(|it, now| it.admit(&by(&ben()), &anna(), now)),
        Ok(Outcome::default())
    );
    assert_eq!(
        (play.role(&anna()), play.role(&ben())),
        (Some(Role::Owner), Some(Role::Admin))
    );
}

#[test]
fn an_admitted_person_has_nothing_unread() {
    let mut play = Play::private();
    for nth in 0..3 {
        play.says(&anna(), &format!("a{nth}"), "before ben")
            .expect("anna may speak");
    }
    let admitted = play.must(|it, now| it.admit(&by(&anna()), &ben(), now));
    assert_eq!(
        admitted.then,
        [Effect::UpdateInbox(ben().id), Effect::UpdateDirectory]
    );
    let membership = play.now.people.get(&ben().id).cloned();
    let membership = membership.expect("ben is in");
    assert_eq!((membership.read, membership.read_posts), (play.now.head, 3));
    assert_eq!(membership.joined, play.now.head);
}

#[test]
fn a_person_who_comes_back_is_a_plain_member() {
    let mut play = Play::public().with(&[(ben(), Role::Owner), (cleo(), Role::Admin)]);
    play.must(|it, now| it.leave(&by(&ben()), now));
    play.must(|it, now| it.join(&by(&ben()), now));
    assert_eq!(
        play.role(&ben()),
        Some(Role::Member),
        "the old role is gone"
    );
    let joined = |who: &Person| play.now.people.get(&who.id).map(|one| one.joined);
    assert!(joined(&ben()) > joined(&cleo()), "seniority starts anew");
}

#[test]
fn a_removed_person_may_join_a_public_group_again() {
    let mut play = Play::public().with(&[(ben(), Role::Member)]);
    play.must(|it, now| it.remove(&by(&anna()), &ben().id, now));
    play.must(|it, now| it.join(&by(&ben()), now));
    assert_eq!(play.role(&ben()), Some(Role::Member));
}

#[test]
fn a_full_group_refuses_newcomers_and_keeps_its_members() {
    let mut play = Play::public();
    let member = play.now.people.values().next().cloned().expect("anna");
    for nth in 1..GROUP_MEMBERS {
        let mut random = [0; ID_LETTERS];
        random[0] = 31;
        for (letter, shift) in random.iter_mut().skip(1).zip([0, 5, 10]) {
            *letter = u8::try_from(nth >> shift & 31).expect("five bits");
        }
        play.now.people.insert(
            UserId::from_random(&random),
            Membership {
                role: Some(Role::Member),
                ..member.clone()
            },
        );
    }
    assert_eq!(play.now.member_count(), GROUP_MEMBERS);
    assert_eq!(
        play.does(|it, now| it.join(&by(&dora()), now)),
        Err(Refusal::Full)
    );
    assert_eq!(
        play.does(|it, now| it.admit(&by(&anna()), &dora(), now)),
        Err(Refusal::Full)
    );
    assert_eq!(
        play.does(|it, now| it.join(&by(&anna()), now)),
        Ok(Outcome::default())
    );
}
