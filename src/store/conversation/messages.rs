//! Messages in their present state, and the statements that change them.
//!
//! **A deleted or replaced body is overwritten in its place.** SQLite writes a row of the same size
//! over the old one. A row of another size goes elsewhere, and the old bytes stay in the file until
//! their space is used again. So a body is first overwritten with as many zeros.

use super::log::{Authors, read};
use super::mentions::mentions;
use super::people::PersonNumber;
use crate::chat::conversation::Stored as StoredMessage;
use crate::chat::reactions::Given;
use crate::chat::{Deletion, Event, EventKind, Message, Person, Quote, Seq, text};
use crate::store::sql::{Fault, Row, Sql, Stored, Value, unreadable};

/// The columns of a message, of the message that it answers, and of what is marked on it.
pub(super) const MESSAGES: &str = "SELECT m.seq, m.at, m.author, m.client_id,
     iif(m.deleted IS NULL, m.body, '') AS body, m.edited, m.deleted, m.mentions, m.reply_to,
     m.thread_root, q.author AS q_author, iif(q.deleted IS NULL, q.body, '') AS q_body,
     q.deleted AS q_deleted, k.reactions, k.deleted_at, k.removed_by, m.original
   FROM messages m LEFT JOIN messages q ON q.seq = m.reply_to
     LEFT JOIN marks k ON k.message = m.seq";

/// How many columns [`MESSAGES`] has after the fifth.
pub(super) const MORE: usize = 12;

/// The zeros that take the place of a text, byte for byte.
const ZEROS: &str = "substr(hex(zeroblob(octet_length(body))), 1, octet_length(body))";

/// The reactions in a row of [`MESSAGES`].
fn given(row: &Row) -> Stored<Vec<Given<PersonNumber>>> {
    if row.is_null(13) {
        return Ok(Vec::new());
    }
    let all: Vec<(String, Seq, Vec<u64>)> =
        serde_json::from_str(row.text(13)?).map_err(|error| unreadable(&error))?;
    let given = |(emoji, since, people): (String, Seq, Vec<u64>)| Given {
        emoji,
        since,
        people: people.into_iter().map(PersonNumber).collect(),
    };
    Ok(all.into_iter().map(given).collect())
}

/// The message in a row of [`MESSAGES`], as an event has it: without `edited_at` and reactions.
pub(super) fn message(row: &Row, authors: &Authors) -> Stored<Message> {
    let client_id = row.parsed(3, crate::chat::ClientId::parse)?;
    let mut message = Message::new(client_id, row.text(4)?.to_owned());
    if !row.is_null(6) {
        let removed_by = number(row, 15)?.and_then(|number| authors.get(&number));
        message.deleted = Some(Box::new(Deletion {
            at: row.number(14)?,
            removed_by: removed_by.cloned(),
        }));
        return Ok(message);
    }
    if !row.is_null(7) {
        message.mentions = Some(Box::new(mentions(row.text(7)?, authors)?));
    }
    if let Some(author) = number(row, 10)? {
        let author = author_of(author, authors)?;
        message.quote = Some(Box::new(Quote {
            message: Seq(row.number(8)?),
            thread_root: Seq(row.number(9)?),
            author: author.id.clone(),
            handle: author.handle.clone(),
            preview: text::preview(row.text(11)?),
            deleted: !row.is_null(12),
        }));
    }
    Ok(message)
}

/// Adds what only an item has: when the message was edited, and its reactions.
pub(super) fn complete(message: &mut Message, row: &Row, authors: &Authors) -> Stored<()> {
    if message.deleted.is_some() {
        return Ok(());
    }
    message.edited_at = (!row.is_null(5)).then(|| row.number(5)).transpose()?;
    let given = given(row)?;
    let shown = given.iter().map(|it| it.shown(|who| authors.get(who)));
    message.reactions = Some(shown.collect()).filter(|all: &Vec<_>| !all.is_empty());
    Ok(())
}

fn number(row: &Row, column: usize) -> Stored<Option<PersonNumber>> {
    (!row.is_null(column))
        .then(|| row.number(column).map(PersonNumber))
        .transpose()
}

fn author_of(number: PersonNumber, authors: &Authors) -> Stored<&Person> {
    let author = authors.get(&number);
    author.ok_or_else(|| Fault(format!("nobody is number {}", number.0)))
}

/// The message at a place of the log, if there is one.
pub fn get(
    sql: &dyn Sql,
    authors: &Authors,
    seq: Seq,
) -> Stored<Option<StoredMessage<PersonNumber>>> {
    let rows = sql.run(&format!("{MESSAGES} WHERE m.seq = ?"), &[seq.0.into()])?;
    rows.first().map(|row| stored(row, authors)).transpose()
}

fn stored(row: &Row, authors: &Authors) -> Stored<StoredMessage<PersonNumber>> {
    let event = read(row, authors)?;
    let EventKind::Message(message) = event.kind else {
        return Err(Fault("a message of another kind".to_owned()));
    };
    let root = (!row.is_null(9)).then(|| row.number(9).map(Seq));
    Ok(StoredMessage {
        seq: event.seq,
        author: Person {
            id: event.author,
            handle: event.handle,
        },
        message,
        thread_root: root.transpose()?.unwrap_or(event.seq),
        given: given(row)?,
    })
}

