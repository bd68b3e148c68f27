//! What a person's object keeps: one row per conversation, and who is still to be told of ended sessions.

use super::sql::{Fault, Row, Sql, Stored, Value, spelled, unspelled};
use crate::chat::absence::Absence;
use crate::chat::frames::LastMessage;
use crate::chat::json::read_object;
use crate::chat::{ConversationId, ConversationSummary, Millis, Seq, SessionId};

/// In the order in which they were added; a database that has the first n gets the rest.
///
/// A step that has landed stays as it is: databases have it (tests/upgrades).
pub const STEPS: [&[&str]; 2] = [INITIAL, &[AWAY]];

const INITIAL: &[&str] = &[
    "CREATE TABLE inbox (
       conversation TEXT PRIMARY KEY,
       kind TEXT NOT NULL, title TEXT NOT NULL, role TEXT, head INTEGER NOT NULL, posts INTEGER NOT NULL,
       read INTEGER NOT NULL, read_posts INTEGER NOT NULL, last_at INTEGER NOT NULL, last TEXT) WITHOUT ROWID",
    "CREATE TABLE ending (
       conversation TEXT NOT NULL, session TEXT NOT NULL, PRIMARY KEY (conversation, session)) WITHOUT ROWID",
    "CREATE TABLE ended (session TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), online INTEGER NOT NULL, seen_at INTEGER NOT NULL)",
];

/// Whether the conversation was told that nobody is home; see [`crate::chat::absence`].
const AWAY: &str = "ALTER TABLE inbox ADD COLUMN away INTEGER NOT NULL DEFAULT 0";

const COLUMNS: &str = "SELECT conversation, kind, title, role, head, posts, read, read_posts, last, last_at, away FROM inbox";

/// A conversation as the person's object knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxRow {
    pub summary: ConversationSummary,
    pub absence: Absence,
}

/// Brings the tables to the newest form.
pub fn migrate(sql: &dyn Sql) -> Stored<()> {
    super::schema::migrate(sql, &STEPS)
}

/// What is known of one conversation, also of one that was left.
pub fn get(sql: &dyn Sql, conversation: &ConversationId) -> Stored<Option<InboxRow>> {
    let rows = sql.run(
        &format!("{COLUMNS} WHERE conversation = ?"),
        &[conversation.as_str().into()],
    )?;
    let line = |row: &Row| {
        Ok(InboxRow {
            summary: read(row)?,
            absence: Absence::stored(row.signed(10)?),
        })
    };
    rows.first().map(line).transpose()
}

/// The conversations that were told that nobody is home, and under which number: the latest first. Also those that were left.
pub fn missed(sql: &dyn Sql) -> Stored<Vec<(ConversationId, u64)>> {
    let statement = "SELECT conversation, away FROM inbox WHERE away > 0 ORDER BY last_at DESC";
    sql.run(statement, &[])?
        .iter()
        .map(|row| Ok((row.parsed(0, ConversationId::parse)?, row.number(1)?)))
        .collect()
}

/// The latest conversations the person is in and that have begun, latest first.
pub fn latest(sql: &dyn Sql, limit: u32) -> Stored<Vec<ConversationSummary>> {
    let statement =
        format!("{COLUMNS} WHERE role IS NOT NULL AND head > 0 ORDER BY last_at DESC LIMIT ?");
    sql.run(&statement, &[u64::from(limit).into()])?
        .iter()
        .map(read)
        .collect()
}

/// Writes what is known of one conversation, whole.
pub fn put(sql: &dyn Sql, it: &ConversationSummary, absence: Absence) -> Stored<()> {
    let last = it.last.as_ref().map(serde_json::to_string).transpose();
    let last = last.map_err(|error| Fault(error.to_string()))?;
    let role = it.role.map(|role| spelled(&role)).transpose()?;
    let values: [Value; 11] = [
        it.conversation.as_str().into(),
        spelled(&it.kind)?.as_str().into(),
        it.title.as_str().into(),
        role.as_deref().into(),
        it.head.0.into(),
        it.posts.into(),
        it.read.0.into(),
        it.read_posts.into(),
        it.at.into(),
        last.as_deref().into(),
        absence.to_store().into(),
    ];
    sql.run(
        "INSERT OR REPLACE INTO inbox (conversation, kind, title, role, head, posts, read, read_posts, last_at, last, away)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        &values,
    )?;
    Ok(())
}

