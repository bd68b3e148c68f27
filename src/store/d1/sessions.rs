//! Sessions: one row per sign-in on one device, found by the SHA-256 of its token.

use serde::Deserialize;
use worker::D1Database;
use worker::d1::{D1PreparedStatement, D1Type::Text};

use super::{bound, millis, number, unlike};
use crate::chat::limits::SESSION_LIFE;
use crate::chat::{Handle, Millis, Person, Profile, SessionId, UserId};

/// The most sessions of one person. The next sign-in ends the one that is unused for longest.
pub const SESSIONS_MAX: u32 = 100;

pub const FIND: &str =
    "SELECT sessions.id AS session, used_at, accounts.id AS user, handle, profile
     FROM sessions JOIN accounts ON accounts.id = sessions.user
     WHERE token_hash = ?1 AND used_at > ?2 AND disabled_at IS NULL";
// The account must exist. In a registration the statement before this one may have found the handle
// taken.
pub const ADD: &str = "INSERT INTO sessions (token_hash, id, user, created_at, used_at, label)
     SELECT ?1, ?2, id, ?4, ?4, ?5 FROM accounts WHERE id = ?3";
pub const SURPLUS: &str = "SELECT id FROM sessions WHERE user = ?1
     ORDER BY used_at DESC LIMIT -1 OFFSET ?2";
pub const USE: &str = "UPDATE sessions SET used_at = ?2 WHERE token_hash = ?1 AND used_at < ?2";
pub const RENEW: &str = "UPDATE sessions SET used_at = max(used_at, ?3)
     WHERE user = ?1 AND id IN (SELECT value FROM json_each(?2)) AND used_at > ?4
       AND EXISTS (SELECT 1 FROM accounts WHERE id = ?1 AND disabled_at IS NULL) RETURNING id";
pub const LIST: &str = "SELECT id, label, created_at, used_at FROM sessions
     WHERE user = ?1 AND used_at > ?2 ORDER BY used_at DESC, id LIMIT ?3";
pub const EXISTS: &str = "SELECT id FROM sessions WHERE user = ?1 AND id = ?2";
pub const OTHERS: &str = "SELECT id FROM sessions WHERE user = ?1 AND id <> ?2";
pub const END: &str =
    "DELETE FROM sessions WHERE user = ?1 AND id IN (SELECT value FROM json_each(?2))";

#[cfg(test)]
pub(super) const ALL: [(&str, usize); 9] = [
    (FIND, 2),
    (ADD, 5),
    (SURPLUS, 2),
    (USE, 2),
    (RENEW, 4),
    (LIST, 3),
    (EXISTS, 2),
    (OTHERS, 2),
    (END, 2),
];

/// A session that is to be added.
#[derive(Debug)]
pub struct NewSession<'a> {
    pub token_hash: &'a str,
    pub id: &'a SessionId,
    pub user: &'a UserId,
    pub label: &'a str,
    pub now: Millis,
}

/// A session that is still good, and its owner.
#[derive(Debug)]
pub struct Found {
    pub person: Person,
    pub session: SessionId,
    pub used_at: Millis,
    pub profile: Option<Profile>,
}

/// A session as its owner sees it.
#[derive(Debug)]
pub struct SessionRow {
    pub id: String,
    pub label: String,
    pub created_at: Millis,
    pub used_at: Millis,
}

#[derive(Deserialize)]
struct RawSessionRow {
    id: String,
    label: String,
    created_at: f64,
    used_at: f64,
}

