//! Profiles: how people are shown. Events name people by their ids and handles. The profiles of
//! these people come beside the events.

use serde::{Deserialize, Serialize};

use super::limits::PROFILES_BYTES;
use super::{DisplayName, Event, EventKind, Handle, Millis, Person, UserId};

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

/// Everyone whom these events name, the authors first. Somebody may come several times.
#[must_use]
pub fn people_in(events: &[Event]) -> Vec<&UserId> {
    let mut people: Vec<_> = events.iter().map(|event| &event.author).collect();
    for event in events {
        others(event, &mut people);
    }
    people
}

/// Adds those whom an event names beside its author.
fn others<'a>(event: &'a Event, people: &mut Vec<&'a UserId>) {
    let mut add = |more: &'a [Person]| people.extend(more.iter().map(|person| &person.id));
    match &event.kind {
        EventKind::Message(message) => {
            if let Some(mentions) = &message.mentions {
                add(&mentions.people);
            }
            for reaction in message.reactions.iter().flatten() {
                add(&reaction.people);
            }
            if let Some(removed_by) = message
                .deleted
                .as_ref()
                .and_then(|it| it.removed_by.as_ref())
            {
                people.push(&removed_by.id);
            }
            people.extend(message.quote.as_ref().map(|quote| &quote.author));
        }
        EventKind::Edited(edit) => {
            if let Some(mentions) = &edit.mentions {
                add(&mentions.people);
            }
        }
        EventKind::Reacted(change) | EventKind::Unreacted(change) => {
            if let Some(reaction) = &change.reaction {
                add(&reaction.people);
            }
        }
        EventKind::Admitted(subject) | EventKind::Removed(subject) => people.push(&subject.user),
        EventKind::RoleChanged(change) => people.push(&change.user),
        _ => {}
    }
}

/// The profiles of these people, as many as fit beside events, each once.
pub(super) fn within<'a>(profiles: impl Iterator<Item = &'a Profile>) -> Vec<Profile> {
    let (mut bytes, mut all) = (0, Vec::<Profile>::new());
    for profile in profiles {
        if all
            .iter()
            .any(|it| it.at == profile.at && it.user == profile.user)
        {
            continue;
        }
        let name = profile.name.as_ref().map_or("", DisplayName::as_str);
        let escapes = |byte: &u8| matches!(byte, b'"' | b'\\');
        bytes += AROUND_NAME + name.len() + name.bytes().filter(|it| escapes(it)).count();
        if bytes > PROFILES_BYTES {
            break;
        }
        all.push(profile.clone());
    }
    all
}

/// The most bytes of a profile in JSON beside the name: an id, a handle, a time, names of fields.
const AROUND_NAME: usize = 130;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::ID_LETTERS;

    fn profile(nth: u64, name: &str) -> Profile {
        Profile {
            user: UserId::from_random(&[0; ID_LETTERS]),
            handle: Handle::parse(&"a".repeat(32)).expect("a handle"),
            name: Some(DisplayName::stored(name.to_owned())),
            at: (1 << 52) + nth,
        }
    }

    #[test]
    fn profiles_take_no_more_room_than_is_kept_for_them() {
        for name in ["\"".repeat(64), "🦉".repeat(64), "A".to_owned()] {
            let profiles: Vec<_> = (0..2_000).map(|at| profile(at, &name)).collect();
            let many = within(profiles.iter());
            let text = serde_json::to_string(&many).expect("plain");
            assert!(
                many.len() >= 120 && text.len() <= PROFILES_BYTES,
                "{}",
                many.len()
            );
        }
    }
}
