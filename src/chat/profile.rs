//! Profiles: how people are shown. Events name people by their ids and handles. The profiles of
//! these people come beside the events.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::limits::PROFILES_BYTES;
use super::{DisplayName, Event, EventKind, Handle, Millis, UserId};

/// How a person wants to be shown. Of two profiles of one person the later one counts, in whatever
/// order they come. A person who never set anything has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct Profile {
    pub user: UserId,
    pub handle: Handle,
    /// Their display name. Without one they are shown by their handle.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<DisplayName>,
    /// When they set it. No two profiles of one person have the same time.
    pub at: Millis,
}

impl Profile {
    /// Whether it is later than what is known.
    #[must_use]
    pub fn is_news(&self, known: Option<&Self>) -> bool {
        known.is_none_or(|known| known.at < self.at)
    }
}

/// Everyone whom these events name, the authors first.
#[must_use]
pub fn people_in(events: &[Event]) -> Vec<&UserId> {
    let (mut seen, mut people) = (BTreeSet::new(), Vec::new());
    let authors = events.iter().map(|event| &event.author);
    for user in authors.chain(events.iter().flat_map(others)) {
        if seen.insert(user) {
            people.push(user);
        }
    }
    people
}

/// Those whom an event names beside its author.
fn others(event: &Event) -> Vec<&UserId> {
    match &event.kind {
        EventKind::Message(message) => {
            let people = message.mentions.iter().flat_map(|it| &it.people);
            let reactions = message.reactions.iter().flatten();
            let people = people.chain(reactions.flat_map(|it| &it.people));
            let removed_by = message
                .deleted
                .iter()
                .filter_map(|it| it.removed_by.as_ref());
            let quoted = message.quote.iter().map(|quote| &quote.author);
            people
                .chain(removed_by)
                .map(|it| &it.id)
                .chain(quoted)
                .collect()
        }
        EventKind::Edited(edit) => {
            let people = edit.mentions.iter().flat_map(|it| &it.people);
            people
                .map(|it| &it.id)
                .chain(edit.newly.iter().flatten())
                .collect()
        }
        EventKind::Reacted(change) | EventKind::Unreacted(change) => {
            let people = change.reaction.iter().flat_map(|it| &it.people);
            people.map(|it| &it.id).collect()
        }
        EventKind::Admitted(subject) | EventKind::Removed(subject) => vec![&subject.user],
        EventKind::RoleChanged(change) => vec![&change.user],
        _ => Vec::new(),
    }
}

/// The first profiles, as many as fit beside events.
#[must_use]
pub fn within(profiles: impl Iterator<Item = Profile>) -> Vec<Profile> {
    let mut bytes = 0;
    let fits = |profile: &Profile| {
        let name = profile.name.as_ref().map_or("", DisplayName::as_str);
        bytes += AROUND_NAME + name.len() + name.matches(['"', '\\']).count();
        bytes <= PROFILES_BYTES
    };
    profiles.take_while(fits).collect()
}

/// The most bytes of a profile in JSON beside the name: an id, a handle, a time, names of fields.
const AROUND_NAME: usize = 130;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::ID_LETTERS;

    fn profile(nth: u8, name: &str) -> Profile {
        Profile {
            user: UserId::from_random(&[nth; ID_LETTERS]),
            handle: Handle::parse(&"a".repeat(32)).expect("a handle"),
            name: Some(DisplayName::stored(name.to_owned())),
            at: 1 << 52,
        }
    }

    #[test]
    fn profiles_take_no_more_room_than_is_kept_for_them() {
        for name in ["\"".repeat(64), "🦉".repeat(64), "A".to_owned()] {
            let many = within((0..=255).cycle().take(2_000).map(|nth| profile(nth, &name)));
            let text = serde_json::to_string(&many).expect("plain");
            assert!(
                many.len() >= 120 && text.len() <= PROFILES_BYTES,
                "{}",
                many.len()
            );
        }
    }
}
