//! What the Worker and a gate say to each other. Old and new code meet during a deploy: fields are only ever added.

use serde::{Deserialize, Serialize};

use crate::chat::Refusal;

/// What an address asks to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doing {
    SignIn,
    Register,
}

/// What the Worker asks of a gate. Passwords are in NFKC by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToGate {
    /// Of an address's gate: may it do this once more?
    Enter { doing: Doing, per_hour: u32 },
    /// Of an account's gate: the hash to store for this password.
    Hash { password: String },
    /// Of an account's gate: is this the password of the stored hash? Without one, no, after just as long.
    Verify {
        password: String,
        stored: Option<String>,
    },
}

/// What a gate answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromGate {
    Done,
    Hashed {
        hash: String,
    },
    /// It is; `fresh` replaces a hash made with yesterday's parameters.
    Verified {
        fresh: Option<String>,
    },
    Refused {
        refusal: Refusal,
    },
}
