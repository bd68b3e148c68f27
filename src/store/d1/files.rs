//! The room that files take: of each person, and of the whole deployment. **A sum is always that of
//! the files**, because one transaction changes both.

use serde::{Deserialize, Serialize};
use worker::D1Database;
use worker::d1::{D1Result, D1Type::Text};

use super::{bound, millis, number};
use crate::chat::refusal::Room;
use crate::chat::{FileId, Millis, Refusal, UserId};

/// The hour over which uploads come back, in ms.
const HOUR: Millis = 60 * 60 * 1_000;

// The empty owner stands for everyone.
pub const BEGIN: &str =
    "INSERT INTO file_room (owner) VALUES (''), (?1) ON CONFLICT (owner) DO NOTHING";
pub const ROOM: &str = "SELECT owner, bytes, owed_until FROM file_room WHERE owner IN ('', ?1)";
pub const TAKE: &str = "INSERT INTO files (id, owner, bytes, declared_at)
     SELECT ?1, ?2, ?3, ?4
     WHERE (SELECT bytes FROM file_room WHERE owner = ?2) + ?3 <= ?5
       AND (SELECT bytes FROM file_room WHERE owner = '') + ?3 <= ?6
       AND max(?4, (SELECT owed_until FROM file_room WHERE owner = ?2)) + ?7 <= ?4 + ?8
     RETURNING id";
pub const ADD: &str = "UPDATE file_room SET bytes = bytes + ?3,
       owed_until = CASE owner WHEN '' THEN 0 ELSE max(?4, owed_until) + ?5 END
     WHERE owner IN ('', ?2) AND EXISTS (SELECT 1 FROM files WHERE id = ?1)";
pub const SUBTRACT: &str =
    "UPDATE file_room SET bytes = bytes - (SELECT bytes FROM files WHERE id = ?1)
     WHERE owner IN ('', (SELECT owner FROM files WHERE id = ?1))
       AND EXISTS (SELECT 1 FROM files WHERE id = ?1)";
pub const HAS: &str = "SELECT id FROM files WHERE id = ?1";
pub const REMOVE: &str = "DELETE FROM files WHERE id = ?1";

#[cfg(test)]
pub(super) const ALL: [(&str, usize); 7] = [
    (BEGIN, 1),
    (ROOM, 1),
    (TAKE, 8),
    (ADD, 5),
    (SUBTRACT, 1),
    (HAS, 1),
    (REMOVE, 1),
];

/// The most bytes of a file, of a person's files, and of all files; and how many uploads a person
/// has in an hour.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct FileLimits {
    pub file: u64,
    pub person: u64,
    pub everyone: u64,
    pub per_hour: u32,
}

/// What files take now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Taken {
    pub person: u64,
    pub everyone: u64,
    /// When all of the person's uploads will have come back.
    owed_until: Millis,
}

#[derive(Deserialize)]
struct Named {
    #[serde(rename = "id")]
    _id: String,
}

#[derive(Deserialize)]
struct RoomRow {
    owner: String,
    bytes: f64,
    owed_until: f64,
}

impl FileLimits {
    /// Why a file of this size is refused, by what is taken before it. The statement [`TAKE`] has
    /// the same rules.
    fn judge(&self, taken: Taken, size: u64, now: Millis) -> Result<(), Refusal> {
        let owed = taken.owed_until.max(now) + self.each();
        if taken.person + size > self.person {
            Err(Refusal::Quota(Room::Yours(self.person)))
        } else if taken.everyone + size > self.everyone {
            Err(Refusal::Quota(Room::Everyone(self.everyone)))
        } else if owed > now + HOUR {
            Err(Refusal::TooFast((owed - now - HOUR).div_ceil(1_000)))
        } else {
            Ok(())
        }
    }

    /// How long one upload takes to come back, in ms.
    fn each(&self) -> Millis {
        HOUR / u64::from(self.per_hour.max(1))
    }
}

/// Takes room for a file, or says why there is none. The inner error is the refusal.
pub async fn take(
    db: &D1Database,
    owner: &UserId,
    file: (&FileId, u64),
    limits: &FileLimits,
    now: Millis,
) -> worker::Result<Result<(), Refusal>> {
    let ((id, size), person) = (file, Text(owner.as_str()));
    let (each, at) = (number(limits.each()), number(now));
    let take = [
        Text(id.as_str()),
        Text(owner.as_str()),
        number(size),
        number(now),
        number(limits.person),
        number(limits.everyone),
        number(limits.each()),
        number(HOUR),
    ];
    let add = [
        Text(id.as_str()),
        Text(owner.as_str()),
        number(size),
        at,
        each,
    ];
    let answers = db
        .batch(vec![
            bound(db, BEGIN, std::slice::from_ref(&person))?,
            bound(db, ROOM, &[person])?,
            bound(db, TAKE, &take)?,
            bound(db, ADD, &add)?,
        ])
        .await?;
    let before = answers.get(1).map_or(Ok(Taken::default()), taken)?;
    let added = answers.get(2).map(D1Result::results::<Named>).transpose()?;
    let is_taken = added.is_some_and(|rows| !rows.is_empty());
    Ok(if is_taken {
        Ok(())
    } else {
        limits.judge(before, size, now).and(Err(Refusal::Busy))
    })
}

/// Whether there is room for a file now. The inner error is the refusal.
pub async fn judge(
    db: &D1Database,
    owner: &UserId,
    size: u64,
    limits: &FileLimits,
    now: Millis,
) -> worker::Result<Result<(), Refusal>> {
    Ok(limits.judge(room(db, owner).await?, size, now))
}

/// Whether room was taken for a file.
pub async fn has(db: &D1Database, id: &FileId) -> worker::Result<bool> {
    let found = bound(db, HAS, &[Text(id.as_str())])?.all().await?;
    Ok(!found.results::<Named>()?.is_empty())
}

/// Gives the room of a file back. Giving it back twice is giving it back once.
pub async fn give_back(db: &D1Database, id: &FileId) -> worker::Result<()> {
    let id = [Text(id.as_str())];
    db.batch(vec![bound(db, SUBTRACT, &id)?, bound(db, REMOVE, &id)?])
        .await
        .map(drop)
}

/// What a person's files and all files take.
pub async fn room(db: &D1Database, owner: &UserId) -> worker::Result<Taken> {
    taken(&bound(db, ROOM, &[Text(owner.as_str())])?.all().await?)
}

fn taken(answer: &D1Result) -> worker::Result<Taken> {
    let mut taken = Taken::default();
    for row in answer.results::<RoomRow>()? {
        if row.owner.is_empty() {
            taken.everyone = millis(row.bytes);
        } else {
            (taken.person, taken.owed_until) = (millis(row.bytes), millis(row.owed_until));
        }
    }
    Ok(taken)
}
