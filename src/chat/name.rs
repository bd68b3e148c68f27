//! Display names: what people are shown as. The rules are those of the nickname profile (RFC 8266),
//! and some more against names that hide something.

use serde::{Deserialize, Serialize};

use super::confusable_key;
use super::handle::RESERVED;
use super::limits::{NAME_BYTES, NAME_CHARS, NAME_MARKS};
use super::refusal::NameRule;
use super::visible::{has_something_to_see, hides_nothing, is_blank};
use crate::normalize::without_accents;
use crate::unicode;

/// A person's name in any script: at most 64 characters as people see them, and 256 bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(transparent)]
pub struct DisplayName(String);

impl DisplayName {
    /// Reads a name as a person types it. Blanks around it go, and each run of blanks inside
    /// becomes one space.
    ///
    /// # Errors
    /// The rule that it breaks.
    pub fn parse(text: &str) -> Result<Self, NameRule> {
        // No text this long has a short name in it, whatever its blanks.
        if text.len() > 2 * NAME_BYTES {
            return Err(NameRule::TooLong);
        }
        let words = text.split(is_blank).filter(|word| !word.is_empty());
        let name = words.collect::<Vec<_>>().join(" ");
        if !has_something_to_see(&name) {
            return Err(NameRule::Blank);
        }
        let shown = unicode::beginning(&name, NAME_CHARS, NAME_BYTES);
        if name.len() > NAME_BYTES || shown.len() < name.len() {
            return Err(NameRule::TooLong);
        }
        if !hides_nothing(&name) || name.chars().any(is_unassigned) {
            return Err(NameRule::Hidden);
        }
        if longest_run_of_marks(&name) > NAME_MARKS {
            return Err(NameRule::Marks);
        }
        if is_reserved(&name) {
            return Err(NameRule::Reserved);
        }
        Ok(Self(name))
    }

