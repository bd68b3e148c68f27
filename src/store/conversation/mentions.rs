//! The mentions of messages as they are stored, and those at the end of the log.

use serde::{Deserialize, Serialize};

use super::log::Authors;
use super::people::PersonNumber;
use crate::chat::json::read_object;
use crate::chat::{Mentions, Seq, UserId};
use crate::store::sql::{Fault, Sql, Stored, unreadable};

/// The mentions of a message as they are stored: people by their numbers.
#[derive(Serialize, Deserialize)]
struct MentionsRow {
    people: Vec<u64>,
    #[serde(default)]
    everyone: bool,
    #[serde(default)]
    here: Option<Vec<u64>>,
}

/// Mentions as they are stored. People without a number are left out.
pub fn mentions_text(
    mentions: &Mentions,
    number: impl Fn(&UserId) -> Option<PersonNumber>,
) -> Stored<String> {
    let number = |user| number(user).map(|number| number.0);
    let row = MentionsRow {
        people: mentions
            .people
            .iter()
            .filter_map(|person| number(&person.id))
            .collect(),
        everyone: mentions.everyone,
        here: mentions
            .here
            .as_ref()
            .map(|here| here.iter().filter_map(number).collect()),
    };
    serde_json::to_string(&row).map_err(|error| Fault(error.to_string()))
}

pub(super) fn mentions(text: &str, authors: &Authors) -> Stored<Mentions> {
    let row: MentionsRow = read_object(text).map_err(|error| unreadable(&error))?;
    let named = |number: &u64| authors.get(&PersonNumber(*number));
    Ok(Mentions {
        people: row.people.iter().filter_map(named).cloned().collect(),
        everyone: row.everyone,
        here: row.here.map(|here| {
            here.iter()
                .filter_map(named)
                .map(|it| it.id.clone())
                .collect()
        }),
    })
}

/// A message that mentions somebody.
pub struct Mentioned {
    pub seq: Seq,
    pub everyone: bool,
    /// Those whom it names, those who were here, and whom it answers. Not its author.
    pub people: Vec<UserId>,
}

/// The messages after an entry that mention somebody, or answer another one.
pub fn mentions_after(sql: &dyn Sql, authors: &Authors, after: Seq) -> Stored<Vec<Mentioned>> {
    let statement = "SELECT m.seq, m.author, m.mentions, q.author FROM messages m
                     LEFT JOIN messages q ON q.seq = m.reply_to
                     WHERE m.seq > ? AND (m.mentions IS NOT NULL OR m.reply_to IS NOT NULL)
                     ORDER BY m.seq";
    sql.run(statement, &[after.0.into()])?
        .iter()
        .map(|row| {
            let mentions = if row.is_null(2) {
                Mentions::default()
            } else {
                mentions(row.text(2)?, authors)?
            };
            let author = PersonNumber(row.number(1)?);
            let mut people: Vec<_> = mentions.people.into_iter().map(|it| it.id).collect();
            people.extend(mentions.here.into_iter().flatten());
            if !row.is_null(3) {
                let answered = authors.get(&PersonNumber(row.number(3)?));
                people.extend(answered.map(|it| it.id.clone()));
            }
            people.retain(|user| authors.get(&author).is_none_or(|it| it.id != *user));
            Ok(Mentioned {
                seq: Seq(row.number(0)?),
                everyone: mentions.everyone,
                people,
            })
        })
        .collect()
}
