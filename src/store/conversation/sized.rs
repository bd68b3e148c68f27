//! Pages that are limited in bytes as well as in entries.

use super::log::{self, Authors};
use crate::chat::Event;
use crate::store::sql::{Sql, Stored, Value};

/// The most bytes of an event in JSON beside its body: ids, a handle, numbers, names of fields.
const AROUND_BODY: usize = 320;
/// The bytes of a frame or an answer around its events.
const AROUND_EVENTS: usize = 256;

/// The entries that a statement selects, in the order of their `seq`, as many as fit into `most`
/// bytes of JSON, but at least one. The flag says whether some did not fit. SQLite adds up the
/// bodies, so that bodies that do not fit are not passed on.
pub(super) fn as_many_as_fit(
    sql: &dyn Sql,
    authors: &Authors,
    statement: &str,
    values: &[Value],
    order: &str,
    most: usize,
) -> Stored<(Vec<Event>, bool)> {
    let statement = format!(
        "SELECT seq, at, author, client_id, body, entries FROM (
           SELECT *, count(*) OVER () AS entries,
             sum(octet_length(body)) OVER (ORDER BY seq {order}) - octet_length(body) AS before
           FROM ({statement}))
         WHERE before < {most} ORDER BY seq {order}"
    );
    let mut bytes = AROUND_EVENTS;
    let rows = sql.run(&statement, values)?;
    let entries = rows.first().map_or(Ok(0), |row| row.number(5))?;
    let mut events = Vec::with_capacity(rows.len());
    for row in &rows {
        let event = log::read(row, authors)?;
        bytes += AROUND_BODY + size(&event, row.text(4)?);
        if bytes > most && !events.is_empty() {
            break;
        }
        events.push(event);
    }
    let is_cut = (events.len() as u64) < entries;
    Ok((events, is_cut))
}

/// The bytes that the body of an event takes in JSON. A message's body is stored as text, that of
/// any other event as JSON.
fn size(event: &Event, body: &str) -> usize {
    let escapes = |byte: &u8| matches!(byte, b'"' | b'\\' | b'\n' | b'\t');
    if event.is_message() {
        body.len() + body.bytes().filter(escapes).count()
    } else {
        body.len()
    }
}
