//! Handles: what people are called, typed and shown.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

use super::UserId;

/// The longest handle, in characters. IRC clients expect nicknames of no more.
pub const HANDLE_MAX: usize = 32;

/// A person's name: 2 to 32 of `[a-z0-9._-]`, with a letter or digit at both ends. Capitals are
/// made small.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Handle(String);

impl Handle {
    /// Reads a handle as a person types it. Surrounding blanks and capitals do not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let bytes = text.as_bytes();
        let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let fits = (2..=HANDLE_MAX).contains(&bytes.len())
            && bytes
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte))
            && edge(bytes.first())
            && edge(bytes.last());
        fits.then_some(Self(text))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it, or one that looks like it, is reserved.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        let key = self.key();
        RESERVED.iter().any(|name| confusable_key(name) == key)
    }

    /// The key that no two accounts may share. Letters that look alike are the same in it (see
    /// [`confusable_key`]).
    #[must_use]
    pub fn key(&self) -> String {
        confusable_key(&self.0)
    }
}

/// Handles that nobody gets: they mean something in a message, or look like the deployment itself.
pub(super) const RESERVED: [&str; 7] = [
    "admin", "dormouse", "everyone", "here", "support", "system", "you",
];

/// Makes characters that look alike the same: `0`/`o`, `1`/`l`/`i`, and the three separators.
///
/// It works letter by letter, so the key of a prefix is the prefix of the key. One index then
/// serves uniqueness and search. The idea is the skeleton of UTS 39, for the characters that a
/// handle can have.
#[must_use]
pub fn confusable_key(text: &str) -> String {
    text.chars()
        .map(|letter| match letter.to_ascii_lowercase() {
            '0' => 'o',
            '1' | 'i' => 'l',
            '_' | '.' => '-',
            other => other,
        })
        .collect()
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Handle {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not a handle"))
    }
}

/// A person with an account, as others know them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Person {
    pub id: UserId,
    pub handle: Handle,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_meaning_of_their_own_and_what_looks_like_them_are_reserved() {
        let is_reserved = |text: &str| Handle::parse(text).map(|handle| handle.is_reserved());
        for text in [
            "everyone", "Here", "adm1n", "system", "support", "dorm0use", "you",
        ] {
            assert_eq!(is_reserved(text), Some(true), "{text}");
        }
        for text in ["ever", "here-i-am", "admin-anna", "youri"] {
            assert_eq!(is_reserved(text), Some(false), "{text}");
        }
    }
}
