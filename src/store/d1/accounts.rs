//! Accounts: one row per person. No two accounts have handles that look alike.

use serde::Deserialize;
use worker::D1Database;
use worker::d1::D1Type::Text;

use super::sessions::{self, NewSession};
use super::{bound, number, unlike};
use crate::chat::{Handle, Millis, Person, UserId};

pub const BY_KEY: &str =
    "SELECT id, handle, password_hash, created_at, disabled_at FROM accounts WHERE handle_key = ?1";
pub const ADD: &str = "INSERT INTO accounts (id, handle, handle_key, password_hash, created_at)
     VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
pub const REHASH: &str = "UPDATE accounts SET password_hash = ?2 WHERE id = ?1";

/// What signing in needs of an account.
#[derive(Debug)]
pub struct Account {
    pub person: Person,
    pub password_hash: String,
    pub created_at: Millis,
    pub disabled: bool,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    handle: String,
    password_hash: String,
    created_at: f64,
    disabled_at: Option<f64>,
}

/// The account whose handle looks like this one.
pub async fn by_confusable_key(
    db: &D1Database,
    handle: &Handle,
) -> worker::Result<Option<Account>> {
    let row = bound(db, BY_KEY, &[Text(&handle.key())])?
        .first::<Row>(None)
        .await?;
    row.map(|row| {
        let (id, handle) = (UserId::parse(&row.id), Handle::parse(&row.handle));
        let person = id.zip(handle).map(|(id, handle)| Person { id, handle });
        Ok(Account {
            person: person.ok_or_else(|| unlike("account"))?,
            password_hash: row.password_hash,
            created_at: super::millis(row.created_at),
            disabled: row.disabled_at.is_some(),
        })
    })
    .transpose()
}

/// Adds an account and its first session, both or neither. False when the handle, or one that looks
/// like it, is taken.
pub async fn add(
    db: &D1Database,
    person: &Person,
    password_hash: &str,
    first: &NewSession<'_>,
) -> worker::Result<bool> {
    let key = person.handle.key();
    let account = [
        Text(person.id.as_str()),
        Text(person.handle.as_str()),
        Text(&key),
        Text(password_hash),
        number(first.now),
    ];
    let answers = db
        .batch(vec![
            bound(db, ADD, &account)?,
            sessions::adding(db, first)?,
        ])
        .await?;
    let meta = answers
        .first()
        .map(worker::D1Result::meta)
        .transpose()?
        .flatten();
    Ok(meta.and_then(|meta| meta.changes).unwrap_or(0) > 0)
}

/// Stores a new hash of an account's password, with today's parameters.
pub async fn rehash(db: &D1Database, user: &UserId, password_hash: &str) -> worker::Result<()> {
    bound(db, REHASH, &[Text(user.as_str()), Text(password_hash)])?
        .run()
        .await
        .map(drop)
}

#[cfg(test)]
pub(super) const ALL: [(&str, usize); 3] = [(BY_KEY, 1), (ADD, 5), (REHASH, 2)];
