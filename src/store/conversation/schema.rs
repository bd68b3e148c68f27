//! The conversation's tables.
//!
//! `messages` holds the present state of what was said; its key is the `seq` at which it was said.
//! `events` holds every other change. Both share one gap-free `seq`.

use crate::store::sql::{Sql, Stored};

/// In the order in which they were added; a database that has the first n gets the rest.
/// `people.n` names a person in the log's rows in a byte or two instead of thirty.
///
/// A step that has landed stays as it is: databases have it (tests/upgrades).
pub const STEPS: [&[&str]; 3] = [INITIAL, &[AWAY, AWAY_NEXT_AT], TIMELINE];

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

const TIMELINE: &[&str] = &[
    // Whether a timeline shows the event between the messages. All kinds of the earlier steps are
    // shown.
    "ALTER TABLE events ADD COLUMN notice INTEGER NOT NULL DEFAULT 1",
    // A page of the timeline finds its notices however many other changes lie between them. Only
    // notices cost a second row.
    "CREATE INDEX notices ON events (seq) WHERE notice = 1",
    // The hash of what was first said, once that was edited: a late retry is still the same message.
    "ALTER TABLE messages ADD COLUMN original TEXT",
    // What the person wants to be woken for while nobody is home.
    "ALTER TABLE people ADD COLUMN wake INTEGER NOT NULL DEFAULT 0",
];

/// Whether this object has ever begun. Asking writes nothing, so guessing at ids leaves no trace.
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
