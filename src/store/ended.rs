//! Which of a person's sessions are over, and which of these each conversation knows.
//!
//! **A conversation knows every ended session whose number is at most its cursor.** Each ended
//! session is one row. Its number is the time of its end, or the last number plus one if that is
//! later. The cursor is a column of the conversation's row in the inbox. It is null for a
//! conversation that the person is not in.
//!
//! In scope: the rows. Out of scope: when conversations are called (`objects/user/endings.rs`).

use super::sql::{Row, Sql, Stored};
use crate::chat::{ConversationId, Millis, SessionId};

/// Stands in the place of a session when all sessions ended at once.
const ALL: &str = "*";

// No two numbers are equal, and the last one only grows, also when the clock goes back.
const NUMBER: &str = "max(?, coalesce((SELECT max(at) FROM ended), 0) + 1)";

/// Sessions that are over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The sessions by number, each number in ms since 1970.
    pub sessions: Vec<(Millis, SessionId)>,
    /// The number of the end of all sessions, if they all ended at once.
    pub all: Option<Millis>,
    /// The largest number among both.
    pub up_to: Millis,
}

impl Ended {
    /// What a conversation with this cursor does not know yet: the sessions that ended, and the
    /// number of the end of all sessions.
    #[must_use]
    pub fn after(&self, cursor: Millis) -> (Vec<SessionId>, Option<Millis>) {
        let unknown = self.sessions.iter().filter(|(number, _)| *number > cursor);
        let sessions = unknown.map(|(_, session)| session.clone()).collect();
        (sessions, self.all.filter(|number| *number > cursor))
    }
}

/// Notes that sessions are over, all of them or none. A session that is noted already keeps its
/// number. Forgets the sessions that ended before `since` and that every conversation knows.
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

/// Notes that every session of the person is over. Forgets old ones as [`end`] does.
pub fn end_all(sql: &dyn Sql, now: Millis, since: Millis) -> Stored<()> {
    sql.atomically(&mut || {
        forget(sql, since)?;
        let insert = format!("INSERT OR REPLACE INTO ended (session, at) VALUES (?, {NUMBER})");
        sql.run(&insert, &[ALL.into(), now.into()]).map(drop)
    })
}

// A conversation that could not be reached for long must still learn of them.
fn forget(sql: &dyn Sql, since: Millis) -> Stored<()> {
    let statement = "DELETE FROM ended
                     WHERE at < ? AND at <= coalesce((SELECT min(ended_told) FROM inbox), at)";
    sql.run(statement, &[since.into()]).map(drop)
}

/// Whether this session, if there is one, is known to be over, or all sessions ended after
/// `all_since`.
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

/// The conversations that do not know all ended sessions, with their cursors, lowest first.
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

/// Notes that a conversation knows every session that ended up to this number.
pub fn told(sql: &dyn Sql, conversation: &ConversationId, up_to: Millis) -> Stored<()> {
    let values = [up_to.into(), conversation.as_str().into(), up_to.into()];
    let statement = "UPDATE inbox SET ended_told = ? WHERE conversation = ? AND ended_told < ?";
    sql.run(statement, &values).map(drop)
}

/// Sets the cursor of a conversation anew when the person is in it again, or to none when they are
/// not. A conversation that is not in the inbox yet gets its cursor together with its row.
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
