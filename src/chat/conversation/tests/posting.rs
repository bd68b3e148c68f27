//! Posting: once, in order, with times that never go back.

use super::*;

#[test]
fn a_message_needs_a_member_and_something_to_read() {
    let mut play = Play::public();
    assert_eq!(play.says(&dora(), "d1", "hello"), Err(Refusal::NotFound));
    assert!(matches!(
        play.says(&anna(), "a1", " \n "),
        Err(Refusal::BadMessage(_))
    ));
    assert!(matches!(
        play.says(&anna(), "a1", &"x".repeat(8_001)),
        Err(Refusal::BadMessage(_))
    ));
    assert_eq!(play.log.len(), 1, "only the creation is stored");
}

#[test]
fn a_message_sent_twice_is_one_message() {
    let mut play = Play::public();
    let said = play.says(&anna(), "a1", "tea?\r\nnow?");
    let (event, is_new) = said.expect("anna may speak");
    assert!(is_new);
    let again = play.says(&anna(), "a1", "tea?\nnow?");
    assert_eq!(
        again,
        Ok((event, false)),
        "the kind of line end does not matter"
    );
    assert_eq!(play.now.posts, 1);
}

#[test]
fn a_client_id_names_one_message_for_ever() {
    let mut play = Play::public().with(&[(ben(), Role::Member)]);
    play.says(&anna(), "a1", "tea").expect("anna may speak");
    for nth in 0..50 {
        play.says(&ben(), &format!("b{nth}"), "chatter")
            .expect("ben may speak");
    }
    assert_eq!(
        play.says(&anna(), "a1", "coffee"),
        Err(Refusal::ClientIdReused)
    );
    let bens = play.says(&ben(), "a1", "coffee");
    assert!(
        bens.is_ok_and(|(_, is_new)| is_new),
        "each sender has their own client ids"
    );
}

#[test]
fn after_an_edit_a_late_retry_is_still_the_same_message() {
    let mut play = Play::public();
    let (event, _) = play.says(&anna(), "a1", "tee?").expect("anna may speak");
    let edited = Event {
        kind: EventKind::Message(message("a1", "tea?")),
        ..event
    };
    let earlier = Earlier {
        event: edited.clone(),
        original: Some(play.now.content_hash("tee?")),
    };
    let retried = |body| play.now.repeat(&draft("a1", body), earlier.clone());
    assert_eq!(retried("tee?"), Ok(edited));
    for other in ["tea?", "coffee?"] {
        assert_eq!(retried(other), Err(Refusal::ClientIdReused), "{other}");
    }
}

#[test]
fn the_content_hash_differs_from_conversation_to_conversation() {
    let (one, mut other) = (Play::public().now, Play::public().now);
    assert_eq!(one.content_hash("tea?"), other.content_hash("tea?"));
    assert_eq!(one.content_hash("tea?").len(), 32);
    other.epoch = "another".to_owned();
    assert_ne!(one.content_hash("tea?"), other.content_hash("tea?"));
}

#[test]
fn a_former_member_does_not_learn_that_their_message_was_stored() {
    let mut play = Play::public().with(&[(ben(), Role::Member)]);
    play.says(&ben(), "b1", "bye").expect("ben may speak");
    play.must(|it, now| it.leave(&by(&ben()), now));
    assert_eq!(play.says(&ben(), "b1", "bye"), Err(Refusal::NotFound));
}

#[test]
fn a_member_who_posts_has_read_what_was_posted_before() {
    let mut play = Play::public().with(&[(ben(), Role::Member)]);
    play.says(&anna(), "a1", "tea?").expect("anna may speak");
    play.says(&ben(), "b1", "yes").expect("ben may speak");
    let read = |who: &Person| {
        play.now
            .people
            .get(&who.id)
            .map(|one| (one.read, one.read_posts))
    };
    assert_eq!(read(&ben()), Some((play.now.head, 2)));
    assert_eq!(read(&anna()), Some((Seq(play.now.head.0 - 1), 1)));
}

#[test]
fn the_logs_times_never_go_back_when_the_clock_does() {
    let mut play = Play::public();
    let at = play.now.last_at;
    play.clock = NOON - 3_600_000;
    play.says(&anna(), "a1", "an hour ago?")
        .expect("anna may speak");
    assert_eq!(play.now.last_at, at);
    play.clock = at + 5_000;
    play.says(&anna(), "a2", "now").expect("anna may speak");
    assert_eq!(play.now.last_at, at + 6_000);
}

#[test]
fn reading_never_goes_back_nor_past_the_end_and_is_for_members() {
    let mut play = Play::public().with(&[(ben(), Role::Member)]);
    play.says(&anna(), "a1", "tea?").expect("anna may speak");
    let mut it = play.now.clone();
    assert!(it.read(&ben().id, Seq(99), 99));
    assert_eq!(
        it.people
            .get(&ben().id)
            .map(|one| (one.read, one.read_posts)),
        Some((it.head, 1))
    );
    assert!(!it.read(&ben().id, Seq(1), 0));
    assert!(!it.read(&dora().id, it.head, 1));
    play.must(|it, now| it.leave(&by(&ben()), now));
    assert!(
        !play.now.read(&ben().id, Seq(99), 99),
        "a former member reads nothing more"
    );
}
