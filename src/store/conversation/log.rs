//! The log: messages and all other events, in one order without gaps.
//!
//! The key of both tables is `seq`. So the head is the larger of their two last keys, and a page
//! merges two short ranges of keys.

use std::collections::BTreeMap;

use super::files;
use super::messages::{self, MESSAGES, MORE};
use super::people::PersonNumber;
use super::sized::{Form, as_many_as_fit};
use super::wordings;
use crate::chat::conversation::Earlier;
use crate::chat::limits::EVENTS_BYTES;
use crate::chat::{ClientId, Event, EventKind, Millis, Person, Seq};
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
    /// The last entry that a timeline shows as a notice.
    pub last_change: Seq,
}

/// The columns of an event that is no message, in the form of [`MESSAGES`].
pub(super) fn events() -> String {
    let nulls = ["NULL"; MORE].join(", ");
    format!("SELECT m.seq, m.at, m.author, NULL, m.what AS body, {nulls} FROM events m")
}

/// Where the log ends.
pub fn end(sql: &dyn Sql) -> Stored<End> {
    let message = sql.run(
        "SELECT seq, at, post FROM messages WHERE seq > 0 ORDER BY seq DESC LIMIT 1",
        &[],
    )?;
    let event = sql.run("SELECT seq, at FROM events ORDER BY seq DESC LIMIT 1", &[])?;
    let notice = sql.run(
        "SELECT seq FROM events WHERE notice = 1 ORDER BY seq DESC LIMIT 1",
        &[],
    )?;
    let mut end = End::default();
    if let Some(row) = message.first() {
        (end.head, end.at, end.posts) = (Seq(row.number(0)?), row.number(1)?, row.number(2)?);
    }
    if let Some(row) = event.first() {
        (end.head, end.at) = (
            end.head.max(Seq(row.number(0)?)),
            end.at.max(row.number(1)?),
        );
    }
    if let Some(row) = notice.first() {
        end.last_change = Seq(row.number(0)?);
    }
    Ok(end)
}

/// Stores an event. `post` is its number among the messages, if it is one. False if its sender has
/// used the `client_id` before; then nothing was stored. An entry with a `seq` that exists is a
/// fault. Of an event that changes a message, only the change itself is stored: what the message is
/// now is in its own row.
pub fn append(sql: &dyn Sql, event: &Event, author: PersonNumber, post: u64) -> Stored<bool> {
    append_mentioning(sql, event, author, post, None)
}

/// As [`append`], for a message that may mention somebody. `mentions` are as they are stored.
pub fn append_mentioning(
    sql: &dyn Sql,
    event: &Event,
    author: PersonNumber,
    post: u64,
    mentions: Option<&str>,
) -> Stored<bool> {
    let (seq, at) = (Value::from(event.seq.0), Value::from(event.at));
    let author = Value::from(author.0);
    if let EventKind::Message(message) = &event.kind {
        let quote = message.quote.as_ref();
        let files = files::spelled(&message.files)?;
        let values = [
            seq,
            at,
            author,
            message.client_id.as_str().into(),
            post.into(),
            wordings::padded(&message.body).as_ref().into(),
            quote.map(|quote| quote.message.0).into(),
            quote.map(|quote| quote.thread_root.0).into(),
            mentions.into(),
            files.as_deref().into(),
        ];
        return sql.change(
            "INSERT INTO messages (seq, at, author, client_id, post, body, reply_to, thread_root,
               mentions, files)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (author, client_id) DO NOTHING",
            &values,
        );
    }
    let what =
        serde_json::to_string(&stored(&event.kind)).map_err(|error| Fault(error.to_string()))?;
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
    let statement = format!("{MESSAGES} WHERE m.author = ? AND m.client_id = ?");
    let rows = sql.run(&statement, &[author.0.into(), client_id.as_str().into()])?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let original = (!row.is_null(16)).then(|| row.text(16).map(str::to_owned));
    Ok(Some(Earlier {
        event: read(row, authors)?,
        original: original.transpose()?,
    }))
}

/// The first `limit` entries after `after`, in order, as many as fit into one frame.
pub fn after(sql: &dyn Sql, authors: &Authors, after: Seq, limit: u32) -> Stored<Vec<Event>> {
    let part =
        |columns: &str| format!("SELECT * FROM ({columns} WHERE m.seq > ? ORDER BY m.seq LIMIT ?)");
    let both = format!(
        "{} UNION ALL {} ORDER BY seq LIMIT ?",
        part(MESSAGES),
        part(&events())
    );
    let (after, limit) = (Value::from(after.0), Value::from(u64::from(limit)));
    let values = [after.clone(), limit.clone(), after, limit.clone(), limit];
    let form = Form::Log;
    as_many_as_fit(sql, authors, form, &both, &values, "ASC", EVENTS_BYTES)
        .map(|(events, _)| events)
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
    let rows = sql.run(
        &format!("{MESSAGES} WHERE m.seq > 0 ORDER BY m.seq DESC LIMIT 1"),
        &[],
    )?;
    rows.first().map(|row| read(row, authors)).transpose()
}

/// The last message that is no later than an entry and no later than a time: its `seq`, and the
/// number of messages up to it. The query goes back from `until`, so it reads every message in
/// between.
pub fn last_message_until(sql: &dyn Sql, until: Seq, at: Millis) -> Stored<Option<(Seq, u64)>> {
    let statement = "SELECT seq, post FROM messages WHERE seq <= ? AND seq > 0 AND at <= ?
         ORDER BY seq DESC LIMIT 1";
    let rows = sql.run(statement, &[until.0.into(), at.into()])?;
    rows.first()
        .map(|row| Ok((Seq(row.number(0)?), row.number(1)?)))
        .transpose()
}

/// What is stored of an event: nothing of the present state of the message that it changes.
fn stored(kind: &EventKind) -> EventKind {
    let mut kind = kind.clone();
    match &mut kind {
        EventKind::Edited(edit) => (edit.body, edit.mentions) = (None, None),
        EventKind::Reacted(change) | EventKind::Unreacted(change) => change.reaction = None,
        _ => {}
    }
    kind
}

/// Reads a row of [`MESSAGES`] or [`events`], as an event.
pub(super) fn read(row: &Row, authors: &Authors) -> Stored<Event> {
    let number = PersonNumber(row.number(2)?);
    let author = authors
        .get(&number)
        .ok_or_else(|| Fault(format!("nobody is number {}", number.0)))?;
    let kind = if row.is_null(3) {
        EventKind::read(row.text(4)?).map_err(|error| unreadable(&error))?
    } else {
        EventKind::Message(messages::message(row, authors)?)
    };
    Ok(Event {
        seq: Seq(row.number(0)?),
        at: row.number(1)?,
        author: author.id.clone(),
        handle: author.handle.clone(),
        kind,
    })
}

/// The events after an entry that edited or deleted a message, as they are stored.
pub fn changes_after(sql: &dyn Sql, authors: &Authors, after: Seq) -> Stored<Vec<Event>> {
    let statement = format!(
        "{} WHERE m.seq > ? AND m.notice = 0 AND substr(m.what, 10, 6) IN ('edited', 'delete')
         ORDER BY m.seq",
        events()
    );
    let rows = sql.run(&statement, &[after.0.into()])?;
    rows.iter().map(|row| read(row, authors)).collect()
}
