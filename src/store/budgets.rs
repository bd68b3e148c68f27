//! What is left of a person's hourly budgets. It is stored, because an object forgets while it
//! sleeps. The table is in the schema of `inbox.rs`.

use super::sql::{Sql, Stored};
use crate::chat::Millis;
use crate::chat::bucket::{Bucket, Rate};

/// What is left of a budget. A budget that was never used is full.
pub fn get(sql: &dyn Sql, what: &str, rate: Rate, now: Millis) -> Stored<Bucket> {
    let rows = sql.run(
        "SELECT tokens, at FROM budgets WHERE what = ?",
        &[what.into()],
    )?;
    rows.first().map_or(Ok(Bucket::full(rate, now)), |row| {
        Ok(Bucket::stored(row.number(0)?, row.number(1)?))
    })
}

/// Stores what is left. One row is written.
pub fn put(sql: &dyn Sql, what: &str, left: Bucket) -> Stored<()> {
    let (tokens, at) = left.to_store();
    sql.run(
        "INSERT OR REPLACE INTO budgets (what, tokens, at) VALUES (?, ?, ?)",
        &[what.into(), tokens.into(), at.into()],
    )?;
    Ok(())
}
