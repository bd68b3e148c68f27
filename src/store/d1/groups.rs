//! The directory of public groups: what each conversation's object last said of itself.

use serde::Deserialize;
use worker::D1Database;
use worker::d1::D1Type::{Null, Text};

use super::{bound, number, past, unlike};
use crate::chat::{ConversationId, Seq};
use crate::unicode::{nfkc, small};

/// Groups on one page.
pub const PAGE: usize = 30;

// Words may overtake each other: a row only ever moves to a later seq.
pub const PUT: &str = "INSERT INTO groups (id, title, title_key, topic, members, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, title_key = excluded.title_key, topic = excluded.topic,
       members = excluded.members, seq = excluded.seq
     WHERE excluded.seq > groups.seq";
pub const LIST: &str = "SELECT id, title, title_key, topic, members FROM groups
     WHERE title_key IS NOT NULL AND (title_key, id) > (?1, ?2) AND title_key < ?3 ORDER BY title_key, id LIMIT ?4";

#[cfg(test)]
pub(super) const ALL: [(&str, usize); 2] = [(PUT, 6), (LIST, 4)];

/// What a conversation's object says of itself after the entry `seq`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryEntry {
    pub id: ConversationId,
    pub title: String,
    pub topic: String,
    pub members: u32,
    pub seq: Seq,
    /// Whether the group is to be found: public and not closed.
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

/// The place just after one group, in order of names.
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
    /// As a client hands it back: the id, a dot, the key.
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

/// Writes an entry unless a later one is there; one that is not listed leaves only its seq.
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

/// One page of the groups whose name begins so, by name; one more than a page when there is another.
pub async fn list(
    db: &D1Database,
    prefix: &str,
    after: Option<&Cursor>,
) -> worker::Result<Vec<GroupRow>> {
    let prefix = key(prefix);
    // No id is before the empty one: the first page begins with the prefix itself.
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

/// What names are sorted and searched by: compatibility forms and capitals folded.
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
    fn a_cursor_survives_its_journey() {
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