fn read(row: &Row) -> Stored<ConversationSummary> {
    let last = if row.is_null(8) {
        None
    } else {
        Some(read_object::<LastMessage>(row.text(8)?).map_err(|error| Fault(error.to_string()))?)
    };
    Ok(ConversationSummary {
        conversation: row.parsed(0, ConversationId::parse)?,
        kind: row.parsed(1, unspelled)?,
        title: row.text(2)?.to_owned(),
        role: if row.is_null(3) {
            None
        } else {
            Some(row.parsed(3, unspelled)?)
        },
        head: Seq(row.number(4)?),
        posts: row.number(5)?,
        read: Seq(row.number(6)?),
        read_posts: row.number(7)?,
        at: row.number(9)?,
        last,
    })
}

/// Notes that all the person's conversations must learn that a session is over, and forgets those that ended before
/// `since`.
pub fn end_session(sql: &dyn Sql, session: &SessionId, at: Millis, since: Millis) -> Stored<()> {
    sql.run("DELETE FROM ended WHERE at < ?", &[since.into()])?;
    sql.run(
        "INSERT OR IGNORE INTO ended (session, at) VALUES (?, ?)",
        &[session.as_str().into(), at.into()],
    )?;
    sql.run(
        "INSERT OR IGNORE INTO ending (conversation, session)
         SELECT conversation, ? FROM inbox WHERE role IS NOT NULL",
        &[session.as_str().into()],
    )?;
    Ok(())
}

/// Whether a session is known to be over.
pub fn has_ended(sql: &dyn Sql, session: &SessionId) -> Stored<bool> {
    let rows = sql.run(
        "SELECT 1 FROM ended WHERE session = ?",
        &[session.as_str().into()],
    )?;
    Ok(!rows.is_empty())
}

/// Notes that a conversation must learn of all sessions that are over: it was not known when they ended.
pub fn end_sessions_in(sql: &dyn Sql, conversation: &ConversationId) -> Stored<()> {
    sql.run(
        "INSERT OR IGNORE INTO ending (conversation, session) SELECT ?, session FROM ended",
        &[conversation.as_str().into()],
    )?;
    Ok(())
}

/// Whom to tell of which ended sessions, one row each.
pub fn endings(sql: &dyn Sql, limit: usize) -> Stored<Vec<(ConversationId, SessionId)>> {
    // The conversations with the latest messages first: that is where sockets are open.
    let statement =
        "SELECT ending.conversation, session FROM ending JOIN inbox USING (conversation)
                     ORDER BY last_at DESC LIMIT ?";
    sql.run(statement, &[(limit as u64).into()])?
        .iter()
        .map(|row| {
            Ok((
                row.parsed(0, ConversationId::parse)?,
                row.parsed(1, SessionId::parse)?,
            ))
        })
        .collect()
}

/// A conversation has been told that a session is over.
pub fn ended(sql: &dyn Sql, conversation: &ConversationId, session: &SessionId) -> Stored<()> {
    let values = [conversation.as_str().into(), session.as_str().into()];
    sql.run(
        "DELETE FROM ending WHERE conversation = ? AND session = ?",
        &values,
    )?;
    Ok(())
}

/// What the list of people was last told of this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// None: it was being told when that was last heard of, and may have taken either.
    pub online: Option<bool>,
    pub seen_at: Millis,
}

impl Default for Mark {
    fn default() -> Self {
        Self {
            online: Some(false),
            seen_at: 0,
        }
    }
}

/// How `mark.online` spells that it is not known.
const UNSURE: u64 = 2;

/// Reads it.
pub fn mark(sql: &dyn Sql) -> Stored<Mark> {
    let rows = sql.run("SELECT online, seen_at FROM mark", &[])?;
    rows.first().map_or(Ok(Mark::default()), |row| {
        Ok(Mark {
            online: Some(row.number(0)?)
                .filter(|online| *online != UNSURE)
                .map(|online| online == 1),
            seen_at: row.number(1)?,
        })
    })
}

/// Writes it.
pub fn put_mark(sql: &dyn Sql, mark: Mark) -> Stored<()> {
    let values = [
        mark.online.map_or(UNSURE, u64::from).into(),
        mark.seen_at.into(),
    ];
    sql.run(
        "INSERT OR REPLACE INTO mark (one, online, seen_at) VALUES (1, ?, ?)",
        &values,
    )?;
    Ok(())
}
