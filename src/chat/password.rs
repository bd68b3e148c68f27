//! Which passwords are accepted: NIST SP 800-63B-4 §3.1.1.2. A password needs eight characters,
//! any characters. It must not be the own name or one that people try first.

use super::refusal::PasswordRule;
use super::{Handle, Refusal, confusable_key, first_guesses::is_first_guess};

/// The fewest characters.
const CHARS_MIN: usize = 8;
/// The most bytes after NFKC: far more than any person uses, and still quick to hash.
const BYTES_MAX: usize = 1_024;

/// Judges a new password. It comes in NFKC, the form in which passwords are hashed and compared. So
/// it does not matter how a keyboard composes the letters.
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
    if is_about(&password.to_ascii_lowercase(), handle) {
        return weak(PasswordRule::OwnName);
    }
    if is_first_guess(password) {
        return weak(PasswordRule::Common);
    }
    Ok(())
}

/// Whether the password is the handle, once or twice, with or without ASCII digits and signs around
/// it. Letters that look alike count as the same.
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
    fn a_long_password_is_good_whatever_its_characters() {
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
    fn common_passwords_are_refused_in_any_capitals() {
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
}
