//! How long a search takes in a long conversation, and in many. By default they are short enough
//! for every day; `MESSAGES=1000000 cargo test --test store a_search_in_a_long -- --nocapture`
//! measures a long one, and `CONVERSATIONS=200 MESSAGES=10000 … a_search_over_many …` many.

use std::time::Instant;

use dormouse::chat::search::{Query, searchable, snippet, tokens};
use dormouse::chat::{ClientId, EventKind, Message, Seq};
use dormouse::store::conversation::candidates::{Wanted, candidates, first_since};
use dormouse::store::conversation::search::{self, Index};
use dormouse::store::conversation::{log as log_store, messages};
use dormouse::store::sql::Sql;

use super::*;

/// Words as people use them: few are frequent, and many are rare (Zipf's law).
fn body(seq: u64) -> String {
    let mut state = seq.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut below = |bound: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % bound
    };
    let count = 3 + below(12);
    let words = (0..count).map(|_| {
        let most = 1 << (4 + below(13));
        format!("w{}", below(most))
    });
    let mut body = words.collect::<Vec<_>>().join(" ");
    if seq.is_multiple_of(50_000) {
        body.push_str(" needle");
    }
    body
}

fn from_environment(name: &str, otherwise: u64) -> u64 {
    let set = std::env::var(name).ok();
    set.and_then(|set| set.parse().ok()).unwrap_or(otherwise)
}

/// A conversation with so many messages, all in its index.
fn long(count: u64) -> (Sqlite, Index) {
    let sql = conversation();
    let stored = sql.atomically(&mut || {
        for seq in 1..=count {
            let name = ClientId::parse(&format!("m{seq}")).expect("a good client id");
            let kind = EventKind::Message(Message::new(name, body(seq)));
            let author = if seq % 7 == 0 { BEN } else { ANNA };
            log_store::append(&sql, &event(seq, &anna(), kind), author, seq)?;
        }
        Ok(())
    });
    stored.expect("messages");
    let mut index = Index {
        key: 7,
        first: Seq(count + 1),
        last: Seq(count),
        posts: count,
        day: 0,
        older: 0,
    };
    search::create(&sql, &index).expect("an index");
    while index.first > Seq(1) {
        search::take_older(&sql, &mut index, 1_000).expect("older messages");
    }
    (sql, index)
}

/// The first page of a search, as the object makes it.
fn page(sql: &Sqlite, index: &Index, head: u64, text: &str, limit: usize) -> usize {
    let query = Query::parse(text, 0).expect("a good query");
    let bound = |at| first_since(sql, at, Seq(head)).expect("a place");
    let from = query.since.and_then(bound).unwrap_or(Seq(1));
    let until = query.until.and_then(bound).unwrap_or(Seq(head + 1));
    let (mut before, mut results, mut reads) = (until, 0, 0);
    let named = [BEN];
    while results < limit && reads < 400 {
        let wanted = Wanted {
            query: &query,
            authors: &named,
            from,
            before,
        };
        let found = candidates(sql, index, &wanted, 50).expect("candidates");
        for it in messages::list(sql, &authors(), &found).expect("messages") {
            let text = searchable(&it.message.body);
            if let Some(places) = query.places(&tokens(&text)) {
                results += usize::from(!snippet(&text, &places).is_empty());
            }
        }
        reads += found.len();
        let Some(last) = found.last().filter(|_| found.len() == 50) else {
            break;
        };
        before = *last;
    }
    results
}

/// Frequent and rare words, both, phrases, prefixes, people, days, and what is not there.
const QUERIES: [&str; 12] = [
    "w1",
    "w65000",
    "w1 w65000",
    "w1 w2 w3 w4",
    "\"w1 w2 w3\"",
    "w6",
    "needle",
    "from:ben",
    "from:ben w60001 needle",
    "before:2026-09-20 w1",
    "has:link",
    "nowhere",
];

#[test]
fn a_search_in_a_long_conversation_is_quick() {
    let count = from_environment("MESSAGES", 20_000);
    let begun = Instant::now();
    let (sql, index) = long(count);
    println!("{count} messages made in {:?}", begun.elapsed());
    let bytes = |of: &str| {
        let rows = sql.query(of);
        rows.first().map_or(0, |row| row.number(0).unwrap_or(0)) / 1_024
    };
    println!(
        "index {} KiB, bodies {} KiB",
        bytes("SELECT sum(length(block)) FROM words_data"),
        bytes("SELECT sum(octet_length(body)) FROM messages")
    );
    for text in QUERIES {
        let begun = Instant::now();
        let results = page(&sql, &index, count, text, 20);
        let took = begun.elapsed();
        println!("{text}: {results} results in {took:?}");
        // Generous, because tests share the machine. The measurement is what is printed.
        assert!(took.as_millis() < 1_500, "{text}: {took:?}");
    }
    assert_eq!(page(&sql, &index, count, "nowhere", 20), 0);
    assert!(page(&sql, &index, count, "w1", 20) >= 20);
}

#[test]
fn a_search_over_many_conversations_is_quick() {
    let many = from_environment("CONVERSATIONS", 5);
    let count = from_environment("MESSAGES", 20_000) / 5;
    let one = long(count);
    let all: Vec<_> = (1..many).map(|_| long(count)).chain([one]).collect();
    for text in QUERIES {
        let begun = Instant::now();
        let mut results = 0;
        let mut first = None;
        for (nth, (sql, index)) in all.iter().enumerate() {
            results += page(sql, index, count, text, 8);
            if nth == 39 {
                first = Some(begun.elapsed());
            }
        }
        let took = begun.elapsed();
        println!("{text}: {results} results in {took:?}, of 40 in {first:?}");
        assert!(took.as_millis() < 5_000, "{text}: {took:?}");
    }
}
