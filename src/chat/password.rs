//! Which passwords are accepted: NIST SP 800-63B-4 §3.1.1.2. Long is good, any character is, and nothing else is asked for,
//! except that it is not among what everybody tries first.

use super::refusal::PasswordRule;
use super::{Handle, Refusal, confusable_key};

/// Fewest characters.
const CHARS_MIN: usize = 8;
/// Most bytes after NFKC: far beyond any person's, and no burden to hash.
const BYTES_MAX: usize = 1_024;
/// A password that is one block of at most this many characters over and over is that short.
const BLOCK_MAX: usize = 4;

/// What many people choose, one a line, in small letters: words, names, walks on the keyboard, years.
const COMMON: &str = include_str!("common_passwords.txt");

/// What follows itself on keyboards, in alphabets and in counting.
const ROWS: [&str; 7] = [
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "azertyuiop",
];

/// Judges a new password. It comes in NFKC, the form in which passwords are hashed and compared: however a keyboard composes
/// their letters, they are the same.
///
/// # Errors
/// [`Refusal::WeakPassword`] with the rule that was broken.
pub fn judge(password: &str, handle: &Handle) -> Result<(), Refusal> {
    let weak = |rule| Err(Refusal::WeakPassword(rule));
    if password.chars().count() < CHARS_MIN {
        return weak(PasswordRule::TooShort(CHARS_MIN));
    }
    if password.len() > BYTES_MAX {
        return weak(PasswordRule::TooLong(BYTES_MAX));
    }
    // What anyone would try first is in ASCII.
    let small = password.to_ascii_lowercase();
    if is_common(&small) || is_one_block(&small) || is_a_walk(&small) {
        return weak(PasswordRule::Common);
    }
    if is_about(&small, handle) {
        return weak(PasswordRule::OwnName);
    }
    Ok(())
}

fn is_common(password: &str) -> bool {
    COMMON.lines().any(|common| common == password)
}

/// One character, or up to four, again and again.
fn is_one_block(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    (1..=BLOCK_MAX).any(|size| {
        letters
            .iter()
            .zip(letters.iter().skip(size))
            .all(|(one, other)| one == other)
    })
}

/// Along a row, round and round, either way.
fn is_a_walk(password: &str) -> bool {
    let back: String = password.chars().rev().collect();
    ROWS.iter().any(|row| {
        let round = row.repeat(password.len() / row.len() + 2);
        round.contains(password) || round.contains(&back)
    })
}

/// The handle, perhaps with digits and signs of ASCII around it, or twice; look-alike letters do not help.
fn is_about(password: &str, handle: &Handle) -> bool {
    let bare = |text: &str| {
        confusable_key(
            text.trim_matches(|letter: char| letter.is_ascii() && !letter.is_ascii_alphabetic()),
        )
    };
    let (password_key, handle_key) = (confusable_key(password), handle.key());
    let (inner, name) = (bare(password), bare(handle.as_str()));
    password_key == handle_key
        || password_key == handle_key.repeat(2)
        || (!name.is_empty() && (inner == name || inner == name.repeat(2) || inner == handle_key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(password: &str, is_good: bool) {
        let anna = Handle::parse("anna.karenina").map(|handle| judge(password, &handle).is_ok());
        assert_eq!(anna, Some(is_good), "{password:?}");
    }

    #[test]
    fn long_is_good_and_nothing_else_is_asked_for() {
        for good in [
            "correct horse",
            "ohne ein zeichen",
            "ALLCAPITALS",
            "85361749",
            "пароль мой",
            "睡鼠睡鼠在茶壶里",
            "        x",
        ] {
            check(good, true);
        }
        check(&"long and longer ".repeat(64), true);
        check(
            "many a mickle makes a muckle, and many a mickle makes a muckle",
            true,
        );
    }

    #[test]
    fn seven_characters_are_too_few_and_1025_bytes_too_many() {
        check("hazelnu", false);
        check("睡鼠睡鼠在茶", false);
        check(&format!("{}!", "long and longer ".repeat(64)), false);
    }

    #[test]
    fn what_everybody_tries_first_is_refused_in_any_capitals() {
        for bad in [
            "password",
            "Password1",
            "1q2w3e4r",
            "iloveyou",
            "trustno1",
            "Summer2026",
            "p@ssw0rd",
        ] {
            check(bad, false);
        }
    }

    #[test]
    fn repetitions_and_walks_are_refused_by_rule() {
        for bad in [
            "aaaaaaaaaaaa",
            "abababab",
            "abcabcabca",
            "12341234",
            "12345678",
            "9876543210",
            "abcdefgh",
            "qwertyuiop",
            "lkjhgfdsa",
            "90123456",
        ] {
            check(bad, false);
        }
    }

    #[test]
    fn the_own_name_is_refused_with_digits_and_signs_around_it() {
        for bad in [
            "anna.karenina",
            "Anna.Karenina",
            "anna_karenina",
            "anna.karenina1",
            "123anna.karenina!",
            "anna.karen1na2026",
            "anna.kareninaanna.karenina",
        ] {
            check(bad, false);
        }
        check("anna.karenina takes the train", true);
    }

    #[test]
    fn the_list_holds_no_entry_that_a_rule_already_catches() {
        for entry in COMMON.lines() {
            assert!(
                entry.chars().count() >= CHARS_MIN && entry == entry.to_lowercase(),
                "{entry}"
            );
            assert!(!is_one_block(entry) && !is_a_walk(entry), "{entry}");
        }
        assert!(COMMON.lines().count() > 500);
    }
}
