//! Text that people write. It is checked once, here. Then it is stored and shown unchanged.

use super::{
    Refusal,
    limits::{BODY_CHARS, CHARACTER_POINTS, PREVIEW_CHARS, TITLE_CHARS, TOPIC_CHARS},
    markup,
    refusal::MessageRule,
    visible::{has_something_to_see, hides_nothing, is_blank},
};
use crate::unicode;

/// Reads a message: 1 to 8,000 code points, at least one of them visible. `\r\n` becomes `\n`.
///
/// # Errors
/// [`Refusal::BadMessage`] with the rule that was broken.
pub fn message(text: &str) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n");
    if !has_something_to_see(&text) {
        return Err(Refusal::BadMessage(MessageRule::Blank));
    }
    if text.chars().count() > BODY_CHARS {
        return Err(Refusal::BadMessage(MessageRule::TooLong));
    }
    if text
        .chars()
        .any(|letter| letter.is_control() && letter != '\n' && letter != '\t')
    {
        return Err(Refusal::BadMessage(MessageRule::ControlCharacter));
    }
    Ok(text)
}

/// Reads a group's name: 1–80 characters as people see them, on one line.
///
/// # Errors
/// [`Refusal::BadTitle`].
pub fn title(text: &str) -> Result<String, Refusal> {
    line(text, TITLE_CHARS)
        .filter(|title| !title.is_empty())
        .ok_or(Refusal::BadTitle)
}

/// Whether a text is short enough to be the beginning of a group's name.
#[must_use]
pub fn fits_title(prefix: &str) -> bool {
    is_within(prefix, TITLE_CHARS)
}

/// Reads a group's topic: at most 250 characters as people see them, on one line, or nothing.
///
/// # Errors
/// [`Refusal::BadTopic`].
pub fn topic(text: &str) -> Result<String, Refusal> {
    line(text, TOPIC_CHARS).ok_or(Refusal::BadTopic)
}

/// The beginning of a message on one line and without marks, for the inbox: its first 120
/// characters as people see them. `public/model/inbox.ts` has the same rule.
#[must_use]
pub fn preview(body: &str) -> String {
    let body = markup::plain(&markup::parse(body));
    let points = PREVIEW_CHARS * CHARACTER_POINTS;
    let (mut line, mut taken) = (String::new(), 0);
    for word in body.split_whitespace() {
        if taken > points {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        taken += word.chars().count() + 1;
    }
    unicode::beginning(&line, PREVIEW_CHARS, points).to_owned()
}

/// One line without surrounding blanks and without characters that hide or reorder what is shown.
/// It is empty, or something in it is visible.
fn line(text: &str, most: usize) -> Option<String> {
    let text = text.trim_matches(is_blank);
    let is_readable = || text.is_empty() || has_something_to_see(text);
    let fits = is_within(text, most) && hides_nothing(text) && is_readable();
    fits.then(|| text.to_owned())
}

fn is_within(text: &str, most: usize) -> bool {
    unicode::beginning(text, most, most * CHARACTER_POINTS).len() == text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    // The samples in `tests/text` test which characters are visible, join others or are cut.

    #[test]
    fn a_message_needs_something_to_read() {
        for blank in [
            "",
            " ",
            "\n\t ",
            "\u{200b}\u{200b}",
            "\u{2060} \r\n",
            "\u{2800}",
        ] {
            assert!(message(blank).is_err(), "{blank:?}");
        }
        assert_eq!(message("hi\r\nthere"), Ok("hi\nthere".to_owned()));
    }

    #[test]
    fn a_message_has_at_most_8000_code_points_of_any_width() {
        assert!(message(&"🐭".repeat(8_000)).is_ok());
        assert!(message(&"a".repeat(8_001)).is_err());
        assert!(message("bell \u{7}").is_err());
    }

    #[test]
    fn a_title_loses_the_blanks_around_it() {
        assert_eq!(title("  Night owls \u{2800}"), Ok("Night owls".to_owned()));
        assert_eq!(title("  "), Err(Refusal::BadTitle));
    }

    #[test]
    fn a_topic_may_be_empty_and_has_at_most_250_characters() {
        for bad in ["x".repeat(251), "👨‍👩‍👧".repeat(251), "\u{301}".to_owned()] {
            assert_eq!(topic(&bad), Err(Refusal::BadTopic), "{bad:?}");
        }
        for good in ["", "Late talk", &"👨‍👩‍👧".repeat(250)] {
            assert_eq!(topic(good).as_deref(), Ok(good));
        }
        assert_eq!(topic(" \u{2800}"), Ok(String::new()));
    }
}
