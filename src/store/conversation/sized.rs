//! Pages that are limited in bytes as well as in entries.

use super::log::{self, Authors};
use super::messages::{self, MORE};
use crate::chat::{Event, EventKind, File, Mentions};
use crate::store::sql::{Sql, Stored, Value};

/// The most bytes of an event in JSON beside its body and files: ids, a handle, numbers, names of
/// fields.
const AROUND_BODY: usize = 320;
/// The most bytes of a person in JSON: an id and a handle.
const PERSON: usize = 80;
/// The most bytes of a reaction in JSON beside its people: an emoji, numbers, names of fields.
const AROUND_REACTION: usize = 120;
/// The bytes of a frame or an answer around its events.
const AROUND_EVENTS: usize = 256;

/// The form of the entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Events of the log.
    Log,
    /// Items of a timeline.
    Items,
}

/// The entries that a statement selects, in the order of their `seq`, as many as fit into `most`
/// bytes of JSON, but at least one. The flag says whether some did not fit. SQLite adds up the
/// bodies, so that bodies that do not fit are not passed on.
pub(super) fn as_many_as_fit(
    sql: &dyn Sql,
    authors: &Authors,
    form: Form,
    statement: &str,
    values: &[Value],
    order: &str,
    most: usize,
) -> Stored<(Vec<Event>, bool)> {
    let statement = format!(
        "SELECT * FROM (
           SELECT *, count(*) OVER () AS entries,
             sum(bytes) OVER (ORDER BY seq {order}) - bytes AS before
           FROM (SELECT *, octet_length(body) + coalesce(octet_length(files), 0) AS bytes
                 FROM ({statement})))
         WHERE before < {most} ORDER BY seq {order}"
    );
    let mut bytes = AROUND_EVENTS;
    let rows = sql.run(&statement, values)?;
    let entries = rows.first().map_or(Ok(0), |row| row.number(6 + MORE))?;
    let mut events = Vec::with_capacity(rows.len());
    for row in &rows {
        let mut event = log::read(row, authors)?;
        if let (Form::Items, EventKind::Message(message)) = (form, &mut event.kind) {
            messages::complete(message, row, authors)?;
        }
        events.push(event);
    }
    if form == Form::Log {
        messages::bring_up_to_date(sql, authors, &mut events)?;
    }
    let fits = |event: &&Event| {
        bytes += AROUND_BODY + size(&event.kind);
        bytes <= most
    };
    let fitting = events.iter().take_while(fits).count().max(1);
    events.truncate(fitting);
    let is_cut = (events.len() as u64) < entries;
    Ok((events, is_cut))
}

/// The bytes in JSON of what is not bounded by [`AROUND_BODY`].
fn size(kind: &EventKind) -> usize {
    match kind {
        EventKind::Message(message) => {
            let quote = message.quote.as_ref();
            let reactions = message.reactions.iter().flatten();
            escaped(&message.body)
                + size_of_files(&message.files)
                + quote.map_or(0, |quote| AROUND_BODY + escaped(&quote.preview))
                + message.mentions.as_ref().map_or(0, |it| size_of(it))
                + message.deleted.as_ref().map_or(0, |_| PERSON)
                + reactions
                    .map(|it| AROUND_REACTION + PERSON * it.people.len())
                    .sum::<usize>()
        }
        EventKind::Edited(edit) => {
            edit.body.as_deref().map_or(0, escaped)
                + edit.mentions.as_ref().map_or(0, |it| size_of(it))
                + edit.newly.as_ref().map_or(0, |newly| PERSON * newly.len())
        }
        EventKind::Reacted(change) | EventKind::Unreacted(change) => {
            let people = change.reaction.as_ref().map_or(0, |it| it.people.len());
            2 * AROUND_REACTION + PERSON * people
        }
        EventKind::Created(creation) => escaped(&creation.title) + escaped(&creation.topic),
        EventKind::Renamed(names) => escaped(&names.title) + escaped(&names.topic),
        _ => 0,
    }
}

fn size_of(mentions: &Mentions) -> usize {
    let here = mentions.here.as_ref().map_or(0, Vec::len);
    AROUND_REACTION + PERSON * (mentions.people.len() + here)
}

fn size_of_files(files: &[File]) -> usize {
    let spelled = (!files.is_empty()).then(|| serde_json::to_string(files));
    spelled.map_or(0, |spelled| spelled.map_or(0, |text| text.len()))
}

/// The bytes of a text in JSON.
fn escaped(text: &str) -> usize {
    let escapes = |byte: &u8| matches!(byte, b'"' | b'\\' | b'\n' | b'\t');
    text.len() + text.bytes().filter(escapes).count()
}
