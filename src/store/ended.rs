//! Which of a person's sessions are over, and how far each of their conversations knows it.
//!
//! **A conversation has been told of every session whose number is at most its cursor.** Each ended
//! session is one row, numbered by the time it ended; the cursor is a column of the conversation's
//! row in the inbox, and null for a conversation that the person is not in.
//!
//! In scope: the rows. Out of scope: who is called when, which is `objects/user/endings.rs`.

use super::sql::{Row, Sql, Stored};
use crate::chat::{ConversationId, Millis, SessionId};

/// Stands where a session's name does when all sessions ended at once.
const ALL: &str = "*";

// Two numbers are never the same, and the last only grows, also when the clock goes back.
const NUMBER: &str = "max(?, coalesce((SELECT max(at) FROM ended), 0) + 1)";

/// Sessions that are over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The sessions by number, each number in ms since 1970.
    pub sessions: Vec<(Millis, SessionId)>,
    /// The number under which all sessions of the person ended, if they did.
    pub all: Option<Millis>,
    /// The largest number among both.
    pub up_to: Millis,
}

impl Ended {
    /// What a conversation with this cursor does not know yet: the sessions that ended, and until
    /// when all that had begun did.
    #[must_use]
    pub fn after(&self, cursor: Millis) -> (Vec<SessionId>, Option<Millis>) {
        let unknown = self.sessions.iter().filter(|(number, _)| *number > cursor);
        let sessions = unknown.map(|(_, session)| session.clone()).collect();
        (sessions, self.all.filter(|number| *number > cursor))
    }
}

/// Notes that sessions are over, all of them or none. Those that are noted already stay as they
/// are. Forgets the sessions that ended before `since`.
pub fn end(sql: &dyn Sql, sessions: &[SessionId], now: Millis, since: Millis) -> Stored<()> {
    sql.atomically(&mut || {
        forget(sql, since)?;
        let insert = format!("INSERT OR IGNORE INTO ended (session, at) VALUES (?, {NUMBER})");
        for session in sessions {
            sql.run(&insert, &[session.as_str().into(), now.into()])?;
        }
        Ok(())
    })
}

/// Notes that every session of the person is over, and forgets as [`end`] does.
pub fn end_all(sql: &dyn Sql, now: Millis, since: Millis) -> Stored<()> {
    sql.atomically(&mut || {
        forget(sql, since)?;
        let insert = format!("INSERT OR REPLACE INTO ended (session, at) VALUES (?, {NUMBER})");
        sql.run(&insert, &[ALL.into(), now.into()]).map(drop)
    })
}

fn forget(sql: &dyn Sql, since: Millis) -> Stored<()> {
    sql.run("DELETE FROM ended WHERE at < ?", &[since.into()])
        .map(drop)
}

/// Whether a session, if there is one, is known to be over, or all of them ended after `all_since`.
pub fn has_ended(sql: &dyn Sql, session: Option<&SessionId>, all_since: Millis) -> Stored<bool> {
    let statement = "SELECT 1 FROM ended WHERE session IN (?, ?) AND (session <> ? OR at > ?)";
    let values = [
        session.map(SessionId::as_str).into(),
        ALL.into(),
        ALL.into(),
        all_since.into(),
    ];
    Ok(!sql.run(statement, &values)?.is_empty())
}

/// Conversations that do not know of all ended sessions, with their cursors, the lowest first.
pub fn untold(sql: &dyn Sql, limit: usize) -> Stored<Vec<(ConversationId, Millis)>> {
    let statement = "SELECT conversation, ended_told FROM inbox
                     WHERE ended_told < (SELECT max(at) FROM ended) ORDER BY ended_told LIMIT ?";
    let row = |row: &Row| Ok((row.parsed(0, ConversationId::parse)?, row.number(1)?));
    sql.run(statement, &[(limit as u64).into()])?
        .iter()
        .map(row)
        .collect()
}

/// The first sessions that ended after a cursor.
pub fn after(sql: &dyn Sql, cursor: Millis, limit: usize) -> Stored<Ended> {
    let statement = "SELECT session, at FROM ended WHERE at > ? ORDER BY at LIMIT ?";
    let mut ended = Ended {
        sessions: Vec::new(),
        all: None,
        up_to: cursor,
    };
    for row in sql.run(statement, &[cursor.into(), (limit as u64).into()])? {
        ended.up_to = row.number(1)?;
        if row.text(0)? == ALL {
            ended.all = Some(ended.up_to);
        } else {
            ended
                .sessions
                .push((ended.up_to, row.parsed(0, SessionId::parse)?));
        }
    }
    Ok(ended)
}

/// A conversation has been told of every session that ended up to this number.
pub fn told(sql: &dyn Sql, conversation: &ConversationId, up_to: Millis) -> Stored<()> {
    let values = [up_to.into(), conversation.as_str().into(), up_to.into()];
    let statement = "UPDATE inbox SET ended_told = ? WHERE conversation = ? AND ended_told < ?";
    sql.run(statement, &values).map(drop)
}

/// Where a conversation's cursor begins anew, because the person is in it again; or none, because
/// they are not. A conversation that the inbox does not have yet gets its cursor with its row.
pub fn set_cursor(
    sql: &dyn Sql,
    conversation: &ConversationId,
    cursor: Option<Millis>,
) -> Stored<()> {
    let values = [cursor.into(), conversation.as_str().into()];
    sql.run(
        "UPDATE inbox SET ended_told = ? WHERE conversation = ?",
        &values,
    )
    .map(drop)
}
