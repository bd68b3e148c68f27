//! The conversation's tables.
//!
//! Room is left for edits, deletions, reactions and replies: they are further kinds of `events`, and `messages` holds
//! the current state of what was said, its key the `seq` at which it was said.

use crate::store::sql::{Sql, Stored};

/// In the order in which they were added; a database that has the first n gets the rest.
/// `people.n` names a person in the log's rows in a byte or two instead of thirty.
const STEPS: [&[&str]; 2] = [INITIAL, &[AWAY, AWAY_NEXT_AT]];

const INITIAL: &[&str] = &[
    "CREATE TABLE about (
       one INTEGER PRIMARY KEY CHECK (one = 1),
       title TEXT NOT NULL, topic TEXT NOT NULL, visibility TEXT NOT NULL, epoch TEXT NOT NULL,
       tell_all INTEGER NOT NULL DEFAULT 0, listed INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE people (
       n INTEGER PRIMARY KEY,
       user TEXT NOT NULL UNIQUE, handle TEXT NOT NULL, role TEXT,
       joined INTEGER NOT NULL, read INTEGER NOT NULL, read_posts INTEGER NOT NULL,
       told INTEGER NOT NULL DEFAULT -1, told_read INTEGER NOT NULL DEFAULT 0, tell INTEGER NOT NULL DEFAULT -1,
       nudges INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL DEFAULT 0)",
    // One UNIQUE index: a message costs two rows written, and its sender's name for it is kept as long as it is.
    "CREATE TABLE messages (
       seq INTEGER PRIMARY KEY,
       at INTEGER NOT NULL, author INTEGER NOT NULL, client_id TEXT NOT NULL,
       post INTEGER NOT NULL, body TEXT NOT NULL,
       reply_to INTEGER, edited INTEGER, deleted INTEGER,
       UNIQUE (author, client_id))",
    "CREATE TABLE events (
       seq INTEGER PRIMARY KEY,
       at INTEGER NOT NULL, author INTEGER NOT NULL, what TEXT NOT NULL)",
];

/// Whether the person's object said that nobody is home; see [`crate::chat::absence`].
const AWAY: &str = "ALTER TABLE people ADD COLUMN away INTEGER NOT NULL DEFAULT 0";
/// `next_at` as it was written together with `away`. Code from before there was an absence, back for a while after a deploy was
/// undone, writes `next_at` alone, and people's objects of its kind forget what they missed: then `away` is not to be believed.
const AWAY_NEXT_AT: &str = "ALTER TABLE people ADD COLUMN away_next_at INTEGER NOT NULL DEFAULT 0";

/// Whether this object has ever been founded. Asking writes nothing, so guessing at ids leaves no trace.
///
/// # Errors
/// The database's fault.
pub fn exists(sql: &dyn Sql) -> Stored<bool> {
    let rows = sql.run(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'about'",
        &[],
    )?;
    Ok(!rows.is_empty())
}

/// Brings the tables to the newest form.
///
/// # Errors
/// The database's fault; then nothing was changed.
pub fn migrate(sql: &dyn Sql) -> Stored<()> {
    crate::store::schema::migrate(sql, &STEPS)
}
