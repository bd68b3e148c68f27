//! Text that people write, checked once: what passed here is stored and shown as it is.

use super::{
    Refusal,
    limits::{BODY_CHARS, PREVIEW_CHARS, TITLE_CHARS, TOPIC_CHARS},
    refusal::MessageRule,
};

/// Reads a message: 1–8,000 characters, not all blank, line ends made `\n`.
///
/// # Errors
/// [`Refusal::BadMessage`] with the rule that was broken.
pub fn message(text: &str) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n");
    if text
        .chars()
        .all(|letter| letter.is_whitespace() || is_invisible(letter))
    {
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

/// Reads a group's name: 1–80 characters on one line.
///
/// # Errors
/// [`Refusal::BadTitle`].
pub fn title(text: &str) -> Result<String, Refusal> {
    line(text, TITLE_CHARS)
        .filter(|title| !title.is_empty())
        .ok_or(Refusal::BadTitle)
}

/// Reads a group's topic: at most 250 characters on one line, or nothing.
///
/// # Errors
/// [`Refusal::BadTopic`].
pub fn topic(text: &str) -> Result<String, Refusal> {
    line(text, TOPIC_CHARS).ok_or(Refusal::BadTopic)
}

/// The beginning of a message on one line, for the inbox.
#[must_use]
pub fn preview(body: &str) -> String {
    let mut words = body.split_whitespace();
    let mut line = String::new();
    while let Some(word) = words.next().filter(|_| line.len() <= PREVIEW_CHARS * 4) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line.chars().take(PREVIEW_CHARS).collect()
}

/// One line without surrounding blanks, without characters that hide or turn what is shown.
fn line(text: &str, most: usize) -> Option<String> {
    let text = text.trim();
    let fits = text.chars().count() <= most
        && !text.chars().any(|letter| {
            letter.is_control()
                || is_invisible(letter)
                || letter == '\u{2028}'
                || letter == '\u{2029}'
        });
    fits.then(|| text.to_owned())
}

/// Zero-width and direction-turning characters (UTS 39 §3.1 would keep them out of identifiers).
fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_needs_something_to_read() {
        for blank in ["", " ", "\n\t ", "\u{200b}\u{200b}", "\u{2060} \r\n"] {
            assert!(message(blank).is_err(), "{blank:?}");
        }
        assert_eq!(message("hi\r\nthere"), Ok("hi\nthere".to_owned()));
    }

    #[test]
    fn a_message_is_at_most_8000_characters_of_whatever_width() {
        assert!(message(&"🐭".repeat(8_000)).is_ok());
        assert!(message(&"a".repeat(8_001)).is_err());
        assert!(message("bell \u{7}").is_err());
    }

    #[test]
    fn a_title_is_one_honest_line() {
        assert_eq!(title("  Night owls "), Ok("Night owls".to_owned()));
        for bad in [
            "",
            "  ",
            "two\nlines",
            "turned \u{202e}",
            "hid\u{200b}den",
            "two\u{2028}lines",
            &"x".repeat(81),
        ] {
            assert_eq!(title(bad), Err(Refusal::BadTitle), "{bad:?}");
        }
        assert_eq!(topic(""), Ok(String::new()));
        assert!(topic(&"x".repeat(251)).is_err());
    }

    #[test]
    fn a_preview_is_short_and_on_one_line() {
        assert_eq!(preview("a\n\n  b"), "a b");
        assert_eq!(preview(&"ü".repeat(500)).chars().count(), PREVIEW_CHARS);
    }
}
