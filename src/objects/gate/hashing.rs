//! Argon2id. A hash takes about 28 ms, on purpose. [`super::turn`] decides who may hash when.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

/// Memory of one hash, in KiB. OWASP lists several sets of equal strength (Password Storage Cheat
/// Sheet). This one needs the least memory, because the memory of a WASM instance never shrinks.
const MEMORY_KIB: u32 = 7_168;
const PASSES: u32 = 5;
const LANES: u32 = 1;
/// Random bytes of a salt (RFC 9106 §3.1).
const SALT_BYTES: usize = 16;
/// Bytes of a hash.
const HASH_BYTES: usize = 32;

/// Compared with the password when there is no account. It has the same parameters, so it costs the
/// same work.
const NOBODY: &str = "$argon2id$v=19$m=7168,t=5,p=1$MDAwMDAwMDAwMDAwMDAwMA$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A hash with a fresh salt, as a PHC string.
///
/// # Errors
/// There is no randomness, or no memory.
pub fn hash(password: &str) -> Result<String, String> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(|error| format!("no randomness: {error}"))?;
    let hash: PasswordHash = today()?
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map_err(|error| error.to_string())?;
    Ok(hash.to_string())
}

/// Whether the stored hash is the password's. It always costs one hash.
///
/// # Errors
/// The stored hash is malformed, or there is no memory.
pub fn verify(password: &str, stored: Option<&str>) -> Result<bool, String> {
    let hash = PasswordHash::new(stored.unwrap_or(NOBODY))
        .map_err(|error| format!("a stored hash is malformed: {error}"))?;
    match today()?.verify_password(password.as_bytes(), &hash) {
        Ok(()) => Ok(stored.is_some()),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error.to_string()),
    }
}

/// Whether a stored hash has today's parameters.
#[must_use]
pub fn is_todays(stored: &str) -> bool {
    stored.starts_with(&format!(
        "$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$"
    ))
}

fn today() -> Result<Argon2<'static>, String> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(HASH_BYTES))
        .map_err(|error| error.to_string())?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_matches_its_hash() {
        let stored = hash("nine lives of a dormouse").unwrap_or_default();
        assert!(is_todays(&stored), "{stored}");
        assert_eq!(verify("nine lives of a dormouse", Some(&stored)), Ok(true));
        assert_eq!(verify("Nine lives of a dormouse", Some(&stored)), Ok(false));
    }

    #[test]
    fn the_same_password_twice_has_two_hashes() {
        assert_ne!(hash("hazelnut pie"), hash("hazelnut pie"));
    }

    #[test]
    fn without_an_account_no_password_matches_and_the_work_is_the_same() {
        assert!(is_todays(NOBODY));
        assert_eq!(verify("anything at all", None), Ok(false));
    }

    #[test]
    fn every_letter_of_a_long_password_counts() {
        let long = "a".repeat(1_023);
        let stored = hash(&format!("{long}b")).unwrap_or_default();
        assert_eq!(verify(&format!("{long}c"), Some(&stored)), Ok(false));
    }

    #[test]
    fn a_hash_with_older_parameters_still_matches_and_is_not_todays() -> Result<(), String> {
        let older = Params::new(4_096, 3, 1, None).map_err(|error| error.to_string())?;
        let older = Argon2::new(Algorithm::Argon2id, Version::V0x13, older);
        let stored: PasswordHash = older
            .hash_password_with_salt(b"hazelnut pie", b"0123456789abcdef")
            .map_err(|error| error.to_string())?;
        let stored = stored.to_string();
        assert_eq!(verify("hazelnut pie", Some(&stored)), Ok(true));
        assert!(!is_todays(&stored));
        Ok(())
    }

    #[test]
    fn a_malformed_stored_hash_is_a_fault_and_matches_nothing() {
        assert!(verify("hazelnut pie", Some("plain text")).is_err());
        assert!(verify("hazelnut pie", Some("")).is_err());
    }
}
