//! The log: messages and every other event in one gap-free order.
//!
//! Both tables' keys are `seq`, so the head is the larger of two last keys, and any page is two short key ranges merged.

use std::collections::BTreeMap;

use super::people::Number;
use crate::chat::{ClientId, Event, EventKind, Millis, Person, Seq};
use crate::store::sql::{Fault, Row, Sql, Stored, Value};

/// Who the numbers in the rows are.
pub type Names = BTreeMap<Number, Person>;

/// The end of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct End {
    pub head: Seq,
    pub at: Millis,
    /// Messages in it.
    pub posts: u64,
    /// The last entry that is not a message.
    pub last_change: Seq,
}

const COLUMNS: [&str; 2] = [
    "SELECT seq, at, author, client_id, body FROM messages",
    "SELECT seq, at, author, NULL, what FROM events",
];

/// Where the log ends.
///
/// # Errors
/// The database's fault.
pub fn end(sql: &dyn Sql) -> Stored<End> {
    let message = sql.run(
        "SELECT seq, at, post FROM messages ORDER BY seq DESC LIMIT 1",
        &[],
    )?;
    let change = sql.run("SELECT seq, at FROM events ORDER BY seq DESC LIMIT 1", &[])?;
    let mut end = End::default();
    if let Some(row) = message.first() {
        (end.head, end.at, end.posts) = (Seq(row.number(0)?), row.number(1)?, row.number(2)?);
    }
    if let Some(row) = change.first() {
        end.last_change = Seq(row.number(0)?);
        (end.head, end.at) = (end.head.max(end.last_change), end.at.max(row.number(1)?));
    }
    Ok(end)
}

/// Stores an event; `post` is its number among the messages, if it is one. False when its sender's `client_id` is there
/// already: then nothing was stored.
///
/// # Errors
/// The database's fault: above all, an entry that is there already.
pub fn append(sql: &dyn Sql, event: &Event, author: Number, post: u64) -> Stored<bool> {
    let (seq, at, author) = (
        Value::from(event.seq.0),
        Value::from(event.at),
        Value::from(author.0),
    );
    if let EventKind::Message { client_id, body } = &event.kind {
        let values = [
            seq,
            at,
            author,
            client_id.as_str().into(),
            post.into(),
            body.as_str().into(),
        ];
        sql.change(
            "INSERT INTO messages (seq, at, author, client_id, post, body) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (author, client_id) DO NOTHING",
            &values,
        )
    } else {
        let what = serde_json::to_string(&event.kind).map_err(|error| Fault(error.to_string()))?;
        let values = [seq, at, author, what.as_str().into()];
        sql.change(
            "INSERT INTO events (seq, at, author, what) VALUES (?, ?, ?, ?)",
            &values,
        )
    }
}

/// The message that its author once sent under this name.
///
/// # Errors
/// The database's fault.
pub fn posted(
    sql: &dyn Sql,
    names: &Names,
    author: Number,
    client_id: &ClientId,
) -> Stored<Option<Event>> {
    let [messages, _] = COLUMNS;
    let statement = format!("{messages} WHERE author = ? AND client_id = ?");
    let rows = sql.run(&statement, &[author.0.into(), client_id.as_str().into()])?;
    rows.first().map(|row| read(row, names)).transpose()
}

/// The first `limit` entries after `after`, in order.
///
/// # Errors
/// The database's fault.
pub fn after(sql: &dyn Sql, names: &Names, after: Seq, limit: u32) -> Stored<Vec<Event>> {
    page(sql, names, "seq > ?", "ASC", after, limit)
}

/// The last `limit` entries before `before`, in order.
///
/// # Errors
/// The database's fault.
pub fn before(sql: &dyn Sql, names: &Names, before: Seq, limit: u32) -> Stored<Vec<Event>> {
    let mut events = page(sql, names, "seq < ?", "DESC", before, limit)?;
    events.reverse();
    Ok(events)
}

fn page(
    sql: &dyn Sql,
    names: &Names,
    range: &str,
    order: &str,
    from: Seq,
    limit: u32,
) -> Stored<Vec<Event>> {
    let [messages, events] = COLUMNS;
    let part = |columns: &str| {
        format!("SELECT * FROM ({columns} WHERE {range} ORDER BY seq {order} LIMIT ?)")
    };
    let statement = format!(
        "{} UNION ALL {} ORDER BY seq {order} LIMIT ?",
        part(messages),
        part(events)
    );
    let (from, limit) = (Value::from(from.0), Value::from(u64::from(limit)));
    let values = [from.clone(), limit.clone(), from, limit.clone(), limit];
    sql.run(&statement, &values)?
        .iter()
        .map(|row| read(row, names))
        .collect()
}

/// Who has spoken in the last `entries` of the log, with their last message and how many there are up to it.
///
/// # Errors
/// The database's fault.
pub fn latest_authors(sql: &dyn Sql, head: Seq, entries: u64) -> Stored<Vec<(Number, Seq, u64)>> {
    let statement =
        "SELECT author, max(seq), max(post) FROM messages WHERE seq > ? GROUP BY author";
    let rows = sql.run(statement, &[head.0.saturating_sub(entries).into()])?;
    rows.iter()
        .map(|row| Ok((Number(row.number(0)?), Seq(row.number(1)?), row.number(2)?)))
        .collect()
}

/// The last message that is no later than an entry and no later than a time: its `seq`, and how many messages there
/// are up to it. It walks back from `until`, so it costs what lies between.
///
/// # Errors
/// The database's fault.
pub fn last_message(sql: &dyn Sql, until: Seq, at: Millis) -> Stored<Option<(Seq, u64)>> {
    let statement =
        "SELECT seq, post FROM messages WHERE seq <= ? AND at <= ? ORDER BY seq DESC LIMIT 1";
    let rows = sql.run(statement, &[until.0.into(), at.into()])?;
    rows.first()
        .map(|row| Ok((Seq(row.number(0)?), row.number(1)?)))
        .transpose()
}

fn read(row: &Row, names: &Names) -> Stored<Event> {
    let number = Number(row.number(2)?);
    let author = names
        .get(&number)
        .ok_or_else(|| Fault(format!("nobody is number {}", number.0)))?;
    let kind = if row.is_null(3) {
        EventKind::read(row.text(4)?).map_err(|error| Fault(error.to_string()))?
    } else {
        EventKind::Message {
            client_id: row.parsed(3, ClientId::parse)?,
            body: row.text(4)?.to_owned(),
        }
    };
    let (seq, at) = (Seq(row.number(0)?), row.number(1)?);
    Ok(Event {
        seq,
        at,
        author: author.id.clone(),
        handle: author.handle.clone(),
        kind,
    })
}
