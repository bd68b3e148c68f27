//! What a person's object stores: one row per conversation, and the presence that the list of
//! people has.
//!
//! The tables of `ended.rs` are created here too, because an object has one schema.

use super::sql::{Fault, Row, Sql, Stored, Value, spelled, unreadable, unspelled};
use crate::chat::absence::Absence;
use crate::chat::frames::LastMessage;
use crate::chat::json::read_object;
use crate::chat::{ConversationId, ConversationSummary, Handle, Kind, Millis, Seq};

/// The steps of the schema, oldest first. A database that has the first n gets the rest.
///
/// A step that has landed is never edited, because databases have it (tests/upgrades).
pub const STEPS: [&[&str]; 5] = [INITIAL, &[AWAY], ENDED_TOLD, &[MENTIONS], PROFILE];

const INITIAL: &[&str] = &[
    "CREATE TABLE inbox (
       conversation TEXT PRIMARY KEY,
       kind TEXT NOT NULL, title TEXT NOT NULL, role TEXT,
       head INTEGER NOT NULL, posts INTEGER NOT NULL,
       read INTEGER NOT NULL, read_posts INTEGER NOT NULL,
       last_at INTEGER NOT NULL, last TEXT) WITHOUT ROWID",
    "CREATE TABLE ending (
       conversation TEXT NOT NULL, session TEXT NOT NULL,
       PRIMARY KEY (conversation, session)) WITHOUT ROWID",
    "CREATE TABLE ended (session TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), online INTEGER NOT NULL,
       seen_at INTEGER NOT NULL)",
];

/// Whether this object answered the conversation that the person is away; see
/// [`crate::chat::absence`].
const AWAY: &str = "ALTER TABLE inbox ADD COLUMN away INTEGER NOT NULL DEFAULT 0";

/// The cursor of `ended.rs`. It replaces `ending`, which had a row for each conversation and
/// session. A conversation with a row there starts at 0, and all others know everything. The
/// session of such a row gets a row in `ended` if it has none there any more. Code from before this
/// step writes a row without the cursor. Its conversation is then called again, which does no harm.
/// `ending` stays for such code, and nothing reads it any more.
const ENDED_TOLD: &[&str] = &[
    "ALTER TABLE inbox ADD COLUMN ended_told INTEGER DEFAULT 0",
    "INSERT OR IGNORE INTO ended (session, at) SELECT session, 1 FROM ending",
    "UPDATE inbox SET ended_told = (SELECT max(at) FROM ended)
     WHERE conversation NOT IN (SELECT conversation FROM ending) AND EXISTS (SELECT 1 FROM ended)",
    "UPDATE inbox SET ended_told = NULL WHERE role IS NULL",
    "CREATE INDEX inbox_by_ended_told ON inbox (ended_told)",
    "CREATE INDEX ended_by_at ON ended (at)",
    "DELETE FROM ending",
];

/// How many unread messages mention the person.
const MENTIONS: &str = "ALTER TABLE inbox ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0";

/// The person's own profile, and how far others were told of it (`profile.rs`). In a direct
/// conversation, the other person's handle.
const PROFILE: &[&str] = &[
    "ALTER TABLE inbox ADD COLUMN handle TEXT",
    // The time of the person's own profile that the conversation has.
    "ALTER TABLE inbox ADD COLUMN profile_at INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE profile (
       one INTEGER PRIMARY KEY CHECK (one = 1),
       profile TEXT NOT NULL, listed INTEGER NOT NULL, told INTEGER NOT NULL,
       charged_until INTEGER NOT NULL)",
    // What is left of the person's budgets; see `budgets.rs`.
    "CREATE TABLE budgets (
       what TEXT PRIMARY KEY, tokens INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID",
];

const COLUMNS: &str =
    "SELECT conversation, kind, title, role, head, posts, read, read_posts, last, last_at, away,
       mentions, handle, profile_at FROM inbox";

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

/// What is stored of one conversation, also if the person has left it.
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

/// The conversations that were answered that the person is away, each with the number of that
/// answer, latest first. Those that the person has left are included.
pub fn missed(sql: &dyn Sql) -> Stored<Vec<(ConversationId, u64)>> {
    let statement = "SELECT conversation, away FROM inbox WHERE away > 0 ORDER BY last_at DESC";
    sql.run(statement, &[])?
        .iter()
        .map(|row| Ok((row.parsed(0, ConversationId::parse)?, row.number(1)?)))
        .collect()
}

