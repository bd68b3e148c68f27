//! The emoji that a reaction can be: those that Unicode recommends for interchange (RGI, UTS 51),
//! in their full spelling. `scripts/emoji.mjs` writes the list.

/// One emoji a line. `x` stands for any of the five skin tones, `y` for another one than that of
/// `x`.
const LIST: &str = include_str!("emoji.txt");

/// The most bytes of an emoji. The longest is a kiss of two people with a tone each.
const BYTES: usize = 64;

/// Whether a text is one emoji of the list.
#[must_use]
pub fn is_emoji(text: &str) -> bool {
    let is_tone = |letter: &char| ('\u{1f3fb}'..='\u{1f3ff}').contains(letter);
    // `x` and `y` have a meaning in the list, and no emoji has an ASCII letter.
    if text.is_empty() || text.len() > BYTES || text.contains(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let tones: Vec<char> = text.chars().filter(is_tone).collect();
    let has = |second: char| {
        let mut places = 0;
        let pattern = |letter: char| {
            if !is_tone(&letter) {
                return letter;
            }
            places += 1;
            if places == 2 { second } else { 'x' }
        };
        let pattern: String = text.chars().map(pattern).collect();
        LIST.lines().any(|line| line == pattern)
    };
    match tones.as_slice() {
        [first, second] if first != second => has('x') || has('y'),
        _ => has('x'),
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn emoji_of_the_list_are_told_from_everything_else() {
        for emoji in [
            "👍",
            "👍🏽",
            "🅰️",
            "ℹ️",
            "🍪",
            "❤️",
            "#️⃣",
            "🇩🇪",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
            "👨‍👩‍👧",
            "👩🏻‍❤️‍💋‍👨🏿",
            "👩🏻‍❤️‍💋‍👨🏻",
            "🧑🏻‍🤝‍🧑🏿",
            "✌🏿",
        ] {
            assert!(is_emoji(emoji), "{emoji}");
        }
        for other in [
            "",
            "x",
            "y",
            "👍x",
            "👋y",
            "👍👍",
            "👍 ",
            "ok",
            "❤",
            "✌️🏿",
            "🏿",
            "🇩",
            "#",
            "1",
            "\n",
            "👍\n🍪",
            "👭🏻🏿",
            "👩🏻‍🤝‍👩🏻",
            "🍪🏻",
        ] {
            assert!(!is_emoji(other), "{other:?}");
        }
    }

    #[test]
    fn the_list_has_each_emoji_once_in_a_composed_spelling_that_fits() {
        let lines: std::collections::BTreeSet<_> = LIST.lines().collect();
        assert_eq!(lines.len(), LIST.lines().count());
        assert!(lines.len() > 2_000, "{}", lines.len());
        for line in lines {
            let longest = line.replace(['x', 'y'], "🏿");
            assert!(longest.len() <= BYTES && !longest.is_empty(), "{line}");
            assert_eq!(line.nfc().collect::<String>(), line);
        }
    }
}
