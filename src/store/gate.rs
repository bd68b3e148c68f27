//! What a gate keeps: for each thing that is counted, how often and when. The table exists once
//! something was counted.

use super::sql::{Sql, Stored};
use crate::chat::Millis;

/// In the order in which they were added; a database that has the first n gets the rest. The first
/// gates did not note their steps: so the first step passes over a table that is there.
///
/// A step that has landed stays as it is: databases have it (tests/upgrades).
pub const STEPS: [&[&str]; 1] = [&["CREATE TABLE IF NOT EXISTS counts (
       counted TEXT NOT NULL PRIMARY KEY, count INTEGER NOT NULL, at INTEGER NOT NULL)
       WITHOUT ROWID"]];

/// What is counted.
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

/// Brings the table to the newest form, or makes it.
pub fn migrate(sql: &dyn Sql) -> Stored<()> {
    super::schema::migrate(sql, &STEPS)
}

/// How often, and when; nothing when never.
pub fn get(sql: &dyn Sql, counted: Counted) -> Stored<(u64, Millis)> {
    let rows = sql.run(
        "SELECT count, at FROM counts WHERE counted = ?",
        &[counted.word().into()],
    )?;
    rows.first()
        .map_or(Ok((0, 0)), |row| Ok((row.number(0)?, row.number(1)?)))
}

/// Remembers how often, and when.
pub fn put(sql: &dyn Sql, counted: Counted, count: u64, at: Millis) -> Stored<()> {
    let statement = "INSERT OR REPLACE INTO counts (counted, count, at) VALUES (?, ?, ?)";
    sql.run(statement, &[counted.word().into(), count.into(), at.into()])
        .map(drop)
}

/// Forgets one count. Writes nothing when there is none.
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