/// The conversations that the person is in and that have begun, latest first.
pub fn latest(sql: &dyn Sql, limit: u32) -> Stored<Vec<ConversationSummary>> {
    let statement =
        format!("{COLUMNS} WHERE role IS NOT NULL AND head > 0 ORDER BY last_at DESC LIMIT ?");
    sql.run(&statement, &[u64::from(limit).into()])?
        .iter()
        .map(read)
        .collect()
}

/// Where a list of conversations goes on: behind the one with this time and id.
pub type After<'a> = (Millis, &'a str);

/// The conversations that the person is in and that have begun, latest first, from a place on: id,
/// kind, title and time.
pub fn names(
    sql: &dyn Sql,
    after: Option<After<'_>>,
    limit: usize,
) -> Stored<Vec<(ConversationId, Kind, String, Millis)>> {
    let (at, id) = after.unwrap_or((1 << 53, ""));
    sql.run(
        "SELECT conversation, kind, title, last_at FROM inbox
         WHERE role IS NOT NULL AND head > 0 AND (last_at, conversation) < (?, ?)
         ORDER BY last_at DESC, conversation DESC LIMIT ?",
        &[at.into(), id.into(), (limit as u64).into()],
    )?
    .iter()
    .map(|row| {
        let id = row.parsed(0, ConversationId::parse)?;
        let kind = row.parsed(1, unspelled)?;
        Ok((id, kind, row.text(2)?.to_owned(), row.number(3)?))
    })
    .collect()
}

/// Writes the row of one conversation. A new row gets `ended_told` as its cursor of ended sessions.
/// An existing row keeps its cursor.
pub fn put(
    sql: &dyn Sql,
    it: &ConversationSummary,
    absence: Absence,
    ended_told: Millis,
) -> Stored<()> {
    let last = it.last.as_ref().map(serde_json::to_string).transpose();
    let last = last.map_err(|error| Fault(error.to_string()))?;
    let role = it.role.map(|role| spelled(&role)).transpose()?;
    let values: [Value; 15] = [
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
        it.role.map(|_| ended_told).into(),
        it.mentions.into(),
        it.handle.as_ref().map(Handle::as_str).into(),
        it.profile_at.into(),
    ];
    // `OR REPLACE` would also write the index entry of the cursor anew each time.
    sql.run(
        "INSERT INTO inbox (conversation, kind, title, role, head, posts, read, read_posts, last_at,
           last, away, ended_told, mentions, handle, profile_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (conversation) DO UPDATE SET kind = excluded.kind, title = excluded.title,
           role = excluded.role, head = excluded.head, posts = excluded.posts, read = excluded.read,
           read_posts = excluded.read_posts, last_at = excluded.last_at, last = excluded.last,
           away = excluded.away, mentions = excluded.mentions, handle = excluded.handle,
           profile_at = excluded.profile_at",
        &values,
    )?;
    Ok(())
}

/// Overwrites the last message of a conversation in its place, before [`put`] writes another state
/// of it. A row of another size would leave the old bytes in the file.
pub fn overwrite_last(sql: &dyn Sql, conversation: &ConversationId) -> Stored<()> {
    sql.run(
        "UPDATE inbox SET last = substr(hex(zeroblob(octet_length(last))), 1, octet_length(last))
         WHERE conversation = ?",
        &[conversation.as_str().into()],
    )?;
    Ok(())
}

fn read(row: &Row) -> Stored<ConversationSummary> {
    let last = if row.is_null(8) {
        None
    } else {
        Some(read_object::<LastMessage>(row.text(8)?).map_err(|error| unreadable(&error))?)
    };
    Ok(ConversationSummary {
        conversation: row.parsed(0, ConversationId::parse)?,
        kind: row.parsed(1, unspelled)?,
        title: row.text(2)?.to_owned(),
        handle: if row.is_null(12) {
            None
        } else {
            Some(row.parsed(12, Handle::parse)?)
        },
        profile_at: row.number(13)?,
        role: if row.is_null(3) {
            None
        } else {
            Some(row.parsed(3, unspelled)?)
        },
        head: Seq(row.number(4)?),
        posts: row.number(5)?,
        read: Seq(row.number(6)?),
        read_posts: row.number(7)?,
        mentions: row.number(11)?,
        at: row.number(9)?,
        last,
    })
}

/// The presence of this person that the list of people has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// None: the list was sent a change and may have taken it or not.
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

/// The value of `mark.online` when it is not known.
const UNSURE: u64 = 2;

/// Reads the mark.
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

/// Writes the mark.
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
