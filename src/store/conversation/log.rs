//! The log: messages and all other events, in one order without gaps.
//!
//! The key of both tables is `seq`. So the head is the larger of their two last keys, and a page
//! merges two short ranges of keys.

use std::collections::BTreeMap;

use super::people::PersonNumber;
use super::sized::as_many_as_fit;
use crate::chat::conversation::Earlier;
use crate::chat::limits::SENT_BYTES;
use crate::chat::{ClientId, Event, EventKind, Message, Millis, Person, Seq};
use crate::store::sql::{Fault, Row, Sql, Stored, Value, unreadable};

/// The people whose numbers are in the rows.
pub type Authors = BTreeMap<PersonNumber, Person>;

/// The end of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct End {
    pub head: Seq,
    pub at: Millis,
    /// The number of messages in it.
    pub posts: u64,
    /// The last entry that is not a message.
    pub last_change: Seq,
}

pub(super) const MESSAGES: &str = "SELECT seq, at, author, client_id, body FROM messages";
pub(super) const EVENTS: &str = "SELECT seq, at, author, NULL, what FROM events";

/// Where the log ends.
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

/// Stores an event. `post` is its number among the messages, if it is one. False if its sender has
/// used the `client_id` before; then nothing was stored. An entry with a `seq` that exists is a
/// fault.
pub fn append(sql: &dyn Sql, event: &Event, author: PersonNumber, post: u64) -> Stored<bool> {
    let (seq, at) = (Value::from(event.seq.0), Value::from(event.at));
    let author = Value::from(author.0);
    if let EventKind::Message(Message {
        client_id, body, ..
    }) = &event.kind
    {
        let values = [
            seq,
            at,
            author,
            client_id.as_str().into(),
            post.into(),
            body.as_str().into(),
        ];
        return sql.change(
            "INSERT INTO messages (seq, at, author, client_id, post, body) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (author, client_id) DO NOTHING",
            &values,
        );
    }
    let what = serde_json::to_string(&event.kind).map_err(|error| Fault(error.to_string()))?;
    let notice = Value::from(u64::from(event.is_notice()));
    sql.change(
        "INSERT INTO events (seq, at, author, what, notice) VALUES (?, ?, ?, ?, ?)",
        &[seq, at, author, what.as_str().into(), notice],
    )
}

/// The message that this author has stored under this `client_id`.
pub fn earlier(
    sql: &dyn Sql,
    authors: &Authors,
    author: PersonNumber,
    client_id: &ClientId,
) -> Stored<Option<Earlier>> {
    let statement = "SELECT seq, at, author, client_id, body, original FROM messages
                     WHERE author = ? AND client_id = ?";
    let rows = sql.run(statement, &[author.0.into(), client_id.as_str().into()])?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let original = (!row.is_null(5)).then(|| row.text(5).map(str::to_owned));
    Ok(Some(Earlier {
        event: read(row, authors)?,
        original: original.transpose()?,
    }))
}

/// The first `limit` entries after `after`, in order, as many as fit into one frame.
pub fn after(sql: &dyn Sql, authors: &Authors, after: Seq, limit: u32) -> Stored<Vec<Event>> {
    let part =
        |columns: &str| format!("SELECT * FROM ({columns} WHERE seq > ? ORDER BY seq LIMIT ?)");
    let both = format!(
        "{} UNION ALL {} ORDER BY seq LIMIT ?",
        part(MESSAGES),
        part(EVENTS)
    );
    let (after, limit) = (Value::from(after.0), Value::from(u64::from(limit)));
    let values = [after.clone(), limit.clone(), after, limit.clone(), limit];
    as_many_as_fit(sql, authors, &both, &values, "ASC", SENT_BYTES).map(|(events, _)| events)
}

/// The messages after an entry, in order. Each has its `seq`, its author, and the number of
/// messages up to it.
pub fn authors_after(sql: &dyn Sql, after: Seq) -> Stored<Vec<(Seq, PersonNumber, u64)>> {
    let statement = "SELECT seq, author, post FROM messages WHERE seq > ? ORDER BY seq";
    let rows = sql.run(statement, &[after.0.into()])?;
    rows.iter()
        .map(|row| {
            let author = PersonNumber(row.number(1)?);
            Ok((Seq(row.number(0)?), author, row.number(2)?))
        })
        .collect()
}

/// The last message.
pub fn last_message(sql: &dyn Sql, authors: &Authors) -> Stored<Option<Event>> {
    let rows = sql.run(&format!("{MESSAGES} ORDER BY seq DESC LIMIT 1"), &[])?;
    rows.first().map(|row| read(row, authors)).transpose()
}

/// The last message that is no later than an entry and no later than a time: its `seq`, and the
/// number of messages up to it. The query goes back from `until`, so it reads every message in
/// between.
pub fn last_message_until(sql: &dyn Sql, until: Seq, at: Millis) -> Stored<Option<(Seq, u64)>> {
    let statement =
        "SELECT seq, post FROM messages WHERE seq <= ? AND at <= ? ORDER BY seq DESC LIMIT 1";
    let rows = sql.run(statement, &[until.0.into(), at.into()])?;
    rows.first()
        .map(|row| Ok((Seq(row.number(0)?), row.number(1)?)))
        .transpose()
}

/// Reads a row of [`MESSAGES`] or [`EVENTS`].
pub(super) fn read(row: &Row, authors: &Authors) -> Stored<Event> {
    let number = PersonNumber(row.number(2)?);
    let author = authors
        .get(&number)
        .ok_or_else(|| Fault(format!("nobody is number {}", number.0)))?;
    let kind = if row.is_null(3) {
        EventKind::read(row.text(4)?).map_err(|error| unreadable(&error))?
    } else {
        let client_id = row.parsed(3, ClientId::parse)?;
        EventKind::Message(Message::new(client_id, row.text(4)?.to_owned()))
    };
    Ok(Event {
        seq: Seq(row.number(0)?),
        at: row.number(1)?,
        author: author.id.clone(),
        handle: author.handle.clone(),
        kind,
    })
}
