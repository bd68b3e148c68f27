//! A person's own profile in their object, and how far others were told of it. The tables are
//! created in `inbox.rs`. Each conversation's row in the inbox has the time of the profile that the
//! conversation has.

use super::sql::{Fault, Row, Sql, Stored, Value, unreadable};
use crate::chat::{ConversationId, Millis, Profile};

/// The one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnProfile {
    pub profile: Profile,
    /// The time of the profile that the list of people has.
    pub listed: Millis,
    /// The time of the profile that every conversation has.
    pub told: Millis,
    /// The time up to which earlier changes count against the next one.
    pub charged_until: Millis,
}

/// Reads it, if the person ever set one.
pub fn get(sql: &dyn Sql) -> Stored<Option<OwnProfile>> {
    let rows = sql.run(
        "SELECT profile, listed, told, charged_until FROM profile",
        &[],
    )?;
    let own = |row: &Row| {
        Ok(OwnProfile {
            profile: serde_json::from_str(row.text(0)?).map_err(|error| unreadable(&error))?,
            listed: row.number(1)?,
            told: row.number(2)?,
            charged_until: row.number(3)?,
        })
    };
    rows.first().map(own).transpose()
}

/// Writes it.
pub fn put(sql: &dyn Sql, own: &OwnProfile) -> Stored<()> {
    let profile = serde_json::to_string(&own.profile).map_err(|error| Fault(error.to_string()))?;
    let values: [Value; 4] = [
        profile.as_str().into(),
        own.listed.into(),
        own.told.into(),
        own.charged_until.into(),
    ];
    sql.run(
        "INSERT OR REPLACE INTO profile (one, profile, listed, told, charged_until)
         VALUES (1, ?, ?, ?, ?)",
        &values,
    )?;
    Ok(())
}

/// The person's conversations that have an earlier profile than that of this time, `most` of them.
pub fn untold(sql: &dyn Sql, at: Millis, most: usize) -> Stored<Vec<ConversationId>> {
    let statement = "SELECT conversation FROM inbox WHERE profile_at < ? AND role IS NOT NULL
                     ORDER BY last_at DESC LIMIT ?";
    let rows = sql.run(statement, &[at.into(), (most as u64).into()])?;
    rows.iter()
        .map(|row| row.parsed(0, ConversationId::parse))
        .collect()
}

/// Notes that a conversation has the profile of this time, or a later one.
pub fn told(sql: &dyn Sql, conversation: &ConversationId, at: Millis) -> Stored<()> {
    sql.run(
        "UPDATE inbox SET profile_at = max(profile_at, ?) WHERE conversation = ?",
        &[at.into(), conversation.as_str().into()],
    )?;
    Ok(())
}
