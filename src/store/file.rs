//! What a file's object stores: what was declared, and the bytes as rows.

use super::sql::{Fault, Sql, Stored, unreadable};
use crate::chat::{ConversationId, File, NewFile, UserId};

/// The steps of the schema, oldest first. A database that has the first n gets the rest.
///
/// A step that has landed is never edited, because databases have it (tests/upgrades).
pub const STEPS: [&[&str]; 1] = [&[
    // `finished` is the file as messages show it. NULL: it is still being uploaded.
    "CREATE TABLE file (
       one INTEGER PRIMARY KEY CHECK (one = 1),
       owner TEXT NOT NULL, conversation TEXT NOT NULL, declared TEXT NOT NULL, finished TEXT)",
    // NULL for `bytes`: the piece is in the bucket.
    "CREATE TABLE pieces (n INTEGER PRIMARY KEY, bytes BLOB)",
]];

/// Stores a piece: its number, its bytes. Bytes do not pass through [`Sql`], whose values are JSON.
pub const PUT_PIECE: &str = "INSERT OR REPLACE INTO pieces (n, bytes) VALUES (?, ?)";
/// The bytes of a piece.
pub const GET_PIECE: &str = "SELECT bytes FROM pieces WHERE n = ?";

/// The file that an object keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub owner: UserId,
    pub conversation: ConversationId,
    pub declared: NewFile,
    pub finished: Option<File>,
}

/// Whether a file was ever declared here. The question writes nothing.
pub fn exists(sql: &dyn Sql) -> Stored<bool> {
    let statement = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'file'";
    Ok(!sql.run(statement, &[])?.is_empty())
}

/// Brings the tables to the newest form, or creates them.
pub fn migrate(sql: &dyn Sql) -> Stored<()> {
    super::schema::migrate(sql, &STEPS)
}

/// Stores what was declared. A repeated declaration changes nothing.
pub fn declare(sql: &dyn Sql, kept: &Kept) -> Stored<()> {
    let declared = spelled(&kept.declared)?;
    let values = [
        kept.owner.as_str().into(),
        kept.conversation.as_str().into(),
        declared.as_str().into(),
    ];
    sql.run(
        "INSERT INTO file (one, owner, conversation, declared) VALUES (1, ?, ?, ?)
         ON CONFLICT (one) DO NOTHING",
        &values,
    )
    .map(drop)
}

/// The file, if one was declared.
pub fn get(sql: &dyn Sql) -> Stored<Option<Kept>> {
    let rows = sql.run(
        "SELECT owner, conversation, declared, finished FROM file",
        &[],
    )?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    let finished = (!row.is_null(3)).then(|| row.text(3)).transpose()?;
    let finished = finished.map(serde_json::from_str).transpose();
    Ok(Some(Kept {
        owner: row.parsed(0, UserId::parse)?,
        conversation: row.parsed(1, ConversationId::parse)?,
        declared: serde_json::from_str(row.text(2)?).map_err(|error| unreadable(&error))?,
        finished: finished.map_err(|error| unreadable(&error))?,
    }))
}

/// Notes that the upload is finished.
pub fn finish(sql: &dyn Sql, file: &File) -> Stored<()> {
    let file = spelled(file)?;
    sql.run("UPDATE file SET finished = ?", &[file.as_str().into()])
        .map(drop)
}

/// The numbers of the pieces that are there, in order.
pub fn pieces(sql: &dyn Sql) -> Stored<Vec<u64>> {
    let rows = sql.run("SELECT n FROM pieces ORDER BY n", &[])?;
    rows.iter().map(|row| row.number(0)).collect()
}

/// Notes that the bucket has a piece.
pub fn note_piece(sql: &dyn Sql, n: u64) -> Stored<()> {
    sql.run("INSERT OR IGNORE INTO pieces (n) VALUES (?)", &[n.into()])
        .map(drop)
}

fn spelled<T: serde::Serialize>(value: &T) -> Stored<String> {
    serde_json::to_string(value).map_err(|error| Fault(error.to_string()))
}
