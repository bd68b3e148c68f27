//! A person who may not see a conversation cannot tell whether it exists. This holds for strangers,
//! former members, and third people in direct conversations.

use super::*;

type Ask = fn(&Conversation, &Person) -> Result<(), Refusal>;

/// Everything that can be asked of a conversation, except to join it.
const ASKS: [(&str, Ask); 8] = [
    ("see it", |it, who| it.about_for(&who.id).map(|_| ())),
    ("leave", |it, who| it.leave(&by(who), NOON).map(|_| ())),
    ("admit", |it, who| {
        it.admit(&by(who), &ben(), NOON).map(|_| ())
    }),
    ("remove", |it, who| {
        it.remove(&by(who), &ben().id, NOON).map(|_| ())
    }),
    ("remove oneself", |it, who| {
        it.remove(&by(who), &who.id, NOON).map(|_| ())
    }),
    ("set a role", |it, who| {
        it.set_role_of(&by(who), &anna().id, Role::Member, NOON)
            .map(|_| ())
    }),
    ("rename", |it, who| {
        it.rename(&by(who), Some("Larks"), None, NOON).map(|_| ())
    }),
    ("post", |it, who| {
        it.post(&by(who), draft("x", "hello"), Vec::new(), &nobody, NOON)
            .map(|_| ())
    }),
];

const JOIN: (&str, Ask) = ("join", |it, who| it.join(&by(who), NOON).map(|_| ()));

#[track_caller]
fn check_all_refused(it: &Conversation, who: &Person, asks: &[(&str, Ask)]) {
    for (name, ask) in asks {
        assert_eq!(
            ask(it, who),
            Err(Refusal::NotFound),
            "{} may not {name}",
            who.handle
        );
    }
}

#[test]
fn a_private_group_is_not_found_by_strangers_and_former_members() {
    let mut play = Play::private().with(&[(ben(), Role::Admin), (cleo(), Role::Member)]);
    play.must(|it, now| it.leave(&by(&ben()), now));
    play.must(|it, now| it.remove(&by(&anna()), &cleo().id, now));
    for outsider in [ben(), cleo(), dora()] {
        check_all_refused(&play.now, &outsider, &ASKS);
        check_all_refused(&play.now, &outsider, &[JOIN]);
    }
}

#[test]
fn a_stranger_sees_that_a_public_group_exists_and_nothing_more() {
    let play = Play::public().with(&[(ben(), Role::Member)]);
    assert!(play.now.about_for(&dora().id).is_ok());
    check_all_refused(&play.now, &dora(), ASKS.get(1..).unwrap_or_default());
}

#[test]
fn a_group_that_everyone_left_is_closed_to_all_for_ever() {
    for mut play in [Play::public(), Play::private()] {
        play.must(|it, now| it.leave(&by(&anna()), now));
        assert!(play.now.is_closed());
        for outsider in [anna(), dora()] {
            check_all_refused(&play.now, &outsider, &ASKS);
            check_all_refused(&play.now, &outsider, &[JOIN]);
        }
    }
}

#[test]
fn a_direct_conversation_is_not_found_by_third_people() {
    let play = Play::direct();
    check_all_refused(&play.now, &cleo(), &ASKS);
    check_all_refused(&play.now, &cleo(), &[JOIN]);
}

#[test]
fn a_direct_conversation_cannot_be_left_grown_or_renamed() {
    let mut play = Play::direct();
    for who in [anna(), ben()] {
        assert_eq!(
            play.does(|it, now| it.leave(&by(&who), now)),
            Err(Refusal::Direct)
        );
        assert_eq!(
            play.does(|it, now| it.admit(&by(&who), &cleo(), now)),
            Err(Refusal::Direct)
        );
        assert_eq!(
            play.does(|it, now| it.remove(&by(&who), &ben().id, now)),
            Err(Refusal::Direct)
        );
        assert_eq!(
            play.does(|it, now| it.set_role_of(&by(&who), &ben().id, Role::Owner, now)),
            Err(Refusal::Direct)
        );
        assert_eq!(
            play.does(|it, now| it.rename(&by(&who), Some("Us"), None, now)),
            Err(Refusal::Direct)
        );
        assert_eq!(
            play.does(|it, now| it.join(&by(&who), now)),
            Ok(Outcome::default()),
            "they are in it already"
        );
    }
    assert!(!play.now.is_closed(), "an empty log does not close it");
}

#[test]
fn a_stranger_has_no_role_to_change_and_no_membership_to_end() {
    let mut play = Play::public();
    let role = play.does(|it, now| it.set_role_of(&by(&anna()), &dora().id, Role::Admin, now));
    assert_eq!(role, Err(Refusal::NotFound));
    assert_eq!(
        play.does(|it, now| it.remove(&by(&anna()), &dora().id, now)),
        Ok(Outcome::default())
    );
}