#[derive(Deserialize)]
struct FoundRow {
    session: String,
    used_at: f64,
    user: String,
    handle: String,
    profile: Option<String>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

/// The session of a token, if it was used after `since` and its owner is not disabled.
pub async fn find(
    db: &D1Database,
    token_hash: &str,
    since: Millis,
) -> worker::Result<Option<Found>> {
    let row = bound(db, FIND, &[Text(token_hash), number(since)])?
        .first::<FoundRow>(None)
        .await?;
    row.map(|row| {
        let person = UserId::parse(&row.user)
            .zip(Handle::parse(&row.handle))
            .map(|(id, handle)| Person { id, handle });
        let (person, session) = person
            .zip(SessionId::parse(&row.session))
            .ok_or_else(|| unlike("session"))?;
        Ok(Found {
            person,
            session,
            used_at: millis(row.used_at),
            profile: super::profile(row.profile.as_deref())?,
        })
    })
    .transpose()
}

/// The sessions that must end before one more may begin: those that are unused for longest.
pub async fn surplus(db: &D1Database, user: &UserId) -> worker::Result<Vec<SessionId>> {
    let room = number(u64::from(SESSIONS_MAX - 1));
    ids(&bound(db, SURPLUS, &[Text(user.as_str()), room])?).await
}

/// Adds a session.
pub async fn add(db: &D1Database, new: &NewSession<'_>) -> worker::Result<()> {
    adding(db, new)?.run().await.map(drop)
}

pub(super) fn adding(db: &D1Database, new: &NewSession<'_>) -> worker::Result<D1PreparedStatement> {
    let user = new.user.as_str();
    let values = [
        Text(new.token_hash),
        Text(new.id.as_str()),
        Text(user),
        number(new.now),
        Text(new.label),
    ];
    bound(db, ADD, &values)
}

/// Notes that a session was used.
pub async fn mark_used(db: &D1Database, token_hash: &str, now: Millis) -> worker::Result<()> {
    bound(db, USE, &[Text(token_hash), number(now)])?
        .run()
        .await
        .map(drop)
}

/// Notes that sessions are in use. Returns those that are good, by the rule of [`find`].
pub async fn renew(
    db: &D1Database,
    user: &UserId,
    sessions: &[SessionId],
    now: Millis,
) -> worker::Result<Vec<SessionId>> {
    let sessions = serde_json::to_string(sessions)?;
    let since = number(now.saturating_sub(SESSION_LIFE));
    let values = [Text(user.as_str()), Text(&sessions), number(now), since];
    ids(&bound(db, RENEW, &values)?).await
}

/// A person's sessions, the last used first.
pub async fn list(
    db: &D1Database,
    user: &UserId,
    since: Millis,
) -> worker::Result<Vec<SessionRow>> {
    let values = [
        Text(user.as_str()),
        number(since),
        number(u64::from(SESSIONS_MAX)),
    ];
    let rows: Vec<RawSessionRow> = bound(db, LIST, &values)?.all().await?.results()?;
    let listed = |row: RawSessionRow| SessionRow {
        id: row.id,
        label: row.label,
        created_at: millis(row.created_at),
        used_at: millis(row.used_at),
    };
    Ok(rows.into_iter().map(listed).collect())
}

/// Whether a person has a session with this id.
pub async fn exists(db: &D1Database, user: &UserId, session: &SessionId) -> worker::Result<bool> {
    let values = [Text(user.as_str()), Text(session.as_str())];
    Ok(!ids(&bound(db, EXISTS, &values)?).await?.is_empty())
}

/// All of a person's sessions but one.
pub async fn others(
    db: &D1Database,
    user: &UserId,
    but: &SessionId,
) -> worker::Result<Vec<SessionId>> {
    ids(&bound(
        db,
        OTHERS,
        &[Text(user.as_str()), Text(but.as_str())],
    )?)
    .await
}

/// Deletes sessions of a person. Their object must know first that they are over. Once they are
/// deleted, nobody can ask for their end again.
pub async fn end(db: &D1Database, user: &UserId, sessions: &[SessionId]) -> worker::Result<()> {
    let sessions = serde_json::to_string(sessions)?;
    let end = bound(db, END, &[Text(user.as_str()), Text(&sessions)])?;
    end.run().await.map(drop)
}

async fn ids(statement: &D1PreparedStatement) -> worker::Result<Vec<SessionId>> {
    let named: Vec<Named> = statement.all().await?.results()?;
    let id = |row: &Named| SessionId::parse(&row.id).ok_or_else(|| unlike("session id"));
    named.iter().map(id).collect()
}
