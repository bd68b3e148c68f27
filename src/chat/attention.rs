//! What a person wants to be woken for while none of their devices is connected.

use serde::{Deserialize, Serialize};

/// The levels, from the least to the most. Today every person's object says `Nothing`, because
/// there is no push notification yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WakeLevel {
    #[default]
    Nothing,
    /// Messages that mention them, and replies to their own messages.
    Mentions,
    /// Every message.
    All,
}

impl WakeLevel {
    /// The level with this stored number, if this code knows it.
    #[must_use]
    pub const fn stored(number: u64) -> Option<Self> {
        match number {
            0 => Some(Self::Nothing),
            1 => Some(Self::Mentions),
            2 => Some(Self::All),
            _ => None,
        }
    }

    /// The number to store.
    #[must_use]
    pub const fn to_store(self) -> u64 {
        match self {
            Self::Nothing => 0,
            Self::Mentions => 1,
            Self::All => 2,
        }
    }
}
