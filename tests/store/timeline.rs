//! Pages of the timeline: a number of messages, the notices between them, and no gap between pages.

use dormouse::chat::Seq;
use dormouse::chat::limits::{SENT_BYTES, TITLE_CHARS, TOPIC_CHARS};
use dormouse::chat::timeline::Page;
use dormouse::store::conversation::log;
use dormouse::store::conversation::timeline::{self, Place};

use super::*;

fn page(sql: &Sqlite, head: u64, place: Place, limit: u32) -> Page {
    timeline::page(sql, &authors(), Seq(head), place, limit).expect("a page")
}

fn messages(page: &Page) -> usize {
    page.items.iter().filter(|item| item.is_message()).count()
}

/// Checks that a page holds everything in its range.
#[track_caller]
fn check_covers(page: &Page, log: &[Event]) {
    let covered = log
        .iter()
        .filter(|event| page.from <= event.seq && event.seq <= page.to);
    assert_eq!(page.items, covered.cloned().collect::<Vec<_>>());
}

#[test]
fn a_page_has_the_asked_number_of_messages_and_all_notices_between() {
    let (sql, all) = filled(50);
    for seq in (0..=52).map(Seq) {
        for limit in [1, 2, 7, 100] {
            for place in [Place::Before(seq), Place::After(seq), Place::Around(seq)] {
                let page = page(&sql, 50, place, limit);
                check_covers(&page, &all);
                assert!(messages(&page) <= limit as usize, "{place:?}");
                let is_whole = page.from == Seq(1) || page.to == Seq(50);
                let is_full = messages(&page) == limit as usize;
                // Near an end of the log, the page around an entry has fewer entries on one side.
                let around = matches!(place, Place::Around(_));
                assert!(is_full || is_whole || around, "{place:?} {page:?}");
                match place {
                    Place::Before(next) => {
                        assert_eq!(page.to.next(), next.clamp(Seq(1), Seq(51)));
                    }
                    Place::After(last) => assert_eq!(page.from, last.min(Seq(50)).next()),
                    Place::Around(seq) => {
                        let seq = seq.min(Seq(50));
                        assert!(
                            page.from <= seq.next() && seq <= page.to,
                            "{place:?} {page:?}"
                        );
                    }
                    Place::At(_) => unreachable!("not asked here"),
                }
            }
        }
    }
}

#[test]
fn paging_either_way_meets_every_entry_once() {
    let (sql, all) = filled(50);
    let (mut next, mut met) = (Seq(51), Vec::new());
    while next > Seq(1) {
        let mut page = page(&sql, 50, Place::Before(next), 7);
        next = page.from;
        page.items.append(&mut met);
        met = page.items;
    }
    assert_eq!(met, all);
    let (mut last, mut met) = (Seq::START, Vec::new());
    while last < Seq(50) {
        let mut page = page(&sql, 50, Place::After(last), 7);
        last = page.to;
        met.append(&mut page.items);
    }
    assert_eq!(met, all);
}

#[test]
fn many_joins_leave_the_messages_in_their_page_and_no_page_grows_without_bound() {
    let sql = conversation();
    let mut all = vec![message(1, "first")];
    all.extend((2..=999).map(|seq| event(seq, &ben(), EventKind::Joined)));
    all.push(message(1_000, "last"));
    for event in &all {
        let author = if event.is_message() { ANNA } else { BEN };
        log::append(&sql, event, author, event.seq.0).expect("a new entry");
    }
    let latest = page(&sql, 1_000, Place::Before(Seq(1_001)), 50);
    check_covers(&latest, &all);
    assert_eq!((messages(&latest), latest.items.len()), (1, 51));
    let (mut next, mut pages) = (Seq(1_001), 0);
    while next > Seq(1) {
        let page = page(&sql, 1_000, Place::Before(next), 50);
        check_covers(&page, &all);
        (next, pages) = (page.from, pages + 1);
    }
    assert_eq!(pages, 20);
}

#[test]
fn other_events_are_covered_and_take_no_place_on_a_page() {
    let sql = conversation();
    log::append(&sql, &message(1, "a"), ANNA, 1).expect("a new entry");
    for seq in 2..=60 {
        let reaction = format!(
            "INSERT INTO events (seq, at, author, what, notice)
             VALUES ({seq}, {NOON}, 1, '{{\"kind\":\"knitted\"}}', {})",
            // Newer code may show some of them; this code cannot.
            seq % 2
        );
        sql.query(&reaction);
    }
    log::append(&sql, &message(61, "b"), ANNA, 2).expect("a new entry");
    let latest = page(&sql, 61, Place::Before(Seq(62)), 50);
    assert_eq!((latest.from, latest.to), (Seq(1), Seq(61)));
    assert_eq!(latest.items.len(), 2);
    let before = page(&sql, 61, Place::Before(Seq(40)), 50);
    assert_eq!(
        (before.from, before.to, before.items.len()),
        (Seq(1), Seq(39), 1)
    );
}

