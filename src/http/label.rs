//! The label of a session in its owner's list. Pure.

use crate::chat::Refusal;

/// Characters of a label.
const LABEL_CHARS: usize = 64;

/// Marks of browsers and systems in a user agent. The first match counts, because most user agents
/// name several.
const BROWSERS: [(&str, &str); 7] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// The chosen label, or one made from the browser's user agent.
///
/// # Errors
/// [`Refusal::BadRequest`] when it is too long or has control characters.
pub fn label(chosen: Option<&str>, user_agent: Option<&str>) -> Result<String, Refusal> {
    match chosen.map(str::trim).filter(|chosen| !chosen.is_empty()) {
        None => Ok(from_browser(user_agent.unwrap_or_default())),
        Some(chosen)
            if chosen.chars().count() <= LABEL_CHARS && !chosen.chars().any(char::is_control) =>
        {
            Ok(chosen.to_owned())
        }
        Some(_) => Err(Refusal::BadRequest(
            "`label` may have at most 64 characters, on one line.".to_owned(),
        )),
    }
}

fn from_browser(agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => "Unknown device".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(agent: &str, expected: &str) {
        assert_eq!(label(None, Some(agent)).as_deref(), Ok(expected));
    }

    #[test]
    fn a_session_without_a_label_is_named_after_its_browser() {
        check(
            "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
            "Firefox on Linux",
        );
        check(
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0",
            "Edge on Windows",
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari on iPhone",
        );
        check(
            "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/150.0 Safari/537.36",
            "Chrome on Android",
        );
        check("node", "Unknown device");
    }

    #[test]
    fn a_label_is_one_line_of_at_most_64_characters() {
        assert_eq!(
            label(Some(" Kitchen tablet "), None).as_deref(),
            Ok("Kitchen tablet")
        );
        assert_eq!(label(Some("  "), None).as_deref(), Ok("Unknown device"));
        assert!(label(Some(&"x".repeat(64)), None).is_ok());
        assert!(label(Some(&"x".repeat(65)), None).is_err());
        assert!(label(Some("two\nlines"), None).is_err());
    }
}
