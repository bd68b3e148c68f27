//! People as others see them: one of them by id, or a page of them by the beginning of their
//! handle.

use serde::Deserialize;
use worker::D1Database;
use worker::d1::D1Type::{Boolean, Text};

use super::{bound, millis, number, past, profile, unlike};
use crate::chat::{Handle, Millis, Person, Profile, UserId, confusable_key};

/// People on one page.
pub const PAGE: usize = 30;

pub const BY_ID: &str =
    "SELECT id, handle, profile FROM accounts WHERE id = ?1 AND disabled_at IS NULL";
pub const LIST: &str = "SELECT id, handle, profile, online, seen_at FROM accounts
     WHERE handle_key >= ?1 AND handle_key < ?2 AND disabled_at IS NULL
     ORDER BY handle_key LIMIT ?3";
pub const MARK: &str =
    "UPDATE accounts SET online = ?2, seen_at = ?3 WHERE id = ?1 AND ?3 >= coalesce(seen_at, 0)";

pub const SET_PROFILE: &str = "UPDATE accounts SET profile = ?2, profile_at = ?3
     WHERE id = ?1 AND profile_at < ?3";

#[cfg(test)]
pub(super) const ALL: [(&str, usize); 4] = [(BY_ID, 1), (LIST, 3), (MARK, 3), (SET_PROFILE, 3)];

/// A person in the list.
#[derive(Debug)]
pub struct PersonRow {
    pub person: Person,
    pub profile: Option<Profile>,
    /// What their object last reported. True may be out of date, because the lease behind it ends
    /// without a report.
    pub online: bool,
    pub seen_at: Option<Millis>,
}

#[derive(Deserialize)]
struct RawPersonRow {
    id: String,
    handle: String,
    profile: Option<String>,
    online: Option<f64>,
    seen_at: Option<f64>,
}

impl RawPersonRow {
    fn listed(self) -> worker::Result<PersonRow> {
        let person = UserId::parse(&self.id).zip(Handle::parse(&self.handle));
        let (id, handle) = person.ok_or_else(|| unlike("account"))?;
        let online = self.online.is_some_and(|online| online > 0.0);
        Ok(PersonRow {
            person: Person { id, handle },
            profile: profile(self.profile.as_deref())?,
            online,
            seen_at: self.seen_at.map(millis),
        })
    }
}

/// The person with this id and their profile, unless they are unknown or disabled.
pub async fn find(
    db: &D1Database,
    user: &UserId,
) -> worker::Result<Option<(Person, Option<Profile>)>> {
    let row = bound(db, BY_ID, &[Text(user.as_str())])?
        .first::<RawPersonRow>(None)
        .await?;
    let found = row.map(|row| row.listed().map(|it| (it.person, it.profile)));
    found.transpose()
}

/// One page of the people whose handle looks as if it began with `prefix`, after the person called
/// `after`. It has one row more than a page when there is another page.
pub async fn list(
    db: &D1Database,
    prefix: &str,
    after: Option<&Handle>,
) -> worker::Result<Vec<PersonRow>> {
    let (from, to) = bounds(prefix, after);
    let values = [Text(&from), Text(&to), number(PAGE as u64 + 1)];
    let rows: Vec<RawPersonRow> = bound(db, LIST, &values)?.all().await?.results()?;
    rows.into_iter().map(RawPersonRow::listed).collect()
}

/// The first key of the page, and the first key after all that begin with `prefix`.
fn bounds(prefix: &str, after: Option<&Handle>) -> (String, String) {
    let prefix = confusable_key(prefix.trim());
    // A blank sorts before every character of a handle, so this is the first possible key after
    // `after`.
    let next = after.map(|handle| format!("{} ", handle.key()));
    (
        next.filter(|next| *next > prefix)
            .unwrap_or_else(|| prefix.clone()),
        past(&prefix),
    )
}

/// Stores the presence that a person's object reports, unless a later one is there.
pub async fn mark(db: &D1Database, user: &UserId, online: bool, at: Millis) -> worker::Result<()> {
    bound(
        db,
        MARK,
        &[Text(user.as_str()), Boolean(online), number(at)],
    )?
    .run()
    .await
    .map(drop)
}

/// Stores a person's profile, unless a later one is there.
pub async fn set_profile(db: &D1Database, profile: &Profile) -> worker::Result<()> {
    let text = serde_json::to_string(profile)?;
    let values = [Text(profile.user.as_str()), Text(&text), number(profile.at)];
    bound(db, SET_PROFILE, &values)?.run().await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_with_the_prefix_or_just_after_the_last_handle() {
        assert_eq!(bounds("", None), (String::new(), "\u{10ffff}".to_owned()));
        assert_eq!(
            bounds("An0", None),
            ("ano".to_owned(), "ano\u{10ffff}".to_owned())
        );
        assert_eq!(bounds("an", Handle::parse("anna").as_ref()).0, "anna ");
        assert_eq!(bounds("bo", Handle::parse("anna").as_ref()).0, "bo");
    }
}
