//! The messages that a query may find, as the search index and the log say.

use super::people::PersonNumber;
use super::search::{Index, LINK, author};
use crate::chat::search::{Query, Term, code};
use crate::chat::{Millis, Seq};
use crate::store::sql::{Sql, Stored, Value};

/// Which messages a query may find.
pub struct Wanted<'a> {
    pub query: &'a Query,
    /// The people with the handles that it names.
    pub authors: &'a [PersonNumber],
    /// Only messages from this entry on, and before that one.
    pub from: Seq,
    pub before: Seq,
}

/// The messages that may fit, newest first, `most` at most.
pub fn candidates(
    sql: &dyn Sql,
    index: &Index,
    wanted: &Wanted<'_>,
    most: usize,
) -> Stored<Vec<Seq>> {
    let expression = expression(index.key, wanted);
    let reacted = wanted.query.reaction;
    let mut values: Vec<Value> = Vec::new();
    let statement = if !expression.is_empty() {
        values.push(expression.as_str().into());
        let reacted = if reacted {
            "AND EXISTS (SELECT 1 FROM marks WHERE message = words.rowid
               AND length(reactions) > 2)"
        } else {
            ""
        };
        format!(
            "SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ? {reacted}
             ORDER BY rowid DESC LIMIT ?"
        )
    } else if reacted {
        "SELECT message FROM marks WHERE message >= ? AND message < ? AND length(reactions) > 2
         ORDER BY message DESC LIMIT ?"
            .to_owned()
    } else {
        "SELECT seq FROM messages WHERE seq >= ? AND seq < ? AND seq > 0 ORDER BY seq DESC LIMIT ?"
            .to_owned()
    };
    values.extend([
        wanted.from.0.into(),
        wanted.before.0.into(),
        (most as u64).into(),
    ]);
    let rows = sql.run(&statement, &values)?;
    rows.iter().map(|row| row.number(0).map(Seq)).collect()
}

/// The expression of FTS5 for a query. It is empty if the index has nothing to say.
fn expression(key: u64, wanted: &Wanted<'_>) -> String {
    let mut all: Vec<String> = wanted.query.terms.iter().map(|it| term(key, it)).collect();
    if !wanted.query.from.is_empty() {
        let authors: Vec<_> = wanted.authors.iter().map(|it| author(*it)).collect();
        all.push(format!("facts : ({})", authors.join(" OR ")));
    }
    if wanted.query.link {
        all.push(format!("facts : {LINK}"));
    }
    all.join(" AND ")
}

/// Codes have only letters and digits, so a quote never ends early.
fn term(key: u64, term: &Term) -> String {
    let quoted = |word: &str| format!("\"{}\"", code(key, word));
    let star = if term.prefix { " *" } else { "" };
    // FTS5 would read the entries of all words with a short prefix. What this proposes beside
    // messages that fit is left out when they are read.
    let phrase = if let Some(start) = term.short_prefix() {
        let before = term.tokens.iter().rev().skip(1);
        let mut all: Vec<_> = before.map(|it| quoted(it)).collect();
        all.push(format!("{{tokens extras starts}} : {}", quoted(start)));
        all.join(" AND ")
    } else {
        let codes: Vec<_> = term.tokens.iter().map(|it| code(key, it)).collect();
        format!("{{tokens extras}} : \"{}\"{star}", codes.join(" "))
    };
    let whole = term.whole.as_ref();
    let whole = whole.map(|it| format!(" OR {{tokens extras}} : {}{star}", quoted(it)));
    format!("({phrase}{})", whole.unwrap_or_default())
}

/// The time of the first message from an entry on.
pub fn time_from(sql: &dyn Sql, seq: Seq) -> Stored<Option<Millis>> {
    let statement = "SELECT at FROM messages WHERE seq >= ? AND seq > 0 ORDER BY seq LIMIT 1";
    let rows = sql.run(statement, &[seq.0.into()])?;
    rows.first().map(|row| row.number(0)).transpose()
}

/// The first message at a time or later. Times never go back along the log, so a few look-ups find
/// it. `head` is the present head of the log.
pub fn first_since(sql: &dyn Sql, at: Millis, head: Seq) -> Stored<Option<Seq>> {
    let statement = "SELECT seq, at FROM messages WHERE seq >= ? ORDER BY seq LIMIT 1";
    let (mut low, mut high, mut found) = (1, head.0 + 1, None);
    while low < high {
        let middle = low + (high - low) / 2;
        let rows = sql.run(statement, &[middle.into()])?;
        let message = rows.first().map(|row| Ok((row.number(0)?, row.number(1)?)));
        match message.transpose()? {
            Some((seq, time)) if time < at => low = seq + 1,
            later => {
                found = later.map(|it| Seq(it.0)).or(found);
                high = middle;
            }
        }
    }
    Ok(found)
}
