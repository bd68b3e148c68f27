//! The search index of a conversation: which messages may have which words.
//!
//! The index is one FTS5 table. It keeps no bodies, only coded tokens ([`code`]), and its `rowid`
//! is the `seq` of the message. It covers the messages from one to another: it grows at its end as
//! messages come, and at its beginning where older ones were never brought in. Within that part,
//! **the index is what it would be if it were built afresh from the present bodies**.
//!
//! It is made when the first messages come in, because an empty one already takes six pages.

use serde::Serialize;

use super::people::PersonNumber;
use super::wordings;
use crate::chat::limits::INDEX_BYTES;
use crate::chat::search::{code, extras, searchable, starts, tokens};
use crate::chat::{Seq, markup};
use crate::store::sql::{Fault, Row, Sql, Stored};

/// How far the index reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Index {
    /// The key of its codes.
    pub key: u64,
    /// The first message that is in it.
    pub first: Seq,
    /// The last entry of the log up to which it has every message.
    pub last: Seq,
    /// The number of messages up to there.
    pub posts: u64,
    /// The day on which older messages last came in, and how many did.
    pub day: u64,
    pub older: u64,
}

/// A message as the index takes it in.
struct Words {
    seq: Seq,
    post: u64,
    author: PersonNumber,
    body: String,
    is_deleted: bool,
}

/// A row of the index as JSON.
#[derive(Serialize)]
struct Entry(u64, String, String, String, String);

/// What the index says of a link.
pub(super) const LINK: &str = "l";

pub(super) fn author(number: PersonNumber) -> String {
    format!("f{}", number.0)
}

const WORDS: &str = "SELECT m.seq, m.post, m.author,
     iif(k.deleted_at IS NULL, coalesce(w.body, m.body), '') AS body, k.deleted_at
   FROM messages m LEFT JOIN marks k ON k.message = m.seq
     LEFT JOIN wordings w ON w.seq = iif(m.body >= char(2) AND m.body < char(3),
       CAST(substr(m.body, 2) AS INTEGER), NULL)";

fn words(row: &Row) -> Stored<Words> {
    Ok(Words {
        seq: Seq(row.number(0)?),
        post: row.number(1)?,
        author: PersonNumber(row.number(2)?),
        body: wordings::parts(row.text(3)?).0.to_owned(),
        is_deleted: !row.is_null(4),
    })
}

/// How far the index reaches. None if there is none.
pub fn index(sql: &dyn Sql) -> Stored<Option<Index>> {
    let rows = sql.run(
        "SELECT key, first, last, posts, day, older FROM search_index",
        &[],
    )?;
    let index = |row: &Row| {
        Ok(Index {
            key: row.number(0)?,
            first: Seq(row.number(1)?),
            last: Seq(row.number(2)?),
            posts: row.number(3)?,
            day: row.number(4)?,
            older: row.number(5)?,
        })
    };
    rows.first().map(index).transpose()
}

/// Makes the index, without messages.
pub fn create(sql: &dyn Sql, index: &Index) -> Stored<()> {
    // `ascii` takes everything but ASCII letters and digits for a part of a word, and codes have
    // nothing else. `secure-delete` takes entries out instead of marking them.
    sql.run(
        "CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(tokens, extras, starts, facts, content = '',
           contentless_delete = 1, tokenize = 'ascii')",
        &[],
    )?;
    sql.run(
        "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
        &[],
    )?;
    put(sql, index)
}

fn put(sql: &dyn Sql, index: &Index) -> Stored<()> {
    sql.run(
        "INSERT OR REPLACE INTO search_index (one, key, first, last, posts, day, older)
         VALUES (1, ?, ?, ?, ?, ?, ?)",
        &[
            index.key.into(),
            index.first.0.into(),
            index.last.0.into(),
            index.posts.into(),
            index.day.into(),
            index.older.into(),
        ],
    )?;
    Ok(())
}

