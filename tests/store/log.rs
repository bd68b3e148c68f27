//! The log: every kind of event comes back as written, entries are unique, and the end is known.

use dormouse::chat::conversation::Earlier;
use dormouse::chat::{ClientId, Seq};
use dormouse::store::conversation::log::{self, End};

use super::*;

#[test]
fn every_kind_of_event_comes_back_as_it_was_written() {
    let sql = conversation();
    let written: Vec<_> = of_each_kind()
        .into_iter()
        .zip(1..)
        .map(|(what, seq)| event(seq, &anna(), what))
        .collect();
    for event in &written {
        log::append(&sql, event, ANNA, 1).expect("a new entry");
    }
    assert_eq!(log::after(&sql, &authors(), Seq::START, 100), Ok(written));
}

#[test]
fn a_client_id_stays_taken_for_its_sender() {
    let sql = conversation();
    log::append(&sql, &message(1, "tea"), ANNA, 1).expect("a new entry");
    assert!(
        log::append(&sql, &message(2, "tea"), ANNA, 2) == Ok(false),
        "the same sender and `client_id`"
    );
    assert!(
        log::append(&sql, &message(2, "tea"), BEN, 2) == Ok(true),
        "another sender may use the same `client_id`"
    );
}

#[test]
fn a_seq_is_taken_once() {
    let sql = conversation();
    log::append(&sql, &message(1, "a"), ANNA, 1).expect("a new entry");
    assert!(log::append(&sql, &message(1, "b"), ANNA, 2).is_err());
    let joined = event(2, &ben(), EventKind::Joined);
    log::append(&sql, &joined, BEN, 1).expect("a new entry");
    assert!(log::append(&sql, &joined, BEN, 1).is_err());
}

#[test]
fn a_message_is_found_by_its_sender_and_client_id() {
    let sql = conversation();
    log::append(&sql, &message(1, "tea"), ANNA, 1).expect("a new entry");
    let found = |author, name: &str| {
        let name = ClientId::parse(name).expect("a good client id");
        log::earlier(&sql, &authors(), author, &name)
    };
    let (event, original) = (message(1, "tea"), None);
    let earlier = Earlier { event, original };
    assert_eq!(found(ANNA, "tea"), Ok(Some(earlier.clone())));
    assert_eq!(found(ANNA, "TEA"), Ok(None), "capitals differ");
    assert_eq!(found(BEN, "tea"), Ok(None));
    sql.query("UPDATE messages SET original = 'a hash'");
    let original = Some("a hash".to_owned());
    let edited = Earlier {
        original,
        ..earlier
    };
    assert_eq!(found(ANNA, "tea"), Ok(Some(edited)), "after an edit");
}

#[test]
fn the_end_of_the_log_is_the_later_of_both_tables() {
    let sql = conversation();
    assert_eq!(log::end(&sql), Ok(End::default()));
    let append = |event: &Event, post| log::append(&sql, event, ANNA, post).expect("a new entry");
    append(&event(1, &anna(), EventKind::Joined), 0);
    assert_eq!(
        log::end(&sql),
        Ok(End {
            head: Seq(1),
            at: NOON + 1,
            posts: 0,
            last_change: Seq(1)
        })
    );
    append(&message(2, "a"), 1);
    append(&message(3, "b"), 2);
    assert_eq!(
        log::end(&sql),
        Ok(End {
            head: Seq(3),
            at: NOON + 3,
            posts: 2,
            last_change: Seq(1)
        })
    );
    append(&event(4, &anna(), EventKind::Left), 2);
    assert_eq!(
        log::end(&sql),
        Ok(End {
            head: Seq(4),
            at: NOON + 4,
            posts: 2,
            last_change: Seq(4)
        })
    );
}

#[test]
fn the_last_message_up_to_a_seq_and_a_time_is_found_with_its_count() {
    // Entries 3 and 6 are no messages. Entries 1, 2, 4, 5 and 7 are the first to fifth message.
    let (sql, _) = filled(7);
    let last = |until, at| {
        log::last_message_until(&sql, Seq(until), at)
            .map(|found| found.map(|(seq, posts)| (seq.0, posts)))
    };
    let ever = 1 << 52;
    assert_eq!(last(0, ever), Ok(None));
    assert_eq!(last(3, ever), Ok(Some((2, 2))));
    assert_eq!(last(6, ever), Ok(Some((5, 4))));
    assert_eq!(last(99, ever), Ok(Some((7, 5))));
    assert_eq!(last(99, NOON + 4), Ok(Some((4, 3))));
    assert_eq!(last(99, NOON), Ok(None));
}

#[test]
fn an_unknown_author_is_a_fault_and_not_a_panic() {
    let sql = conversation();
    log::append(&sql, &message(1, "a"), PersonNumber(7), 1).expect("a new entry");
    assert!(log::after(&sql, &authors(), Seq::START, 1).is_err());
}
