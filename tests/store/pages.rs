//! Pages: messages and other events merged in one order, whatever the cursor and the limit.

use dormouse::chat::Seq;
use dormouse::store::conversation::log;

use super::*;

fn seqs(events: &[Event]) -> Vec<u64> {
    events.iter().map(|event| event.seq.0).collect()
}

#[test]
fn every_page_forward_is_the_next_entries_in_order() {
    let (sql, all) = filled(25);
    for after in 0..=27 {
        for limit in [1, 2, 7, 100] {
            let page = log::after(&sql, &names(), Seq(after), limit).expect("a page");
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
fn every_page_back_is_the_last_entries_in_order() {
    let (sql, all) = filled(25);
    for before in 0..=27 {
        for limit in [1, 2, 7, 100] {
            let page = log::before(&sql, &names(), Seq(before), limit).expect("a page");
            let earlier: Vec<_> = all
                .iter()
                .filter(|event| event.seq.0 < before)
                .cloned()
                .collect();
            let wanted = &earlier[earlier.len().saturating_sub(limit as usize)..];
            assert_eq!(page, wanted, "{limit} before {before}");
        }
    }
}

#[test]
fn walking_back_page_by_page_meets_every_entry_once() {
    let (sql, all) = filled(50);
    let (mut before, mut met) = (Seq(51), Vec::new());
    loop {
        let mut page = log::before(&sql, &names(), before, 7).expect("a page");
        let Some(first) = page.first() else { break };
        before = first.seq;
        page.append(&mut met);
        met = page;
    }
    assert_eq!(met, all);
}

#[test]
fn a_cursor_past_everything_and_one_of_two_to_the_53_are_only_empty_pages() {
    let (sql, _) = filled(5);
    for past in [5, 6, 1 << 53, u64::MAX] {
        assert_eq!(
            log::after(&sql, &names(), Seq(past), 10).map(|page| seqs(&page)),
            Ok(vec![]),
            "after {past}"
        );
    }
    assert_eq!(
        log::before(&sql, &names(), Seq(u64::MAX), 2).map(|page| seqs(&page)),
        Ok(vec![4, 5])
    );
    assert_eq!(
        log::before(&sql, &names(), Seq::START, 2).map(|page| seqs(&page)),
        Ok(vec![])
    );
    assert_eq!(
        log::after(&sql, &names(), Seq::START, 0).map(|page| seqs(&page)),
        Ok(vec![])
    );
}
