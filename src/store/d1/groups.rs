//! The directory of public groups: the last entry that each conversation object sent.

use serde::Deserialize;
use worker::D1Database;
use worker::d1::D1Type::{Null, Text};

use super::{bound, number, past, unlike};
use crate::chat::{ConversationId, Seq};
use crate::normalize::{nfkc, small};

/// Groups on one page.
pub const PAGE: usize = 30;

// Entries may arrive out of order, so a row only moves to a later `seq`.
pub const PUT: &str = "INSERT INTO groups (id, title, title_key, topic, members, seq)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6)
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_key = excluded.title_key,
       topic = excluded.topic, members = excluded.members, seq = excluded.seq
     WHERE excluded.seq > groups.seq";
pub const LIST: &str = "SELECT id, title, title_key, topic, members FROM groups
     WHERE title_key IS NOT NULL AND (title_key, id) > (?1, ?2) AND title_key < ?3
     ORDER BY title_key, id LIMIT ?4";

#[cfg(test)]
pub(super) const ALL: [(&str, usize); 2] = [(PUT, 6), (LIST, 4)];

/// A group after the entry `seq`, as its conversation object describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryEntry {
    pub id: ConversationId,
    pub title: String,
    pub topic: String,
    pub members: u32,
    pub seq: Seq,
    /// Whether people find the group: it is public and not closed.
    pub listed: bool,
}

/// A group in the directory.
#[derive(Debug)]
pub struct GroupRow {
    pub id: ConversationId,
    pub title: String,
    pub topic: String,
    pub members: u32,
    /// Where the next page begins.
    pub cursor: Cursor,
}

/// The place just after one group, in the order of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    title_key: String,
    id: String,
}

#[derive(Deserialize)]
struct RawGroupRow {
    id: String,
    title: String,
    title_key: String,
    topic: String,
    members: u32,
}

impl Cursor {
    /// The form that a client gets and sends back: the id, a dot, the key.
    #[must_use]
    pub fn spelled(&self) -> String {
        format!("{}.{}", self.id, self.title_key)
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (id, title_key) = text.split_once('.')?;
        ConversationId::parse(id)?;
        Some(Self {
            id: id.to_owned(),
            title_key: title_key.to_owned(),
        })
    }
}

/// Writes an entry unless a later one is there. An entry that is not listed loses its title and
/// topic.
pub async fn put(db: &D1Database, entry: &DirectoryEntry) -> worker::Result<()> {
    let key = key(&entry.title);
    let (title, topic) = if entry.listed {
        (&*entry.title, &*entry.topic)
    } else {
        ("", "")
    };
    let values = [
        Text(entry.id.as_str()),
        Text(title),
        if entry.listed { Text(&key) } else { Null },
        Text(topic),
        number(u64::from(entry.members)),
        number(entry.seq.0),
    ];
    bound(db, PUT, &values)?.run().await.map(drop)
}

/// One page of the groups whose name begins with `prefix`, by name. It has one row more than a page
/// when there is another page.
pub async fn list(
    db: &D1Database,
    prefix: &str,
    after: Option<&Cursor>,
) -> worker::Result<Vec<GroupRow>> {
    let prefix = key(prefix);
    // No id sorts before the empty one, so the first page begins with the prefix itself.
    let first = Cursor {
        title_key: prefix.clone(),
        id: String::new(),
    };
    let from = after
        .filter(|after| after.title_key >= prefix)
        .unwrap_or(&first);
    let to = past(&prefix);
    let values = [
        Text(&from.title_key),
        Text(&from.id),
        Text(&to),
        number(PAGE as u64 + 1),
    ];
    let rows: Vec<RawGroupRow> = bound(db, LIST, &values)?.all().await?.results()?;
    rows.into_iter().map(RawGroupRow::listed).collect()
}

impl RawGroupRow {
    fn listed(self) -> worker::Result<GroupRow> {
        let id = ConversationId::parse(&self.id).ok_or_else(|| unlike("group"))?;
        let cursor = Cursor {
            title_key: self.title_key,
            id: self.id,
        };
        Ok(GroupRow {
            id,
            title: self.title,
            topic: self.topic,
            members: self.members,
            cursor,
        })
    }
}

/// The key by which names are sorted and searched: NFKC in lower case.
fn key(title: &str) -> String {
    small(&nfkc(title.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_whatever_their_capitals() {
        assert_eq!(key(" Night Owls"), "night owls");
    }

    #[test]
    fn a_cursor_is_read_as_it_was_spelled() {
        let cursor = Cursor {
            id: "g00000000000000000000".to_owned(),
            title_key: "a.b c".to_owned(),
        };
        assert_eq!(Cursor::parse(&cursor.spelled()), Some(cursor));
        for bad in ["", "x", "g0.a", "night owls"] {
            assert_eq!(Cursor::parse(bad), None, "{bad:?}");
        }
    }
}
