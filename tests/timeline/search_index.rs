//! **The search index after any history of posts, edits and deletions is the index built afresh**,
//! however it was filled in between. And what a search finds is what reading everything finds.

use dormouse::chat::search::{Query, searchable, tokens};
use dormouse::chat::{EventKind, Seq};
use dormouse::store::conversation::candidates::{Wanted, candidates};
use dormouse::store::conversation::messages;
use dormouse::store::conversation::people::PersonNumber;
use dormouse::store::conversation::search::{self, Index};

use crate::history::History;

const KEY: u64 = 7;

fn empty(history: &History) -> Index {
    Index {
        key: KEY,
        first: history.state.head.next(),
        last: history.state.head,
        posts: history.state.posts,
        day: 0,
        older: 0,
    }
}

/// All entries of the index: token, message, column and place.
fn entries(history: &History) -> Vec<String> {
    let sql = &history.sql;
    sql.query("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'instance')");
    let rows =
        sql.query("SELECT term || ' ' || doc || ' ' || col || ' ' || offset FROM vocabulary");
    sql.query("DROP TABLE vocabulary");
    let mut all: Vec<_> = rows
        .iter()
        .map(|row| row.text(0).expect("a text").to_owned())
        .collect();
    all.sort();
    all
}

fn fill(history: &mut History) {
    let (newer, older) = (history.some(9), history.some(9));
    let mut index = history.index.unwrap_or_else(|| {
        let index = empty(history);
        search::create(&history.sql, &index).expect("an index");
        index
    });
    search::take_newer(&history.sql, &mut index, newer).expect("newer messages");
    search::take_older(&history.sql, &mut index, older).expect("older messages");
    history.index = Some(index);
}

fn rebuilt(history: &History) -> Vec<String> {
    history.sql.query("DROP TABLE words");
    let mut index = empty(history);
    search::create(&history.sql, &index).expect("an index");
    while index.first > Seq(1) {
        search::take_older(&history.sql, &mut index, 100).expect("older messages");
    }
    entries(history)
}

#[test]
fn the_index_after_any_history_is_the_index_built_afresh() {
    let mut compared = 0;
    for seed in 0..600 {
        let mut history = History::new(seed);
        for _ in 0..6 {
            history.go_on();
            fill(&mut history);
        }
        while history.index.is_some_and(|it| it.first > Seq(1)) {
            fill(&mut history);
        }
        let mut index = history.index.expect("filled");
        search::take_newer(&history.sql, &mut index, 1_000).expect("newer messages");
        assert_eq!(index.posts, history.state.posts);
        let stored = search::index(&history.sql).expect("readable");
        assert_eq!(stored, Some(index));
        let filled = entries(&history);
        compared += filled.len();
        assert_eq!(filled, rebuilt(&history), "seed {seed}");
    }
    println!("{compared} entries compared");
    assert!(compared > 10_000);
}

#[test]
fn a_search_finds_what_reading_everything_finds() {
    let mut found = 0;
    for seed in 0..60 {
        let mut history = History::new(seed);
        for _ in 0..6 {
            history.go_on();
            fill(&mut history);
        }
        let mut index = history.index.expect("filled");
        search::take_newer(&history.sql, &mut index, 1_000).expect("newer messages");
        search::take_older(&history.sql, &mut index, 1_000).expect("older messages");
        let queries = [
            "words",
            "wor",
            "wo",
            "o",
            "of-an",
            "wor of-be",
            "word",
            "\"words of\"",
            "\"of anna",
            "of words",
            "dora",
            "@ben",
            "1",
            "from:anna words",
            "from:ben",
            "from:nobody words",
            "has:reaction",
            "words has:reaction",
            "everyone",
            "nothing",
            "\"word 1\"",
            "from:anna from:cleo has:reaction wor",
        ];
        for text in queries {
            let query = Query::parse(text, 0).expect("a good query");
            let all = history.log.iter().filter(|event| event.is_message()).rev();
            let fitting: Vec<Seq> = all
                .map(|event| event.seq)
                .filter(|seq| fits(&history, &query, *seq))
                .collect();
            found += fitting.len();
            assert_eq!(
                searched(&history, &index, &query),
                fitting,
                "{seed}: {text}"
            );
        }
    }
    println!("{found} messages found");
    assert!(found > 1_000);
}

fn fits(history: &History, query: &Query, seq: Seq) -> bool {
    let it = messages::get(&history.sql, &history.authors, seq);
    let it = it.expect("readable").expect("it is there");
    let is_from = query.from.is_empty()
        || query
            .from
            .iter()
            .any(|it_| *it_ == it.author.handle.to_string());
    it.message.deleted.is_none()
        && is_from
        && (!query.reaction || !it.given.is_empty())
        && query
            .places(&tokens(&searchable(&it.message.body)))
            .is_some()
}

fn searched(history: &History, index: &Index, query: &Query) -> Vec<Seq> {
    let named = |handle: &str| query.from.iter().any(|it| it == handle);
    let authors = history
        .authors
        .iter()
        .filter(|it| named(it.1.handle.as_str()));
    let authors: Vec<PersonNumber> = authors.map(|it| *it.0).collect();
    if !query.from.is_empty() && authors.is_empty() {
        return Vec::new();
    }
    let wanted = Wanted {
        query,
        authors: &authors,
        from: Seq(1),
        before: history.state.head.next(),
    };
    let found = candidates(&history.sql, index, &wanted, 10_000).expect("candidates");
    // The index may propose more than fits.
    found
        .into_iter()
        .filter(|seq| fits(history, query, *seq))
        .collect()
}

#[test]
fn events_of_the_history_change_messages_that_are_in_the_index() {
    let mut changed = 0;
    for seed in 0..150 {
        let mut history = History::new(seed);
        for _ in 0..6 {
            history.go_on();
            fill(&mut history);
        }
        let index = history.index.expect("filled");
        let target = |kind: &EventKind| match kind {
            EventKind::Edited(_) | EventKind::Deleted(_) => kind.changed_message(),
            _ => None,
        };
        let targets = history.log.iter().filter_map(|event| target(&event.kind));
        changed += targets
            .filter(|seq| index.first <= *seq && *seq <= index.last)
            .count();
    }
    assert!(changed > 100, "{changed}");
}
