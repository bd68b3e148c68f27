//! The people, groups and sessions of these tests. Each id is made from a word, so that a dump is
//! readable.

use dormouse::chat::{ConversationId, Handle, ID_LETTERS, Millis, Person, SessionId, UserId};

/// The time at which the story begins.
pub const NOON: Millis = 1_790_000_000_000;

fn bytes(word: &str) -> [u8; ID_LETTERS] {
    let mut letters = word.bytes().cycle();
    std::array::from_fn(|_| letters.next().unwrap_or(0))
}

/// The id of a group.
pub fn group(word: &str) -> String {
    ConversationId::group(&bytes(word)).to_string()
}

/// The id of the direct conversation between two people.
pub fn direct(one: &str, other: &str) -> String {
    let id = ConversationId::direct(&person(one).id, &person(other).id);
    id.expect("two people").to_string()
}

pub(super) fn person(handle: &str) -> Person {
    Person {
        id: UserId::from_random(&bytes(handle)),
        handle: Handle::parse(handle).expect("handles in tests are good ones"),
    }
}

/// The id of a person's first or second session.
pub(super) fn session(handle: &str, nth: u8) -> SessionId {
    SessionId::from_random(&bytes(&format!("{nth}{handle}")))
}

pub(super) fn conversation(id: &str) -> ConversationId {
    ConversationId::parse(id).expect("an id of a conversation")
}

/// A time in ms since the story began.
pub(super) fn time(at: Millis) -> String {
    at.checked_sub(NOON)
        .map_or_else(|| format!("at {at}"), |since| format!("at noon + {since}"))
}

/// Text as ASCII, so that no editor can change or hide a character.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.escape_default())
}
