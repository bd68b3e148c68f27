//! What the Worker asks of a gate. Passwords are already normalised to NFKC.

use serde::{Deserialize, Serialize};

use crate::objects::call::{Address, call};

/// The name of an account's gate, or of an address's gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateName(pub String);

impl Address for GateName {
    const BINDING: &'static str = "GATES";

    fn name(&self) -> &str {
        &self.0
    }
}

/// What a client at an address tries to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attempt {
    SignIn,
    Register,
}

/// To an address's gate: may a client at this address do this once more? The gate counts each call.
/// A repeated call counts twice, which errs on the safe side.
#[derive(Debug, Serialize, Deserialize)]
pub struct Enter {
    pub attempt: Attempt,
    pub per_hour: u32,
}
call!(Enter, "enter", GateName, ());

/// To an account's gate: the hash to store for this password.
#[derive(Debug, Serialize, Deserialize)]
pub struct Hash {
    pub password: String,
}
call!(Hash, "hash", GateName, String);

/// To an account's gate: does this password match the stored hash? Without a stored hash the answer
/// is no, after the same time.
#[derive(Debug, Serialize, Deserialize)]
pub struct Verify {
    pub password: String,
    pub stored: Option<String>,
}
call!(Verify, "verify", GateName, Verified);

/// The password matches.
#[derive(Debug, Serialize, Deserialize)]
pub struct Verified {
    /// A fresh hash, if the stored one has outdated parameters.
    pub fresh: Option<String>,
}
