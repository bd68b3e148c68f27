//! What is stored in one place for all of Dormouse: accounts, sessions and the directory of groups,
//! in D1.
//!
//! Every statement is a named constant with a typed row. No statement reads a whole table; `plans`
//! checks this with SQLite itself. The constants are public for tests/upgrades, which runs them on
//! databases of every step.

pub mod accounts;
pub mod files;
pub mod groups;
pub mod people;
#[cfg(test)]
mod plans;
pub mod schema;
pub mod sessions;

use worker::d1::{D1PreparedStatement, D1Type};
use worker::{D1Database, Env};

use crate::chat::{Millis, Profile};

/// The binding's name in wrangler.toml.
const BINDING: &str = "DB";

/// The greatest character. A prefix followed by it sorts after every text that begins with the
/// prefix.
const LAST: char = '\u{10ffff}';

/// The database, with its schema up to date.
///
/// # Errors
/// There is no such binding, or a migration failed.
pub async fn open(env: &Env) -> worker::Result<D1Database> {
    let db = env.d1(BINDING)?;
    schema::apply_pending(&db).await?;
    Ok(db)
}

fn bound(
    db: &D1Database,
    statement: &str,
    values: &[D1Type<'_>],
) -> worker::Result<D1PreparedStatement> {
    db.prepare(statement).bind_refs(values)
}

/// A time or count as a number of JavaScript. It is exact to 2^53, which as milliseconds is the
/// year 287396.
#[allow(clippy::cast_precision_loss, reason = "see above")]
fn number(value: Millis) -> D1Type<'static> {
    D1Type::Real(value as f64)
}

/// A text that sorts after all texts that begin with `prefix`.
fn past(prefix: &str) -> String {
    format!("{prefix}{LAST}")
}

/// The error for a row that this code did not write.
fn unlike(what: &str) -> worker::Error {
    worker::Error::RustError(format!("D1 holds a malformed {what}"))
}

/// A profile as D1 returns it.
fn profile(text: Option<&str>) -> worker::Result<Option<Profile>> {
    let profile = text.map(serde_json::from_str).transpose();
    profile.map_err(|_| unlike("profile"))
}

/// A time as D1 returns it.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "written by `number`; a float cast saturates"
)]
fn millis(value: f64) -> Millis {
    value as Millis
}