#[test]
fn a_page_is_bounded_by_its_bytes_too() {
    let sql = conversation();
    let longest = "\n".repeat(7_999) + "x";
    for seq in 1..=60 {
        let client_id = ClientId::parse(&format!("m{seq}")).expect("a good client id");
        let kind = EventKind::Message(Message::new(client_id, longest.clone()));
        log::append(&sql, &event(seq, &anna(), kind), ANNA, seq).expect("a new entry");
    }
    for place in [
        Place::Before(Seq(61)),
        Place::After(Seq(9)),
        Place::Around(Seq(30)),
    ] {
        let page = page(&sql, 60, place, 50);
        let bytes = serde_json::to_string(&page).expect("spelled").len();
        assert!(
            bytes <= SENT_BYTES && messages(&page) > 10,
            "{place:?}: {bytes} bytes"
        );
        assert_eq!(page.to.0 - page.from.0 + 1, page.items.len() as u64);
    }
}

#[test]
fn an_empty_conversation_has_an_empty_page() {
    let sql = conversation();
    for place in [
        Place::Before(Seq(1)),
        Place::Before(Seq(1 << 53)),
        Place::After(Seq::START),
        Place::Around(Seq(7)),
    ] {
        let page = page(&sql, 0, place, 50);
        assert_eq!(
            (page.from, page.to, page.items.len()),
            (Seq(1), Seq(0), 0),
            "{place:?}"
        );
    }
}

/// A log in which messages and joins alternate. The bodies have `chars` characters.
fn alternating(entries: u64, chars: usize) -> (Sqlite, Vec<Event>) {
    let (sql, mut all, mut posts) = (conversation(), Vec::new(), 0);
    for seq in 1..=entries {
        let entry = if seq % 2 == 0 {
            event(seq, &ben(), EventKind::Joined)
        } else {
            posts += 1;
            let client_id = ClientId::parse(&format!("m{seq}")).expect("a good client id");
            let body = "x".repeat(chars);
            event(
                seq,
                &anna(),
                EventKind::Message(Message::new(client_id, body)),
            )
        };
        let author = if entry.is_message() { ANNA } else { BEN };
        log::append(&sql, &entry, author, posts).expect("a new entry");
        all.push(entry);
    }
    (sql, all)
}

#[test]
fn a_page_that_reaches_two_limits_covers_only_what_it_holds() {
    for chars in [1, 2_000] {
        let (sql, all) = alternating(300, chars);
        for seq in [1, 5, 150, 210, 301].map(Seq) {
            for limit in [1, 2, 50, 100] {
                for place in [Place::Before(seq), Place::After(seq), Place::Around(seq)] {
                    let page = page(&sql, 300, place, limit);
                    check_covers(&page, &all);
                    assert!(messages(&page) <= limit as usize, "{place:?}");
                }
            }
        }
    }
}

#[test]
fn the_longest_names_make_no_page_too_large() {
    let sql = conversation();
    let longest = "👩🏻‍❤️‍💋‍👨🏿";
    let names = Names {
        title: longest.repeat(TITLE_CHARS),
        topic: longest.repeat(TOPIC_CHARS),
    };
    for seq in 1..=100 {
        let renamed = EventKind::Renamed(names.clone());
        log::append(&sql, &event(seq, &ben(), renamed), BEN, 0).expect("a new entry");
    }
    let places = [
        Place::Before(Seq(101)),
        Place::After(Seq(9)),
        Place::Around(Seq(50)),
    ];
    for place in places {
        let page = page(&sql, 100, place, 50);
        let bytes = serde_json::to_string(&page).expect("spelled").len();
        assert!(bytes <= SENT_BYTES, "{place:?}: {bytes} bytes");
        assert!(page.items.len() > 10, "{place:?}");
    }
    let events = log::after(&sql, &authors(), Seq::START, 100).expect("readable");
    let bytes = serde_json::to_string(&events).expect("spelled").len();
    assert!(bytes <= SENT_BYTES && events.len() > 10, "{bytes} bytes");
}

#[test]
fn a_page_at_a_time_is_around_the_first_message_since_then() {
    // Every third entry is no message, and the entry n comes n ms after noon.
    let (sql, _) = filled(50);
    for (at, around) in [(0, 1), (NOON + 7, 7), (NOON + 9, 10), (NOON + 50, 50)] {
        let found = page(&sql, 50, Place::At(at), 10);
        assert_eq!(
            found,
            page(&sql, 50, Place::Around(Seq(around)), 10),
            "{at}"
        );
    }
    let end = page(&sql, 50, Place::Around(Seq(50)), 10);
    assert_eq!(page(&sql, 50, Place::At(NOON + 51), 10), end);
    assert_eq!(page(&sql, 50, Place::At(u64::MAX >> 11), 10), end);
}
