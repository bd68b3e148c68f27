//! Where the words of messages are, and how they go away.
//!
//! **A deleted or replaced body is overwritten in its place.** SQLite writes a row of the same size
//! over the old one. A row of another size goes elsewhere: its old bytes stay in the file, and the
//! rows beside it may be copied to another page and stay behind too. So no row with words ever
//! changes its size:
//!
//! - A body is stored with fillers behind it if it is short.
//! - An edit leaves a pointer in the place of the body. The present body is in `wordings`, with
//!   fillers behind it. The next edit is written over it, if it fits.
//! - A deletion leaves zeros.
//!
//! Both tables only grow at their end. The first page of a table is copied when the table outgrows
//! it, so both begin with a row that fills it (see the schema).
//!
//! A message has no control characters but `\n` and `\t`, so those below mean what they say here.

use super::people::PersonNumber;
use crate::chat::{Millis, Seq};
use crate::store::sql::{Sql, Stored};

/// Fills a text up to its size.
const FILLER: char = '\u{1}';
/// Begins a pointer: the `seq` of a wording follows.
const POINTER: char = '\u{2}';
/// Stands between a body and its mentions.
const MENTIONS: char = '\u{3}';

/// The fewest bytes of a stored body: a pointer to one of ten billion entries.
const LEAST: usize = 12;
/// Room that a wording has for later edits, in bytes, at least. Its size is a multiple of this.
const ROOM: usize = 64;

/// A body as it is stored with its message.
pub(super) fn padded(body: &str) -> std::borrow::Cow<'_, str> {
    if body.len() < LEAST {
        filled(body, LEAST).into()
    } else {
        body.into()
    }
}

/// The body in a stored text, and the mentions of an edited one.
pub(super) fn parts(stored: &str) -> (&str, Option<&str>) {
    let text = stored.trim_end_matches(FILLER);
    text.split_once(MENTIONS)
        .map_or((text, None), |(body, mentions)| (body, Some(mentions)))
}

fn filled(text: &str, bytes: usize) -> String {
    let fillers = bytes.saturating_sub(text.len());
    let mut filled = text.to_owned();
    filled.extend(std::iter::repeat_n(FILLER, fillers));
    filled
}

/// What an edit leaves of a message.
pub struct NewBody<'a> {
    pub body: &'a str,
    pub edited_at: Millis,
    /// The mentions as they are stored.
    pub mentions: Option<String>,
    /// The hash of the body that it has until now. It counts only for the first edit.
    pub original: String,
    /// The event of the edit.
    pub at: Seq,
}

/// Gives a message another body. One or two rows are written, and three if the wording of the last
/// edit has too little room.
pub fn set_body(sql: &dyn Sql, message: Seq, new: &NewBody<'_>) -> Stored<()> {
    let mut text = new.body.to_owned();
    if let Some(mentions) = &new.mentions {
        text.push(MENTIONS);
        text.push_str(mentions);
    }
    let now = wording(sql, message)?;
    if let Some(now) = now.as_ref().filter(|now| text.len() <= now.bytes) {
        let text = filled(&text, now.bytes);
        sql.run(
            "UPDATE wordings SET body = ?, edited_at = ? WHERE seq = ?",
            &[text.as_str().into(), new.edited_at.into(), now.seq.0.into()],
        )?;
        return Ok(());
    }
    let original = match now {
        Some(now) => {
            zero(sql, "wordings", now.seq)?;
            now.original
        }
        None => new.original.clone(),
    };
    point(sql, message, new.at)?;
    let bytes = (text.len() / ROOM + 2) * ROOM;
    let text = filled(&text, bytes);
    sql.run(
        "INSERT INTO wordings (seq, body, edited_at, original) VALUES (?, ?, ?, ?)",
        &[
            new.at.0.into(),
            text.as_str().into(),
            new.edited_at.into(),
            original.as_str().into(),
        ],
    )?;
    Ok(())
}

/// The present wording of an edited message.
struct Wording {
    seq: Seq,
    bytes: usize,
    original: String,
}

fn wording(sql: &dyn Sql, message: Seq) -> Stored<Option<Wording>> {
    let statement = "SELECT seq, octet_length(body), original FROM wordings
                     WHERE seq = (SELECT CAST(substr(body, 2) AS INTEGER) FROM messages
                                  WHERE seq = ? AND body >= char(2) AND body < char(3))";
    let rows = sql.run(statement, &[message.0.into()])?;
    let wording = |row: &crate::store::sql::Row| {
        Ok(Wording {
            seq: Seq(row.number(0)?),
            bytes: usize::try_from(row.number(1)?).unwrap_or(usize::MAX),
            original: row.text(2)?.to_owned(),
        })
    };
    rows.first().map(wording).transpose()
}

/// Overwrites the body of a message with a pointer to a wording.
fn point(sql: &dyn Sql, message: Seq, to: Seq) -> Stored<()> {
    let rows = sql.run(
        "SELECT octet_length(body) FROM messages WHERE seq = ?",
        &[message.0.into()],
    )?;
    let bytes = rows.first().map_or(Ok(0), |row| row.number(0))?;
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let pointer = format!("{POINTER}{to}");
    if pointer.len() > bytes {
        // Earlier versions stored short bodies as they were.
        zero(sql, "messages", message)?;
    }
    let pointer = filled(&pointer, bytes);
    sql.run(
        "UPDATE messages SET body = ? WHERE seq = ?",
        &[pointer.as_str().into(), message.0.into()],
    )?;
    Ok(())
}

/// Overwrites a body, and the hash of the first one, with as many zeros.
fn zero(sql: &dyn Sql, table: &str, seq: Seq) -> Stored<()> {
    let zeros = |column| {
        format!("substr(hex(zeroblob(octet_length({column}))), 1, octet_length({column}))")
    };
    let (body, original) = (zeros("body"), zeros("original"));
    sql.run(
        &format!("UPDATE {table} SET body = {body}, original = {original} WHERE seq = ?"),
        &[seq.0.into()],
    )?;
    Ok(())
}

/// Takes the body out of a message, and its reactions off. `removed_by` is who did it, if that was
/// not its author. Two rows are written.
pub fn delete(
    sql: &dyn Sql,
    message: Seq,
    at: Millis,
    removed_by: Option<PersonNumber>,
) -> Stored<()> {
    match wording(sql, message)? {
        Some(now) => zero(sql, "wordings", now.seq)?,
        None => zero(sql, "messages", message)?,
    }
    sql.run(
        "INSERT INTO marks (message, deleted_at, removed_by) VALUES (?, ?, ?)
         ON CONFLICT (message) DO UPDATE SET reactions = NULL, deleted_at = excluded.deleted_at,
           removed_by = excluded.removed_by",
        &[
            message.0.into(),
            at.into(),
            removed_by.map(|number| number.0).into(),
        ],
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_text_has_its_body_and_its_mentions() {
        for body in ["a", "twelve bytes", "longer than twelve bytes", "🦉\n"] {
            assert!(padded(body).len() >= LEAST);
            assert_eq!(parts(&padded(body)), (body, None));
            let edited = filled(&format!("{body}{MENTIONS}{{}}"), 100);
            assert_eq!(parts(&edited), (body, Some("{}")));
        }
    }
}
