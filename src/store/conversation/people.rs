//! Everyone who is or was in the conversation, and what was delivered to their own objects.

use crate::chat::absence::Absence;
use crate::chat::attention::WakeLevel;
use crate::chat::conversation::Membership;
use crate::chat::{Handle, Millis, Seq, UserId};
use crate::store::sql::{Fault, Row, Sql, Stored, Value, spelled, unreadable, unspelled};

/// A person's number in the log's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonNumber(pub u64);

/// What was delivered to a person's own object: the stored part of their delivery state. A head of
/// −1 means that nothing was. The columns have the names of the first versions: `told`,
/// `told_read` and `tell`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivered {
    /// The head of the last summary it took.
    pub head: i64,
    /// The read cursor of the last summary it took.
    pub read: Seq,
    /// Their object must be sent a summary of this entry at once. It is owed while `owed > head`.
    pub owed: i64,
    /// The nudges (summaries about new messages) since the person last read.
    pub nudges: u64,
    /// No nudge before this time. It is stored so that the pace outlives sleep.
    pub next_at: Millis,
    /// Whether their object answered that they are away.
    pub absence: Absence,
    /// What they want to be woken for nevertheless.
    pub wake: WakeLevel,
}

/// A person's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub number: PersonNumber,
    pub user: UserId,
    pub membership: Membership,
    pub delivered: Delivered,
}

/// The rows of everyone who is or was in it.
pub fn all(sql: &dyn Sql) -> Stored<Vec<PersonRow>> {
    sql.run(
        "SELECT n, user, handle, role, joined, read, read_posts, told, told_read, tell, nudges,
           next_at, away, away_next_at, wake, mentions, profile FROM people",
        &[],
    )?
    .iter()
    .map(read)
    .collect()
}

fn read(row: &Row) -> Stored<PersonRow> {
    let (next_at, absence) = (row.number(11)?, Absence::stored(row.signed(12)?));
    let is_valid = next_at == row.number(13)?;
    Ok(PersonRow {
        number: PersonNumber(row.number(0)?),
        user: row.parsed(1, UserId::parse)?,
        membership: Membership {
            handle: row.parsed(2, Handle::parse)?,
            profile: if row.is_null(16) {
                None
            } else {
                Some(serde_json::from_str(row.text(16)?).map_err(|error| unreadable(&error))?)
            },
            role: if row.is_null(3) {
                None
            } else {
                Some(row.parsed(3, unspelled)?)
            },
            joined: Seq(row.number(4)?),
            read: Seq(row.number(5)?),
            read_posts: row.number(6)?,
            mentions: serde_json::from_str(row.text(15)?).map_err(|error| unreadable(&error))?,
        },
        delivered: Delivered {
            head: row.signed(7)?,
            read: Seq(row.number(8)?),
            owed: row.signed(9)?,
            nudges: row.number(10)?,
            next_at,
            absence: if is_valid {
                absence
            } else {
                absence.ended(absence.number())
            },
            // A level that only newer code knows wakes nobody.
            wake: WakeLevel::stored(row.number(14)?).unwrap_or_default(),
        },
    })
}

/// Writes all of a person's row.
pub fn put(sql: &dyn Sql, row: &PersonRow) -> Stored<()> {
    let one = &row.membership;
    let role = one.role.map(|role| spelled(&role)).transpose()?;
    let profile = one.profile.as_ref().map(serde_json::to_string).transpose();
    let profile = profile.map_err(|error| Fault(error.to_string()))?;
    let values = [
        row.number.0.into(),
        row.user.as_str().into(),
        one.handle.as_str().into(),
        role.as_deref().into(),
        one.joined.0.into(),
        one.read.0.into(),
        one.read_posts.into(),
        row.delivered.head.into(),
        row.delivered.read.0.into(),
        row.delivered.owed.into(),
        row.delivered.nudges.into(),
        row.delivered.next_at.into(),
        row.delivered.absence.to_store().into(),
        row.delivered.next_at.into(),
        row.delivered.wake.to_store().into(),
        mentions_text(&one.mentions)?.as_str().into(),
        profile.as_deref().into(),
    ];
    sql.run(
        "INSERT INTO people (n, user, handle, role, joined, read, read_posts, told, told_read, tell,
           nudges, next_at, away, away_next_at, wake, mentions, profile)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (n) DO UPDATE SET role = excluded.role, joined = excluded.joined,
           read = excluded.read, read_posts = excluded.read_posts, told = excluded.told,
           told_read = excluded.told_read, tell = excluded.tell, nudges = excluded.nudges,
           next_at = excluded.next_at, away = excluded.away, away_next_at = excluded.away_next_at,
           wake = excluded.wake, mentions = excluded.mentions, profile = excluded.profile",
        &values,
    )?;
    Ok(())
}

/// The unread mentions as they are stored.
fn mentions_text(mentions: &[Seq]) -> Stored<String> {
    serde_json::to_string(mentions).map_err(|error| Fault(error.to_string()))
}

/// Notes what a person's object took, and how far the person has read, with the mentions after
/// that. Heads and cursors that are
/// stored never go back.
pub fn set_delivered(
    sql: &dyn Sql,
    person: PersonNumber,
    delivered: Delivered,
    (read, read_posts): (Seq, u64),
    mentions: &[Seq],
) -> Stored<()> {
    let values = [
        delivered.head.into(),
        delivered.read.0.into(),
        read.0.into(),
        read_posts.into(),
        delivered.nudges.into(),
        delivered.next_at.into(),
        delivered.absence.to_store().into(),
        delivered.next_at.into(),
        delivered.wake.to_store().into(),
        mentions_text(mentions)?.as_str().into(),
        person.0.into(),
    ];
    sql.run(
        "UPDATE people SET told = max(told, ?), told_read = max(told_read, ?), read = max(read, ?),
           read_posts = max(read_posts, ?), nudges = ?, next_at = ?, away = ?, away_next_at = ?,
           wake = ?, mentions = ? WHERE n = ?",
        &values,
    )?;
    Ok(())
}

/// Notes that every member's object must be sent a summary of the entry at `seq`.
pub fn update_all(sql: &dyn Sql, seq: Seq) -> Stored<()> {
    sql.run("UPDATE about SET tell_all = ?", &[Value::from(seq.0)])?;
    Ok(())
}