/// Takes in up to `most` messages after the index. Returns how many came in.
pub fn take_newer(sql: &dyn Sql, index: &mut Index, most: usize) -> Stored<usize> {
    let statement = format!("{WORDS} WHERE m.seq > ? ORDER BY m.seq LIMIT ?");
    let rows = sql.run(&statement, &[index.last.0.into(), (most as u64).into()])?;
    let newer: Vec<_> = rows.iter().map(words).collect::<Stored<_>>()?;
    let Some(last) = newer.last() else {
        return Ok(0);
    };
    let mut grown = *index;
    (grown.last, grown.posts) = (last.seq, last.post);
    take_in(sql, &newer, &grown)?;
    *index = grown;
    Ok(newer.len())
}

/// Takes in up to `most` messages before the index, newest first. Returns how many came in.
pub fn take_older(sql: &dyn Sql, index: &mut Index, most: usize) -> Stored<usize> {
    let statement = format!("{WORDS} WHERE m.seq < ? AND m.seq > 0 ORDER BY m.seq DESC LIMIT ?");
    let rows = sql.run(&statement, &[index.first.0.into(), (most as u64).into()])?;
    let mut older: Vec<_> = rows.iter().map(words).collect::<Stored<_>>()?;
    older.reverse();
    let mut grown = *index;
    if older.len() < most {
        // There are no more.
        grown.first = Seq(1);
    } else if let Some(first) = older.first() {
        grown.first = first.seq;
    }
    grown.older += older.len() as u64;
    take_in(sql, &older, &grown)?;
    *index = grown;
    Ok(older.len())
}

/// Writes messages and the new reach of the index together.
fn take_in(sql: &dyn Sql, all: &[Words], index: &Index) -> Stored<()> {
    sql.atomically(&mut || {
        let (mut entries, mut bytes) = (Vec::new(), 0);
        for it in all.iter().filter(|it| !it.is_deleted) {
            let entry = entry(index.key, it);
            bytes += entry.1.len() + entry.2.len();
            entries.push(entry);
            if bytes > INDEX_BYTES {
                write(sql, &entries)?;
                (entries, bytes) = (Vec::new(), 0);
            }
        }
        write(sql, &entries)?;
        put(sql, index)
    })
}

fn entry(key: u64, it: &Words) -> Entry {
    let text = searchable(&it.body);
    let tokens = tokens(&text);
    let joined = |words: &mut dyn Iterator<Item = &str>| {
        let codes: Vec<_> = words.map(|word| code(key, word)).collect();
        codes.join(" ")
    };
    let mut facts = author(it.author);
    if markup::has_address(&text) {
        facts.push(' ');
        facts.push_str(LINK);
    }
    let extras = extras(&tokens);
    Entry(
        it.seq.0,
        joined(&mut tokens.iter().map(|it| it.text.as_str())),
        joined(&mut extras.iter().map(|it| it.text.as_str())),
        joined(&mut starts(&tokens).into_iter()),
        facts,
    )
}

fn write(sql: &dyn Sql, entries: &[Entry]) -> Stored<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let all = serde_json::to_string(entries).map_err(|error| Fault(error.to_string()))?;
    sql.run(
        "INSERT OR REPLACE INTO words (rowid, tokens, extras, starts, facts)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
         FROM json_each(?)",
        &[all.as_str().into()],
    )?;
    Ok(())
}

/// A message in the index was edited or deleted: its entry is as its present body says. One row is
/// written, or none if the index does not reach it.
pub fn renew(sql: &dyn Sql, index: &Index, message: Seq) -> Stored<()> {
    if message < index.first || message > index.last {
        return Ok(());
    }
    let rows = sql.run(&format!("{WORDS} WHERE m.seq = ?"), &[message.0.into()])?;
    let Some(now) = rows.first().map(words).transpose()? else {
        return Ok(());
    };
    if now.is_deleted {
        sql.run("DELETE FROM words WHERE rowid = ?", &[message.0.into()])?;
        return Ok(());
    }
    write(sql, &[entry(index.key, &now)])
}
