//! Migrations: the files that wrangler would apply. They are embedded, and an isolate applies the
//! pending ones on first use.
//!
//! They are recorded in the same table that wrangler uses, so either of the two may go first. Each
//! file is one transaction that begins by recording itself. When two isolates race, the record of
//! the second is not unique, so its transaction fails and changes nothing.

use std::cell::Cell;

use serde::Deserialize;
use worker::D1Database;
use worker::d1::D1Type;

/// Every file of `migrations/`, in order, under the name that wrangler records.
///
/// A file that has landed is never edited, because databases have it (tests/upgrades).
pub const MIGRATIONS: [(&str, &str); 3] = [
    (
        "0001_accounts.sql",
        include_str!("../../../migrations/0001_accounts.sql"),
    ),
    (
        "0002_files.sql",
        include_str!("../../../migrations/0002_files.sql"),
    ),
    (
        "0003_profiles.sql",
        include_str!("../../../migrations/0003_profiles.sql"),
    ),
];

/// The table as wrangler creates it.
pub const RECORD: &str = "CREATE TABLE IF NOT EXISTS d1_migrations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT UNIQUE,
    applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)";
const APPLIED: &str = "SELECT name FROM d1_migrations";
/// Records a migration. It is the first statement of its transaction.
pub const NOTE: &str = "INSERT INTO d1_migrations (name) VALUES (?1)";

thread_local! {
    /// Whether this isolate has seen that all migrations are applied.
    static MIGRATED: Cell<bool> = const { Cell::new(false) };
}

#[derive(Deserialize)]
struct Applied {
    name: String,
}

/// Applies the pending migrations. It costs nothing once the isolate knows that none is pending.
///
/// # Errors
/// A migration failed, and no other isolate has applied it.
pub async fn apply_pending(db: &D1Database) -> worker::Result<()> {
    if MIGRATED.get() {
        return Ok(());
    }
    let applied = applied(db).await?;
    for (name, file) in MIGRATIONS {
        if applied.iter().any(|row| row.name == name) {
            continue;
        }
        if let Err(error) = apply(db, name, file).await
            && !self::applied(db).await?.iter().any(|row| row.name == name)
        {
            return Err(error);
        }
    }
    MIGRATED.set(true);
    Ok(())
}

async fn applied(db: &D1Database) -> worker::Result<Vec<Applied>> {
    // Both go in one round trip. The first statement does nothing if the table exists.
    let answers = db
        .batch(vec![db.prepare(RECORD), db.prepare(APPLIED)])
        .await?;
    answers
        .last()
        .map_or_else(|| Ok(Vec::new()), worker::D1Result::results)
}

async fn apply(db: &D1Database, name: &str, file: &str) -> worker::Result<()> {
    let mut batch = vec![db.prepare(NOTE).bind_refs(&D1Type::Text(name))?];
    batch.extend(statements(file).map(|statement| db.prepare(statement)));
    db.batch(batch).await.map(drop)
}

/// The statements of a file. Each ends where a line ends with a semicolon.
pub fn statements(file: &str) -> impl Iterator<Item = &str> {
    let has_sql = |part: &&str| {
        part.lines()
            .any(|line| !line.trim().is_empty() && !line.trim().starts_with("--"))
    };
    file.split(";\n").filter(has_sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_embedded_under_its_own_name() -> std::io::Result<()> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut files: Vec<String> = std::fs::read_dir(folder)?
            .map(|file| file.map(|file| file.file_name().to_string_lossy().into_owned()))
            .collect::<Result<_, _>>()?;
        files.sort();
        assert_eq!(files, MIGRATIONS.map(|(name, _)| name.to_owned()));
        Ok(())
    }

    #[test]
    fn a_file_is_cut_where_a_line_ends_with_a_semicolon() {
        let cut: Vec<&str> =
            statements("-- a; b\nCREATE TABLE a (b);\n\nCREATE TABLE c (d);\n-- the end\n")
                .collect();
        assert_eq!(cut, ["-- a; b\nCREATE TABLE a (b)", "\nCREATE TABLE c (d)"]);
    }
}
