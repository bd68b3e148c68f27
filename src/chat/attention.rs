//! What a person wants to be woken for while nobody is at any of their devices.

use serde::{Deserialize, Serialize};

/// The levels, from the least to the most. Today every person's object says `Nothing`: there is no
/// push yet that could wake anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WakeLevel {
    #[default]
    Nothing,
    /// Messages that name them, and replies to theirs.
    Mentions,
    /// Every message.
    All,
}

impl WakeLevel {
    /// What was stored, if it is one of ours.
    #[must_use]
    pub const fn stored(number: u64) -> Option<Self> {
        match number {
            0 => Some(Self::Nothing),
            1 => Some(Self::Mentions),
            2 => Some(Self::All),
            _ => None,
        }
    }

    /// What is to be stored.
    #[must_use]
    pub const fn to_store(self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Mentions => 1,
            Self::All => 2,
        }
    }
}
