//! What a gate stores: how often each counted thing happened, and when. The first count creates the
//! table.

use super::sql::{Sql, Stored};
use crate::chat::Millis;

/// The steps of the schema, oldest first. A database that has the first n gets the rest. The first
/// gates did not note their steps, so the first step accepts a table that exists.
///
/// A step that has landed is never edited, because databases have it (tests/upgrades).
pub const STEPS: [&[&str]; 1] = [&["CREATE TABLE IF NOT EXISTS counts (
       counted TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL)
       WITHOUT ROWID"]];

/// A thing that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    WrongPasswords,
    SignIns,
    Registrations,
}

impl Counted {
    fn word(self) -> &'static str {
        match self {
            Self::WrongPasswords => "wrong_passwords",
            Self::SignIns => "sign_ins",
            Self::Registrations => "registrations",
        }
    }
}

/// Whether anything was ever counted here.
pub fn exists(sql: &dyn Sql) -> Stored<bool> {
    Ok(!sql
        .run(
            "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'counts'",
            &[],
        )?
        .is_empty())
}

/// Brings the table to the newest form, or creates it.
pub fn migrate(sql: &dyn Sql) -> Stored<()> {
    super::schema::migrate(sql, &STEPS)
}

/// How often it was counted, and when last. Both are 0 if it never was.
pub fn get(sql: &dyn Sql, counted: Counted) -> Stored<(u64, Millis)> {
    let rows = sql.run(
        "SELECT count, at FROM counts WHERE counted = ?",
        &[counted.word().into()],
    )?;
    rows.first()
        .map_or(Ok((0, 0)), |row| Ok((row.number(0)?, row.number(1)?)))
}

/// Stores how often it was counted, and when last.
pub fn put(sql: &dyn Sql, counted: Counted, count: u64, at: Millis) -> Stored<()> {
    let statement = "INSERT OR REPLACE INTO counts (counted, count, at) VALUES (?, ?, ?)";
    sql.run(statement, &[counted.word().into(), count.into(), at.into()])
        .map(drop)
}

/// Forgets one count. Writes nothing if there is none.
pub fn forget(sql: &dyn Sql, counted: Counted) -> Stored<()> {
    sql.run(
        "DELETE FROM counts WHERE counted = ?",
        &[counted.word().into()],
    )
    .map(drop)
}

/// When something was last counted.
pub fn last_at(sql: &dyn Sql) -> Stored<Millis> {
    let rows = sql.run("SELECT coalesce(max(at), 0) FROM counts", &[])?;
    rows.first().map_or(Ok(0), |row| row.number(0))
}