/// Puts the present state of the messages that they concern beside events of a page of the log.
pub(super) fn bring_up_to_date(
    sql: &dyn Sql,
    authors: &Authors,
    events: &mut [Event],
) -> Stored<()> {
    let mut wanted: Vec<Value> = events
        .iter()
        .filter_map(|event| event.kind.changed_message())
        .map(|seq| seq.0.into())
        .collect();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(());
    }
    // A page has at most 100 events, and a statement at most 100 values.
    let marks = vec!["?"; wanted.len()].join(", ");
    let rows = sql.run(&format!("{MESSAGES} WHERE m.seq IN ({marks})"), &wanted)?;
    let now: Vec<_> = rows
        .iter()
        .map(|row| stored(row, authors))
        .collect::<Stored<_>>()?;
    for event in events {
        let changed = event.kind.changed_message();
        let message = now.iter().find(|it| Some(it.seq) == changed);
        let message = message.filter(|it| it.message.deleted.is_none());
        match (&mut event.kind, message) {
            (EventKind::Edited(edit), Some(it)) => {
                edit.body = Some(it.message.body.clone());
                edit.mentions.clone_from(&it.message.mentions);
            }
            (EventKind::Reacted(change) | EventKind::Unreacted(change), Some(it)) => {
                let given = it.given.iter().find(|it| it.emoji == change.emoji);
                change.reaction = given.map(|it| it.shown(|who| authors.get(who)));
            }
            _ => {}
        }
    }
    Ok(())
}

/// What an edit leaves in a message's row.
pub struct NewBody<'a> {
    pub body: &'a str,
    pub edited_at: crate::chat::Millis,
    /// The mentions as [`mentions_text`] made them.
    pub mentions: Option<String>,
    /// The hash of the body that it has until now. It counts only for the first edit.
    pub original: String,
}

/// Gives a message another body. Two rows are written.
pub fn set_body(sql: &dyn Sql, seq: Seq, new: &NewBody<'_>) -> Stored<()> {
    sql.run(
        &format!("UPDATE messages SET body = {ZEROS} WHERE seq = ?"),
        &[seq.0.into()],
    )?;
    sql.run(
        "UPDATE messages SET body = ?, edited = ?, mentions = ?, original = coalesce(original, ?)
         WHERE seq = ?",
        &[
            new.body.into(),
            new.edited_at.into(),
            new.mentions.as_deref().into(),
            new.original.as_str().into(),
            seq.0.into(),
        ],
    )?;
    Ok(())
}

/// Takes the body out of a message, and its reactions off. `removed_by` is who did it, if that was
/// not its author. Two rows are written. The row of the message keeps its size.
pub fn delete(
    sql: &dyn Sql,
    seq: Seq,
    at: crate::chat::Millis,
    removed_by: Option<PersonNumber>,
) -> Stored<()> {
    sql.run(
        &format!(
            "UPDATE messages SET body = {ZEROS}, deleted = 1,
               original = substr('{:032}', 1, length(original)) WHERE seq = ?",
            0
        ),
        &[seq.0.into()],
    )?;
    sql.run(
        "INSERT INTO marks (message, deleted_at, removed_by) VALUES (?, ?, ?)
         ON CONFLICT (message) DO UPDATE SET reactions = NULL, deleted_at = excluded.deleted_at,
           removed_by = excluded.removed_by",
        &[
            seq.0.into(),
            at.into(),
            removed_by.map(|number| number.0).into(),
        ],
    )?;
    Ok(())
}

/// Sets the reactions of a message. One row is written.
pub fn set_reactions(sql: &dyn Sql, seq: Seq, given: &[Given<PersonNumber>]) -> Stored<()> {
    let all: Vec<(&str, Seq, Vec<u64>)> = given
        .iter()
        .map(|it| {
            let people = it.people.iter().map(|who| who.0).collect();
            (it.emoji.as_str(), it.since, people)
        })
        .collect();
    let text = serde_json::to_string(&all).map_err(|error| Fault(error.to_string()))?;
    sql.run(
        "INSERT INTO marks (message, reactions) VALUES (?, ?)
         ON CONFLICT (message) DO UPDATE SET reactions = excluded.reactions",
        &[seq.0.into(), text.as_str().into()],
    )?;
    Ok(())
}

/// The reactions to the messages from one entry to another.
pub fn reactions_between(
    sql: &dyn Sql,
    from: Seq,
    to: Seq,
) -> Stored<Vec<(Seq, Vec<Given<PersonNumber>>)>> {
    // The column of the reactions is where [`MESSAGES`] has it.
    let nulls = ["NULL"; 12].join(", ");
    let statement = format!(
        "SELECT message, {nulls}, reactions FROM marks
         WHERE message BETWEEN ? AND ? AND reactions IS NOT NULL ORDER BY message"
    );
    sql.run(&statement, &[from.0.into(), to.0.into()])?
        .iter()
        .map(|row| Ok((Seq(row.number(0)?), given(row)?)))
        .collect()
}

/// The message after this one, if there is one.
pub fn next(sql: &dyn Sql, seq: Seq) -> Stored<Option<Seq>> {
    let statement = "SELECT seq FROM messages WHERE seq > ? ORDER BY seq LIMIT 1";
    let rows = sql.run(statement, &[seq.0.into()])?;
    rows.first().map(|row| row.number(0).map(Seq)).transpose()
}
