//! The rules that a request may break, and the acts that a role may not do. The refusal names one.

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use super::limits::{
    BODY_CHARS, NAME_CHARS, NAME_MARKS, REACTIONS, REACTIONS_OF_ONE, SEARCH_CHARS,
};

/// The rule that a password breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordRule {
    /// Fewer characters than this.
    TooShort(usize),
    /// More bytes than this.
    TooLong(usize),
    /// It is among the passwords that anyone would try first.
    Common,
    /// It is the account's own name.
    OwnName,
}

/// The rule that a display name breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameRule {
    /// It has nothing visible.
    Blank,
    /// It has more characters than [`NAME_CHARS`], or more bytes than they may have.
    TooLong,
    /// It has a character that is invisible or turns the text around.
    Hidden,
    /// It has more marks on one letter than [`NAME_MARKS`].
    Marks,
    /// It looks like a name with a meaning of its own.
    Reserved,
}

/// The rule that a message breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageRule {
    /// It has nothing visible.
    Blank,
    /// It has more code points than [`BODY_CHARS`].
    TooLong,
    /// It has a control character that is neither a line end nor a tab.
    ControlCharacter,
}

/// The rule that a search breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SearchRule {
    /// It has nothing to look for.
    Empty,
    /// It has more code points than [`SEARCH_CHARS`], or too many words.
    TooLong,
    /// A date is no day in the form `2026-11-28`.
    Date,
    /// `has:` names nothing that is known.
    Has,
}

/// The limit of different emoji on one message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReactionRule {
    /// Those of one person: [`REACTIONS_OF_ONE`].
    Yours,
    /// All: [`REACTIONS`].
    All,
}

/// An act that the role of a member does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Denied {
    Admit,
    Remove,
    ChangeRole,
    Rename,
    /// Only the author edits a message.
    Edit,
    /// A member deletes only their own messages.
    Delete,
    /// Only owners and admins of a group pin messages.
    Pin,
    /// It is never the reason of a refusal: the words stay plain text.
    MentionAll,
}