    /// A name from where only checked names are kept.
    #[must_use]
    pub fn stored(text: String) -> Self {
        Self(text)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a letter is for private use, or is none. What it looks like depends on the device.
fn is_unassigned(letter: char) -> bool {
    matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffd}')
        || letter >= '\u{e0200}'
        || u32::from(letter) & 0xfffe == 0xfffe
}

/// Marks that pile up leave their line.
fn longest_run_of_marks(name: &str) -> usize {
    let (mut longest, mut run) = (0, 0);
    for letter in name.chars() {
        let is_mark =
            !unicode::stands_alone(letter) && unicode::are_marks(letter.encode_utf8(&mut [0; 4]));
        run = if is_mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

fn is_reserved(name: &str) -> bool {
    let key = skeleton(name);
    RESERVED.iter().any(|word| skeleton(word) == key)
}

/// A name without what the eye overlooks: capitals, accents, what is no letter or digit, and
/// differences between letters that look alike (the idea of UTS 39). `public/model/lookalike.ts`
/// has the same rule.
#[must_use]
pub fn skeleton(name: &str) -> String {
    let letters = without_accents(name);
    let letters = letters.chars().filter(|letter| !is_between(*letter));
    confusable_key(&letters.map(in_latin).collect::<String>())
}

/// Whether the eye overlooks it between letters: spaces, punctuation, most signs. Rust's own table
/// of letters and digits would be 3 KB of the bundle.
fn is_between(letter: char) -> bool {
    matches!(letter,
        '\0'..='/' | ':'..='@' | '['..='`' | '{'..='\u{a9}' | '\u{ab}'..='\u{b4}'
        | '\u{b6}'..='\u{b9}' | '\u{bb}'..='\u{bf}' | '\u{d7}' | '\u{f7}'
        | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
        | '\u{30fb}' | '\u{1f000}'..='\u{1faff}')
}

/// The Latin letter that a letter of another script looks like.
fn in_latin(letter: char) -> char {
    const LOOKS: [(&str, char); 22] = [
        ("аαɑ", 'a'),
        ("вьβ", 'b'),
        ("сϲ", 'c'),
        ("ԁ", 'd'),
        ("еєε", 'e'),
        ("ɡ", 'g'),
        ("һ", 'h'),
        ("іιıɩ", 'i'),
        ("јϳ", 'j'),
        ("кκ", 'k'),
        ("ӏ", 'l'),
        ("м", 'm'),
        ("пη", 'n'),
        ("оοσօ", 'o'),
        ("рρ", 'p'),
        ("ԛ", 'q'),
        ("г", 'r'),
        ("ѕ", 's'),
        ("тτ", 't'),
        ("υս", 'u'),
        ("уγ", 'y'),
        ("хχ", 'x'),
    ];
    let look = LOOKS.iter().find(|(others, _)| others.contains(letter));
    look.map_or(letter, |(_, latin)| *latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NameRule>) {
        let name = DisplayName::parse(text);
        assert_eq!(
            name.as_ref().map(DisplayName::as_str),
            expected.as_ref().map(|it| *it),
            "{text:?}"
        );
    }

    #[test]
    fn a_name_is_of_any_script_and_its_blanks_are_made_plain() {
        check("  Zoë \u{3000} Müller\u{a0}", Ok("Zoë Müller"));
        check("Anna\tvon\nBerg", Ok("Anna von Berg"));
        for name in [
            "李小龍",
            "محمد",
            "אברהם",
            "Nguyễn Thị Minh",
            "हिन्दी",
            "അവന്\u{200d}",
            "O'Neil-🦉",
        ] {
            check(name, Ok(name));
        }
        check("👩\u{200d}🚀 Ada", Ok("👩\u{200d}🚀 Ada"));
    }

    #[test]
    fn a_name_of_nothing_visible_is_refused() {
        for blank in [
            "",
            " ",
            "\u{2800}",
            "\u{3164}",
            "\u{115f}\u{1160}",
            "\u{ffa0}",
            "\u{301}\u{302}",
            "\u{200b}",
            "\u{e0041}\u{e0042}",
            "\u{fe0f}",
            "\u{202e}",
        ] {
            check(blank, Err(NameRule::Blank));
        }
    }

    #[test]
    fn a_name_has_no_hidden_characters() {
        for hidden in [
            "An\u{200b}na",
            "\u{202e}annA",
            "Anna\u{2066}",
            "An\u{ad}na",
            "Anna\u{3164}",
            "Anna\u{e0041}",
            "Anna\u{7}",
            "An\u{e000}na",
            "Anna\u{ffff}",
            "\u{200f}Anna",
        ] {
            check(hidden, Err(NameRule::Hidden));
        }
    }

    #[test]
    fn a_name_has_at_most_64_characters_and_256_bytes() {
        check(&"a".repeat(64), Ok(&"a".repeat(64)));
        check(&"🦉".repeat(64), Ok(&"🦉".repeat(64)));
        for long in [
            "a".repeat(65),
            "👨‍👩‍👧".repeat(20),
            "a".repeat(10_000),
            " ".repeat(10_000),
        ] {
            check(&long, Err(NameRule::TooLong));
        }
    }

    #[test]
    fn marks_do_not_pile_up() {
        check(
            "a\u{301}\u{302}\u{303}\u{304}b",
            Ok("a\u{301}\u{302}\u{303}\u{304}b"),
        );
        check(
            &format!("Z{}algo", "\u{336}".repeat(5)),
            Err(NameRule::Marks),
        );
    }

    #[test]
    fn names_with_a_meaning_of_their_own_and_what_looks_like_them_are_reserved() {
        for reserved in [
            "you",
            "You",
            "ADMIN",
            "Adm1n",
            "аdmin",
            "s y s t e m",
            "Súpport",
            "ＡＤＭＩＮ",
            "Dormouse",
            "dοrmouse",
            "ѕуѕтем",
            "every·one",
            "Here!",
            "@here",
        ] {
            check(reserved, Err(NameRule::Reserved));
        }
        for fine in ["Young", "Admin Anna", "Heresy", "Ева"] {
            check(fine, Ok(fine));
        }
    }
}
