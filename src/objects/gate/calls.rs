//! What the Worker asks of a gate. Passwords are in NFKC by now.

use serde::{Deserialize, Serialize};

use crate::objects::call::{Address, call};

/// The name of a gate: of an account's, or of an address's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateName(pub String);

impl Address for GateName {
    const BINDING: &'static str = "GATES";

    fn name(&self) -> &str {
        &self.0
    }
}

/// What an address asks to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attempt {
    SignIn,
    Register,
}

/// Of an address's gate: may it do this once more? It counts, so it is not idempotent, and is asked
/// again all the same: counting twice errs to the safe side.
#[derive(Debug, Serialize, Deserialize)]
pub struct Enter {
    pub attempt: Attempt,
    pub per_hour: u32,
}
call!(Enter, "enter", GateName, ());

/// Of an account's gate: the hash to store for this password.
#[derive(Debug, Serialize, Deserialize)]
pub struct Hash {
    pub password: String,
}
call!(Hash, "hash", GateName, String);

/// Of an account's gate: is this the password of the stored hash? Without one it is not, after just
/// as long.
#[derive(Debug, Serialize, Deserialize)]
pub struct Verify {
    pub password: String,
    pub stored: Option<String>,
}
call!(Verify, "verify", GateName, Verified);

/// It is.
#[derive(Debug, Serialize, Deserialize)]
pub struct Verified {
    /// Replaces a hash that was made with yesterday's parameters.
    pub fresh: Option<String>,
}
