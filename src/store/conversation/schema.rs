//! The conversation's tables.
//!
//! `messages` has messages in their present state. The key of a message is the `seq` at which it
//! was posted. `events` has every other change. Both share one `seq` without gaps.

use crate::store::sql::{Sql, Stored};

/// The steps of the schema, oldest first. A database that has the first n gets the rest. `people.n`
/// stands for a person in the log's rows, because it takes a byte or two instead of thirty.
///
/// A step that has landed is never edited, because databases have it (tests/upgrades).
pub const STEPS: [&[&str]; 5] = [INITIAL, &[AWAY, AWAY_NEXT_AT], TIMELINE, WRITING, LIVING];

const INITIAL: &[&str] = &[
    "CREATE TABLE about (
       one INTEGER PRIMARY KEY CHECK (one = 1),
       title TEXT NOT NULL, topic TEXT NOT NULL, visibility TEXT NOT NULL, epoch TEXT NOT NULL,
       tell_all INTEGER NOT NULL DEFAULT 0, listed INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE people (
       n INTEGER PRIMARY KEY,
       user TEXT NOT NULL UNIQUE, handle TEXT NOT NULL, role TEXT,
       joined INTEGER NOT NULL, read INTEGER NOT NULL, read_posts INTEGER NOT NULL,
       told INTEGER NOT NULL DEFAULT -1, told_read INTEGER NOT NULL DEFAULT 0,
       tell INTEGER NOT NULL DEFAULT -1,
       nudges INTEGER NOT NULL DEFAULT 0, next_at INTEGER NOT NULL DEFAULT 0)",
    // `UNIQUE` is the only index, so a message costs two written rows. It keeps a sender's
    // `client_id` for as long as the message.
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

/// Whether the person's object answered that they are away; see [`crate::chat::absence`].
const AWAY: &str = "ALTER TABLE people ADD COLUMN away INTEGER NOT NULL DEFAULT 0";
/// The `next_at` that was written together with `away`. Code without absences may run again for a
/// while after a deploy is undone. It writes `next_at` alone, and its person objects forget which
/// conversations have stopped sending. So if the two differ, `away` is not valid any more.
const AWAY_NEXT_AT: &str = "ALTER TABLE people ADD COLUMN away_next_at INTEGER NOT NULL DEFAULT 0";

const TIMELINE: &[&str] = &[
    // Whether a timeline shows the event as a notice. It shows all kinds of the earlier steps.
    "ALTER TABLE events ADD COLUMN notice INTEGER NOT NULL DEFAULT 1",
    // With this index a page of the timeline finds its notices, however many other changes lie
    // between them. Only a notice costs a second written row.
    "CREATE INDEX notices ON events (seq) WHERE notice = 1",
    // The hash of an edited message's first body. With it a late retry is still the same message.
    "ALTER TABLE messages ADD COLUMN original TEXT",
    // What the person wants to be woken for while they are away.
    "ALTER TABLE people ADD COLUMN wake INTEGER NOT NULL DEFAULT 0",
];

const WRITING: &[&str] = &[
    "ALTER TABLE messages ADD COLUMN thread_root INTEGER",
    // The people whom the body mentions, by their numbers.
    "ALTER TABLE messages ADD COLUMN mentions TEXT",
    // What is added to a message afterwards, so that its own row keeps its size. No words.
    "CREATE TABLE marks (
       message INTEGER PRIMARY KEY,
       reactions TEXT, deleted_at INTEGER, removed_by INTEGER)",
    // The present bodies of edited messages. The key is the `seq` of an edit, so the table only
    // grows at its end.
    "CREATE TABLE wordings (
       seq INTEGER PRIMARY KEY,
       body TEXT NOT NULL, edited_at INTEGER NOT NULL, original TEXT NOT NULL)",
    // SQLite copies the first page of a table when the table outgrows it, and the words on it would
    // stay there. These rows fill that page before any words come. Queries leave them out, because
    // their `seq` is below 1.
    "INSERT INTO wordings (seq, body, edited_at, original)
     VALUES (-1, hex(zeroblob(1950)), 0, '')",
    "INSERT INTO messages (seq, at, author, client_id, post, body)
     SELECT -1, 0, 0, '', 0, hex(zeroblob(1950)) WHERE NOT EXISTS (SELECT 1 FROM messages)",
    // The unread mentions of a person, and those of everyone: the `seq` of each.
    "ALTER TABLE people ADD COLUMN mentions TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE about ADD COLUMN everyone TEXT NOT NULL DEFAULT '[]'",
    // Inboxes that may have the beginning of a message which was edited or deleted since.
    "ALTER TABLE about ADD COLUMN corrections TEXT NOT NULL DEFAULT '[]'",
];

const LIVING: &[&str] = &[
    // The message's files in JSON, in their order. NULL if it has none, blanks if it was deleted.
    "ALTER TABLE messages ADD COLUMN files TEXT",
    // Which message has a file. Only these files can be read.
    "CREATE TABLE files (id TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID",
    // Finished uploads that are in no message yet, and files that were in one. They are deleted at
    // `until`. `n` is made of the random id: with a number as its key, SQLite overwrites a row in
    // its place.
    "CREATE TABLE uploads (
       n INTEGER PRIMARY KEY,
       id TEXT NOT NULL, owner INTEGER NOT NULL, until INTEGER NOT NULL, what TEXT NOT NULL)",
    // A person's profile, in JSON.
    "ALTER TABLE people ADD COLUMN profile TEXT",
    // How far the search index reaches. Its own table is made with the first messages in it.
    "CREATE TABLE search_index (
       one INTEGER PRIMARY KEY CHECK (one = 1), key INTEGER NOT NULL,
       first INTEGER NOT NULL, last INTEGER NOT NULL, posts INTEGER NOT NULL,
       day INTEGER NOT NULL, older INTEGER NOT NULL)",
    // The `seq` of each pinned message, in the order in which they were pinned. It may name
    // messages that were deleted since.
    "ALTER TABLE about ADD COLUMN pins TEXT NOT NULL DEFAULT '[]'",
];

/// Whether this conversation was ever created. The question writes nothing, so guessing at ids
/// leaves no trace.
pub fn exists(sql: &dyn Sql) -> Stored<bool> {
    let rows = sql.run(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'about'",
        &[],
    )?;
    Ok(!rows.is_empty())
}

/// Brings the tables to the newest form. If a step fails, nothing is changed.
pub fn migrate(sql: &dyn Sql) -> Stored<()> {
    crate::store::schema::migrate(sql, &STEPS)
}
