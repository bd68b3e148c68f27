//! The row that describes the conversation itself.

use crate::chat::conversation::Conversation;
use crate::chat::{Seq, Visibility};
use crate::store::sql::{Sql, Stored, spelled, unspelled};

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
}

/// Reads the row. None before the conversation was created.
pub fn get(sql: &dyn Sql) -> Stored<Option<AboutRow>> {
    let rows = sql.run(
        "SELECT title, topic, visibility, epoch, tell_all, listed FROM about",
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
    }))
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
