//! Pages of the log: messages and other events in one order, for every cursor and limit.

use dormouse::chat::Seq;
use dormouse::store::conversation::log;

use super::*;

fn seqs(events: &[Event]) -> Vec<u64> {
    events.iter().map(|event| event.seq.0).collect()
}

#[test]
fn every_page_forward_holds_the_next_entries_in_order() {
    let (sql, all) = filled(25);
    for after in 0..=27 {
        for limit in [1, 2, 7, 100] {
            let page = log::after(&sql, &authors(), Seq(after), limit).expect("a page");
            let wanted: Vec<_> = all
                .iter()
                .filter(|event| event.seq.0 > after)
                .take(limit as usize)
                .cloned()
                .collect();
            assert_eq!(page, wanted, "{limit} after {after}");
        }
    }
}

#[test]
fn a_cursor_past_the_end_gives_an_empty_page() {
    let (sql, _) = filled(5);
    for past in [5, 6, 1 << 53, u64::MAX] {
        assert_eq!(
            log::after(&sql, &authors(), Seq(past), 10).map(|page| seqs(&page)),
            Ok(vec![]),
            "after {past}"
        );
    }
    assert_eq!(
        log::after(&sql, &authors(), Seq::START, 0).map(|page| seqs(&page)),
        Ok(vec![])
    );
}

#[test]
fn a_page_fits_into_a_frame_and_holds_at_least_one_entry() {
    let sql = conversation();
    let longest = "\"".repeat(8_000);
    for seq in 1..=40 {
        let client_id = ClientId::parse(&format!("m{seq}")).expect("a good client id");
        let body = if seq % 2 == 0 {
            longest.clone()
        } else {
            "short".to_owned()
        };
        let kind = EventKind::Message(Message::new(client_id, body));
        log::append(&sql, &event(seq, &anna(), kind), ANNA, seq).expect("a new entry");
    }
    let (mut after, mut pages) = (Seq::START, 0);
    loop {
        let page = log::after(&sql, &authors(), after, 100).expect("a page");
        let Some(last) = page.last() else { break };
        assert_eq!(page[0].seq, after.next());
        let bytes = serde_json::to_string(&page).expect("spelled").len();
        assert!(bytes <= dormouse::chat::limits::SENT_BYTES, "{bytes} bytes");
        (after, pages) = (last.seq, pages + 1);
    }
    assert_eq!((after, pages), (Seq(40), 2));
}
