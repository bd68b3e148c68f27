//! How people are shown: who changes it, and what others learn of it.

use super::*;
use crate::chat::{DisplayName, Profile};

fn shown(person: &Person, name: &str, at: Millis) -> Profile {
    Profile {
        user: person.id.clone(),
        handle: person.handle.clone(),
        name: DisplayName::parse(name).ok(),
        at,
    }
}

#[test]
fn a_member_is_shown_by_their_latest_name() {
    let mut play = Play::public();
    play.must(|it, now| it.join(&by(&ben()), now));
    let second = shown(&ben(), "Benno", 20);
    let outcome = play.now.change_profile(&second, 30);
    let [event] = outcome.store.as_slice() else {
        panic!("one event: {outcome:?}");
    };
    assert_eq!(
        (&event.author, &event.kind),
        (&ben().id, &EventKind::ProfileChanged)
    );
    assert_eq!(outcome.then, [], "nobody's inbox shows it");
    play.now.note_profile(&second);
    play.take(&outcome);
    let profiles = play.now.profiles_in(&outcome.store);
    assert_eq!(profiles.first(), Some(&second));
    for late in [shown(&ben(), "Ben", 10), second] {
        assert_eq!(
            play.now.change_profile(&late, 40),
            Outcome::default(),
            "{late:?}"
        );
        assert!(!play.now.note_profile(&late));
    }
}

#[test]
fn somebody_who_is_not_a_member_changes_nothing() {
    let mut play = Play::public();
    play.must(|it, now| it.join(&by(&ben()), now));
    play.must(|it, now| it.leave(&by(&ben()), now));
    for who in [ben(), dora()] {
        let outcome = play.now.change_profile(&shown(&who, "Somebody", 10), 20);
        assert_eq!(outcome, Outcome::default());
    }
}

#[test]
fn a_name_stays_with_somebody_who_comes_back() {
    let mut play = Play::public();
    play.must(|it, now| it.join(&by(&ben()), now));
    let name = shown(&ben(), "Benno", 10);
    play.now.note_profile(&name);
    play.must(|it, now| it.leave(&by(&ben()), now));
    play.must(|it, now| it.join(&by(&ben()), now));
    assert_eq!(play.now.profiles_of(&[&ben().id]), [name]);
}

#[test]
fn in_a_direct_conversation_the_other_inbox_shows_it() {
    let mut play = Play::direct();
    let name = shown(&ben(), "Benno", 10);
    let outcome = play.now.change_profile(&name, 20);
    assert_eq!(
        (outcome.store, outcome.then),
        (vec![], vec![]),
        "it has not begun"
    );
    play.now.note_profile(&name);
    assert_eq!(play.now.title_for(&anna().id), "Benno");
    play.says(&anna(), "a1", "hello").expect("she may");
    let outcome = play.now.change_profile(&shown(&ben(), "", 30), 40);
    assert_eq!(outcome.store.len(), 1);
    assert_eq!(outcome.then, [Effect::UpdateInbox(anna().id)]);
    play.now.note_profile(&outcome.profiles[0]);
    assert_eq!(play.now.title_for(&anna().id), "ben");
}
