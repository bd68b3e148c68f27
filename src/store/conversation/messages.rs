//! Messages in their present state, and what an event says of them. `wordings.rs` changes them.

use super::files;
use super::log::{Authors, read};
use super::mentions::mentions;
use super::people::PersonNumber;
use super::wordings;
use crate::chat::conversation::Stored as StoredMessage;
use crate::chat::reactions::Given;
use crate::chat::{Deletion, Event, EventKind, Message, Millis, Person, Quote, Seq, text};
use crate::store::sql::{Fault, Row, Sql, Stored, Value, unreadable};

/// The columns of a message, of its present wording, of the message that it answers, and of what is
/// marked on it.
pub(super) const MESSAGES: &str = "SELECT m.seq, m.at, m.author, m.client_id,
     iif(k.deleted_at IS NULL, coalesce(w.body, m.body), '') AS body, w.edited_at,
     k.deleted_at AS deleted, m.mentions, m.reply_to, m.thread_root, q.author AS q_author,
     iif(l.deleted_at IS NULL, coalesce(v.body, q.body), '') AS q_body,
     l.deleted_at AS q_deleted, k.reactions, k.deleted_at, k.removed_by,
     coalesce(w.original, m.original) AS original,
     iif(k.deleted_at IS NULL, m.files, NULL) AS files,
     iif(l.deleted_at IS NULL, json_extract(q.files, '$[0].name'), NULL) AS q_file
   FROM messages m LEFT JOIN marks k ON k.message = m.seq
     LEFT JOIN wordings w ON w.seq = iif(m.body >= char(2) AND m.body < char(3),
       CAST(substr(m.body, 2) AS INTEGER), NULL)
     LEFT JOIN messages q ON q.seq = m.reply_to LEFT JOIN marks l ON l.message = q.seq
     LEFT JOIN wordings v ON v.seq = iif(q.body >= char(2) AND q.body < char(3),
       CAST(substr(q.body, 2) AS INTEGER), NULL)";

/// How many columns [`MESSAGES`] has after the fifth.
pub(super) const MORE: usize = 14;

/// Where [`MESSAGES`] has the files.
pub(super) const FILES: usize = 17;

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
    let (body, mentioned) = wordings::parts(row.text(4)?);
    let mut message = Message::new(client_id, body.to_owned());
    if !row.is_null(6) {
        let removed_by = number(row, 15)?.and_then(|number| authors.get(&number));
        message.deleted = Some(Box::new(Deletion {
            at: row.number(14)?,
            removed_by: removed_by.cloned(),
        }));
        return Ok(message);
    }
    message.files = files::read(row, FILES)?;
    // An edited message has the mentions of its present wording.
    let mentioned = match mentioned {
        None if row.is_null(5) && !row.is_null(7) => Some(row.text(7)?),
        mentioned => mentioned,
    };
    let mentioned = mentioned.map(|text| mentions(text, authors));
    message.mentions = mentioned.transpose()?.map(Box::new);
    if let Some(author) = number(row, 10)? {
        let author = author_of(author, authors)?;
        let gist = match wordings::parts(row.text(11)?).0 {
            "" if !row.is_null(18) => row.text(18)?,
            body => body,
        };
        message.quote = Some(Box::new(Quote {
            message: Seq(row.number(8)?),
            thread_root: Seq(row.number(9)?),
            author: author.id.clone(),
            handle: author.handle.clone(),
            preview: text::preview(gist),
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

/// A message with its time.
pub struct Listed {
    pub seq: Seq,
    pub at: Millis,
    pub author: Person,
    pub message: Message,
}

/// The messages at these places, latest first. 100 at most.
pub fn list(sql: &dyn Sql, authors: &Authors, places: &[Seq]) -> Stored<Vec<Listed>> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let marks = vec!["?"; places.len()].join(", ");
    let statement = format!("{MESSAGES} WHERE m.seq IN ({marks}) ORDER BY m.seq DESC");
    let places: Vec<Value> = places.iter().map(|seq| seq.0.into()).collect();
    let listed = |row: &Row| {
        Ok(Listed {
            seq: Seq(row.number(0)?),
            at: row.number(1)?,
            author: author_of(PersonNumber(row.number(2)?), authors)?.clone(),
            message: message(row, authors)?,
        })
    };
    sql.run(&statement, &places)?.iter().map(listed).collect()
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

/// The messages at these places of the log, 100 at most.
pub fn events_at(sql: &dyn Sql, authors: &Authors, wanted: &[Seq]) -> Stored<Vec<Event>> {
    rows_at(sql, wanted)?
        .iter()
        .map(|row| read(row, authors))
        .collect()
}

/// A statement has at most 100 values.
fn rows_at(sql: &dyn Sql, wanted: &[Seq]) -> Stored<Vec<Row>> {
    let values: Vec<Value> = wanted.iter().map(|seq| seq.0.into()).collect();
    let marks = vec!["?"; values.len()].join(", ");
    sql.run(&format!("{MESSAGES} WHERE m.seq IN ({marks})"), &values)
}

/// Puts the present state of the messages that they concern beside events of a page of the log.
pub(super) fn bring_up_to_date(
    sql: &dyn Sql,
    authors: &Authors,
    events: &mut [Event],
) -> Stored<()> {
    // A page has at most 100 events.
    let mut wanted: Vec<Seq> = events
        .iter()
        .filter_map(|event| event.kind.changed_message())
        .collect();
    wanted.dedup();
    if wanted.is_empty() {
        return Ok(());
    }
    let now: Vec<_> = rows_at(sql, &wanted)?
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
