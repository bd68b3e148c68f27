//! The ids of people, sessions, conversations, messages and files. Each is parsed once, where it
//! comes in.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// Milliseconds since 1970-01-01T00:00:00Z, as the edge's clock gives them.
pub type Millis = u64;

/// Letters of the random part of an id: 20 × 5 bits are 100 bits, so nobody can guess one.
pub const ID_LETTERS: usize = 20;

/// Crockford's base 32 in small letters. It has no `i`, `l`, `o` or `u`, so that no letter is
/// misread.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Spells random bytes as `ID_LETTERS` letters. The low five bits of each byte count.
#[must_use]
pub fn encode_id(random: &[u8; ID_LETTERS]) -> String {
    random
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte & 31)))
        .map(|&letter| char::from(letter))
        .collect()
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex<'a>(bytes: impl Iterator<Item = &'a u8>) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

fn is_spelled(text: &str) -> bool {
    text.len() == ID_LETTERS && text.bytes().all(|byte| ALPHABET.contains(&byte))
}

/// Declares a newtype over text with one parser, which serde uses too.
macro_rules! text_newtype {
    ($(#[$doc:meta])* $name:ident, $wrong:literal, $parse:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Reads the text. None if it does not have the form that the type documents.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                let parse: fn(&str) -> bool = $parse;
                parse(text).then(|| Self(text.to_owned()))
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                Self::parse(&text).ok_or_else(|| D::Error::custom($wrong))
            }
        }
    };
}

text_newtype!(
    /// A person's account: `u` and 20 random letters. It never changes and is never used again.
    UserId,
    "not a user id",
    |text| text.strip_prefix('u').is_some_and(is_spelled)
);

text_newtype!(
    /// One sign-in on one device: `s` and 20 random letters. It is the session's name, not its
    /// secret token.
    SessionId,
    "not a session id",
    |text| text.strip_prefix('s').is_some_and(is_spelled)
);

text_newtype!(
    /// A conversation. A group is `g` and 20 random letters. A direct conversation is `d.` and the
    /// two people's ids in order, joined by a dot, so the id alone names the pair.
    ConversationId,
    "not a conversation id",
    |text| text.strip_prefix('g').is_some_and(is_spelled) || direct_pair(text).is_some()
);

text_newtype!(
    /// The client's own id for a message or a group: 1 to 64 of `[A-Za-z0-9._:-]`. In a
    /// conversation, the sender and this id name one message for ever.
    ClientId,
    "not a client id: 1 to 64 letters, digits or . _ : -",
    |text| (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._:-".contains(&b))
);

text_newtype!(
    /// A file: `f` and 20 random letters if its own object keeps the bytes, `b` and 20 random
    /// letters if the bucket does.
    FileId,
    "not a file id",
    |text| text.strip_prefix(['f', 'b']).is_some_and(is_spelled)
);

impl FileId {
    /// A file's id made of 20 random bytes.
    #[must_use]
    pub fn from_random(random: &[u8; ID_LETTERS], in_bucket: bool) -> Self {
        let kept = if in_bucket { 'b' } else { 'f' };
        Self(format!("{kept}{}", encode_id(random)))
    }

    /// 50 of the 100 random bits, for a table whose key is a number.
    #[must_use]
    pub fn number(&self) -> u64 {
        let letters = self.0.bytes().skip(1).take(10);
        let value = |letter: u8| ALPHABET.iter().position(|it| *it == letter).unwrap_or(0);
        letters.fold(0, |number, letter| number << 5 | value(letter) as u64)
    }

    /// Whether the bucket keeps the bytes, and not the file's own object.
    #[must_use]
    pub fn is_in_bucket(&self) -> bool {
        self.0.starts_with('b')
    }
}

impl UserId {
    /// An account id made of 20 random bytes.
    #[must_use]
    pub fn from_random(random: &[u8; ID_LETTERS]) -> Self {
        Self(format!("u{}", encode_id(random)))
    }
}

impl SessionId {
    /// A session id made of 20 random bytes.
    #[must_use]
    pub fn from_random(random: &[u8; ID_LETTERS]) -> Self {
        Self(format!("s{}", encode_id(random)))
    }
}

/// The kind of conversation that an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Any number of people, who come and go.
    Group,
    /// The same two people for ever.
    Direct,
}

impl ConversationId {
    /// A group id made of 20 random (or hashed) bytes.
    #[must_use]
    pub fn group(random: &[u8; ID_LETTERS]) -> Self {
        Self(format!("g{}", encode_id(random)))
    }

    /// The one direct conversation of two people. None if both are the same person.
    #[must_use]
    pub fn direct(one: &UserId, other: &UserId) -> Option<Self> {
        let (first, second) = if one < other {
            (one, other)
        } else {
            (other, one)
        };
        (one != other).then(|| Self(format!("d.{first}.{second}")))
    }

    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.0.starts_with('g') {
            Kind::Group
        } else {
            Kind::Direct
        }
    }

    /// The two people of a direct conversation, in order.
    #[must_use]
    pub fn pair(&self) -> Option<(UserId, UserId)> {
        direct_pair(&self.0)
    }
}

fn direct_pair(text: &str) -> Option<(UserId, UserId)> {
    let (first, second) = text.strip_prefix("d.")?.split_once('.')?;
    let (first, second) = (UserId::parse(first)?, UserId::parse(second)?);
    (first < second).then_some((first, second))
}

/// A position in the log of a conversation. The first entry is 1, there are no gaps, and 0 is
/// before the first entry.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(transparent)]
pub struct Seq(pub u64);

impl Seq {
    /// Before the first entry.
    pub const START: Self = Self(0);

    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
