//! Pages of the timeline: messages in their present state, and the notices between them.

use serde::{Deserialize, Serialize};

use super::candidates::first_since;
use super::log::{Authors, events};
use super::messages::MESSAGES;
use super::sized::{Form, as_many_as_fit};
use crate::chat::limits::EVENTS_BYTES;
use crate::chat::timeline::Page;
use crate::chat::{Event, Millis, Seq};
use crate::store::sql::{Sql, Stored, Value};

/// The most notices in one direction of a page. Where more of them come in a row, the page has
/// fewer messages.
const NOTICES_MAX: u64 = 50;

/// How much a page may hold in one direction.
#[derive(Clone, Copy)]
struct Bounds {
    /// Messages.
    messages: u32,
    /// Bytes of JSON.
    bytes: usize,
}

/// The part of the timeline that a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// What comes before this entry, up to it.
    Before(Seq),
    /// What comes after this entry.
    After(Seq),
    /// This entry, with as much before it as after it.
    Around(Seq),
    /// The first message at this time or later, with as much before it as after it. The end, if
    /// there is none.
    At(Millis),
}

/// A page of at most `limit` messages. `head` is the present head of the log.
pub fn page(sql: &dyn Sql, authors: &Authors, head: Seq, place: Place, limit: u32) -> Stored<Page> {
    let all = Bounds {
        messages: limit,
        bytes: EVENTS_BYTES,
    };
    match place {
        Place::Before(next) => before(sql, authors, next.clamp(Seq(1), head.next()), all),
        Place::After(last) => after(sql, authors, head, last.min(head), all),
        Place::At(at) => {
            let first = first_since(sql, at, head)?;
            page(
                sql,
                authors,
                head,
                Place::Around(first.unwrap_or(head)),
                limit,
            )
        }
        Place::Around(seq) => {
            let seq = seq.min(head);
            let half = |messages| Bounds {
                messages,
                bytes: EVENTS_BYTES / 2,
            };
            let mut page = before(sql, authors, seq.next(), half(limit.div_ceil(2)))?;
            let rest = after(sql, authors, head, seq, half(limit / 2))?;
            page.to = rest.to;
            page.items.extend(rest.items);
            Ok(page)
        }
    }
}

fn before(sql: &dyn Sql, authors: &Authors, next: Seq, most: Bounds) -> Stored<Page> {
    let mut page = Page::before(next);
    if most.messages == 0 {
        return Ok(page);
    }
    let (mut items, reach) = walk(sql, authors, "m.seq > 0 AND m.seq < ?", "DESC", next, most)?;
    page.from = reach.unwrap_or(Seq(1)).min(next);
    items.reverse();
    page.items = items;
    Ok(page)
}

fn after(sql: &dyn Sql, authors: &Authors, head: Seq, last: Seq, most: Bounds) -> Stored<Page> {
    let mut page = Page::before(last.next());
    if most.messages == 0 {
        return Ok(page);
    }
    let (items, reach) = walk(sql, authors, "m.seq > ?", "ASC", last, most)?;
    page.to = reach.unwrap_or(head).max(last);
    page.items = items;
    Ok(page)
}

/// The items from an entry on, in one direction, and the last entry that they cover. That entry is
/// None when nothing more lies in that direction.
fn walk(
    sql: &dyn Sql,
    authors: &Authors,
    range: &str,
    order: &str,
    from: Seq,
    most: Bounds,
) -> Stored<(Vec<Event>, Option<Seq>)> {
    let part = |columns: &str, which: &str| {
        format!("SELECT * FROM ({columns} WHERE {which}{range} ORDER BY m.seq {order} LIMIT ?)")
    };
    let both = format!(
        "{} UNION ALL {}",
        part(MESSAGES, ""),
        part(&events(), "m.notice = 1 AND ")
    );
    let values: [Value; 4] = [
        from.0.into(),
        u64::from(most.messages).into(),
        from.0.into(),
        NOTICES_MAX.into(),
    ];
    let (mut items, is_cut) =
        as_many_as_fit(sql, authors, Form::Items, &both, &values, order, most.bytes)?;
    // Where a limit was reached, more may lie behind it. The first limit that was reached counts.
    let cut = items.len().checked_sub(1).filter(|_| is_cut);
    let full = [(true, u64::from(most.messages)), (false, NOTICES_MAX)];
    let full = full
        .into_iter()
        .filter_map(|(messages, most)| nth(&items, messages, most));
    let last = full.chain(cut).min();
    let reach = last.and_then(|last| items.get(last)).map(|event| event.seq);
    if let Some(last) = last {
        items.truncate(last + 1);
    }
    // A notice of a kind that only newer code knows is covered and not shown, as in `Page::apply`.
    items.retain(|event| event.is_message() || event.is_notice());
    Ok((items, reach))
}

/// The position of the nth message, or of the nth notice.
fn nth(items: &[Event], messages: bool, nth: u64) -> Option<usize> {
    let mut found = items.iter().enumerate();
    let mut left = nth;
    found
        .find(|(_, event)| {
            left -= u64::from(event.is_message() == messages);
            left == 0
        })
        .map(|(position, _)| position)
}
