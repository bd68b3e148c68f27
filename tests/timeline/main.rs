//! The law of the timeline: **a page at head n with the events n+1 … m applied is the page at head
//! m**. These tests check it for the store's pages and for `chat::timeline`, over generated
//! histories. They also write the histories to a file for the tests of the page's model
//! (`tests/page-unit`).
//!
//! `HISTORIES=200000 cargo test --test timeline` checks more of them.

mod changes;
mod history;
mod search_index;
#[path = "../support/sqlite.rs"]
mod sqlite;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use dormouse::chat::timeline::Page;
use dormouse::chat::{Event, EventKind, Profile, Seq};
use dormouse::store::conversation::timeline::{self, Place};
use serde_json::json;

use history::History;

/// How many histories the tests of the page's model read.
const WRITTEN: u64 = 2_000;

fn histories() -> u64 {
    let wanted = std::env::var("HISTORIES").ok();
    wanted
        .and_then(|wanted| wanted.parse().ok())
        .unwrap_or(10_000)
}

/// Applies later events to a page, as a client does.
fn applied(page: &Page, events: &[Event], profiles: &[Profile]) -> Page {
    let mut page = page.clone();
    for event in events {
        page.apply(event);
    }
    page.learn(profiles);
    page
}

/// Applies later events to a page that does not end at the head. They only change its items.
fn changed(page: &Page, events: &[Event], profiles: &[Profile]) -> Page {
    let mut page = page.clone();
    for event in events {
        page.change(event);
    }
    page.learn(profiles);
    page
}

#[test]
fn a_page_and_the_events_after_it_are_the_later_page() {
    let mut kinds = BTreeMap::new();
    for seed in 0..histories() {
        let mut history = History::new(seed);
        let n = history.go_on();
        let taken = history.pages(n);
        let m = history.go_on();
        let later = history.events_between(n, m);
        let sent = history.sent_between(n, m);
        let resumed = if seed % 4 == 0 {
            history.resumed(n)
        } else {
            Vec::new()
        };
        for event in &history.log {
            *kinds.entry(history::kind_of(&event.kind)).or_insert(0_u64) += 1;
        }
        for (place, limit, page) in taken {
            // Events lengthen only the last page. They may change items in any page.
            let is_last = page.to == n;
            let fold = if is_last { applied } else { changed };
            let to = if is_last { m } else { page.to };
            let fresh = history.covering(m, page.from, to);
            // Every fourth reader was away meanwhile. To read their events takes most of the time.
            let present = history.state.profiles_in(&resumed);
            let ways = [("live", &later, &sent), ("resumed", &resumed, &present)];
            for (how, events, profiles) in ways.into_iter().take(if seed % 4 == 0 { 2 } else { 1 })
            {
                assert_eq!(
                    fold(&page, events, profiles),
                    fresh,
                    "seed {seed}: {place:?}, {limit} at {n}, then {how} to {m}"
                );
            }
        }
    }
    println!("{} histories, events of each kind: {kinds:?}", histories());
    let missing = history::KINDS
        .iter()
        .filter(|kind| !kinds.contains_key(*kind));
    assert_eq!(
        missing.collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "each kind happens"
    );
}

#[test]
fn an_event_that_the_page_has_or_that_does_not_follow_changes_nothing() {
    let mut history = History::new(7);
    let n = history.go_on();
    let page = history.page(n, Place::Before(n.next()), 50);
    assert_eq!(applied(&page, &history.log, &[]), page);
    let unrelated = Event {
        seq: Seq(n.0 + 2),
        ..history.log[0].clone()
    };
    assert_eq!(applied(&page, &[unrelated], &[]), page);
}

#[test]
fn a_kind_of_a_newer_version_is_covered_and_not_shown() {
    let mut page = Page::before(Seq(1));
    let mut history = History::new(1);
    history.go_on();
    let unknown = Event {
        seq: Seq(1),
        kind: EventKind::Unknown,
        ..history.log[0].clone()
    };
    page.apply(&unknown);
    assert_eq!((page.from, page.to, page.items.len()), (Seq(1), Seq(1), 0));
}

/// For the tests of the page's model: pages at several heads, and all events.
#[test]
fn histories_are_written_to_a_file_for_the_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/timeline");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(format!("histories.{}.jsonl", std::process::id()));
    let mut file = std::io::BufWriter::new(fs::File::create(&path).expect("a file"));
    for seed in 0..WRITTEN {
        let mut history = History::new(seed);
        let mut pages = Vec::new();
        for _ in 0..3 {
            let head = history.go_on();
            for (place, limit, page) in history.pages(head) {
                let (query, seq) = match place {
                    Place::Before(seq) => ("before", seq),
                    Place::After(seq) => ("after", seq),
                    Place::Around(seq) => ("around", seq),
                    Place::At(_) => unreachable!("the histories ask for entries"),
                };
                pages.push(json!({
                    "query": query, "seq": seq, "limit": limit, "head": head, "page": page,
                }));
            }
        }
        let resumed = history.resumed(Seq::START);
        let present = history.state.profiles_in(&resumed);
        let line = json!({
            "pages": pages, "events": history.log, "sent": history.sent,
            "resumed": resumed, "present": present,
        });
        writeln!(file, "{line}").expect("space on the disk");
    }
    file.flush().expect("space on the disk");
    drop(file);
    // Rename the file when it is complete, because the page's tests may read it at any time.
    fs::rename(path, folder.join("histories.jsonl")).expect("the same folder");
}

impl History {
    pub fn page(&self, head: Seq, place: Place, limit: u32) -> Page {
        let page = timeline::page(&self.sql, &self.authors, head, place, limit);
        let mut page = page.expect("a page");
        page.profiles = self.state.profiles_in(&page.items);
        page.mark_pins(&self.state.pins);
        page
    }

    /// The page that covers exactly these entries, read again.
    fn covering(&self, head: Seq, from: Seq, to: Seq) -> Page {
        let mut page = Page::before(from);
        while page.to < to {
            let next = self.page(head, Place::After(page.to), 100);
            page.to = next.to;
            page.items.extend(next.items);
        }
        page.to = to;
        page.items.retain(|item| item.seq <= to);
        page.profiles = self.state.profiles_in(&page.items);
        page
    }
}
