//! The row that describes the conversation itself.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::chat::conversation::Conversation;
use crate::chat::{Seq, Visibility};
use crate::store::sql::{Fault, Sql, Stored, spelled, unreadable, unspelled};

/// The one row of `about`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutRow {
    pub title: String,
    pub topic: String,
    pub visibility: Visibility,
    pub epoch: String,
    /// Every member's object must be sent a summary of the entry at this `seq`.
    pub update_all: Seq,
    /// The last entry that the directory of groups has taken.
    pub listed: Seq,
    /// The messages that mention everyone, as far as they were stored here.
    pub everyone: Vec<Seq>,
    /// The corrections that were stored here.
    pub corrections: Vec<Correction>,
    /// The pinned messages that were not deleted.
    pub pins: Vec<Seq>,
}

/// A message was changed. A person's object that took its last summary at one of the entries `from`
/// to `until` has what it said before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub from: Seq,
    pub until: Seq,
    /// The event that changed it.
    pub at: Seq,
}

/// Reads the row. None before the conversation was created.
pub fn get(sql: &dyn Sql) -> Stored<Option<AboutRow>> {
    let rows = sql.run(
        "SELECT title, topic, visibility, epoch, tell_all, listed, everyone, corrections,
           (SELECT json_group_array(value) FROM json_each(pins)
            WHERE NOT EXISTS (SELECT 1 FROM marks WHERE message = value AND deleted_at > 0))
         FROM about",
        &[],
    )?;
    let Some(row) = rows.first() else {
        return Ok(None);
    };
    Ok(Some(AboutRow {
        title: row.text(0)?.to_owned(),
        topic: row.text(1)?.to_owned(),
        visibility: row.parsed(2, unspelled)?,
        epoch: row.text(3)?.to_owned(),
        update_all: Seq(row.number(4)?),
        listed: Seq(row.number(5)?),
        everyone: list(row.text(6)?)?,
        corrections: list(row.text(7)?)?,
        pins: list(row.text(8)?)?,
    }))
}

fn list<T: DeserializeOwned>(text: &str) -> Stored<Vec<T>> {
    serde_json::from_str(text).map_err(|error| unreadable(&error))
}

fn text<T: Serialize>(list: &[T]) -> Stored<String> {
    serde_json::to_string(list).map_err(|error| Fault(error.to_string()))
}

/// Stores the messages that mention everyone.
pub fn set_everyone(sql: &dyn Sql, everyone: &[Seq]) -> Stored<()> {
    let everyone = text(everyone)?;
    sql.run("UPDATE about SET everyone = ?", &[everyone.as_str().into()])?;
    Ok(())
}

/// Stores the pinned messages.
pub fn set_pins(sql: &dyn Sql, pins: &[Seq]) -> Stored<()> {
    let pins = text(pins)?;
    sql.run("UPDATE about SET pins = ?", &[pins.as_str().into()])?;
    Ok(())
}

/// Stores the corrections that are owed to somebody.
pub fn set_corrections(sql: &dyn Sql, corrections: &[Correction]) -> Stored<()> {
    let all = text(corrections)?;
    sql.run("UPDATE about SET corrections = ?", &[all.as_str().into()])?;
    Ok(())
}

/// Writes what the conversation itself knows. A later call changes only the title and the topic.
pub fn put(sql: &dyn Sql, it: &Conversation) -> Stored<()> {
    let visibility = spelled(&it.visibility)?;
    let values = [
        it.title.as_str().into(),
        it.topic.as_str().into(),
        visibility.as_str().into(),
        it.epoch.as_str().into(),
    ];
    sql.run(
        "INSERT INTO about (one, title, topic, visibility, epoch) VALUES (1, ?, ?, ?, ?)
         ON CONFLICT (one) DO UPDATE SET title = excluded.title, topic = excluded.topic",
        &values,
    )?;
    Ok(())
}

/// Notes that the directory has taken everything up to `seq`.
pub fn set_listed(sql: &dyn Sql, seq: Seq) -> Stored<()> {
    sql.run("UPDATE about SET listed = ?", &[seq.0.into()])?;
    Ok(())
}
