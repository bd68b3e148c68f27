//! Schema versions of an object's database. SQLite's own `user_version` is not available there, so
//! a row has the version.

use super::sql::{Sql, Stored};

/// Applies the steps a database does not have yet, all or none.
pub fn migrate(sql: &dyn Sql, steps: &[&[&str]]) -> Stored<()> {
    sql.atomically(&mut || {
        sql.run(
            "CREATE TABLE IF NOT EXISTS schema \
             (one INTEGER PRIMARY KEY CHECK (one = 1), steps INTEGER NOT NULL)",
            &[],
        )?;
        let rows = sql.run("SELECT steps FROM schema", &[])?;
        let have = rows.first().map_or(Ok(0), |row| row.number(0))?;
        let have = usize::try_from(have).unwrap_or(usize::MAX);
        if have >= steps.len() {
            return Ok(());
        }
        for statement in steps.iter().skip(have).copied().flatten() {
            sql.run(statement, &[])?;
        }
        sql.run(
            "INSERT OR REPLACE INTO schema (one, steps) VALUES (1, ?)",
            &[(steps.len() as u64).into()],
        )?;
        Ok(())
    })
}
