//! The functions that need Unicode's tables: what a search compares, combining marks, and where a
//! character ends for people. Normal forms and lower case are in [`crate::normalize`].
//!
//! The platform provides the tables. Our own were 78 KB of the deployed bundle (gzip), and grapheme
//! clusters would add 15 KB. Native builds exist only for tests. They use crates for combining
//! marks, grapheme clusters and what a search compares.

/// `text` as a search compares it: in small letters, without accents, and each letter in its
/// simplest form.
///
/// Only marks that people leave out are dropped: accents, and the vowel signs of Hebrew and Arabic.
/// The marks of Japanese, and vowels that stand on Indian letters, make another letter.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    platform::folded(text)
}

/// The longest beginning of `text` with at most `most` characters as people see them and at most
/// `points` code points. It never ends inside a character.
///
/// A character is an extended grapheme cluster (UAX 29) in the Unicode version of the platform.
#[must_use]
pub fn beginning(text: &str, most: usize, points: usize) -> &str {
    // Each character has at least one code point, so a text without this many code points fits
    // whole.
    let Some((end, _)) = text.char_indices().nth(most.min(points)) else {
        return text;
    };
    let end = if most <= points && text.chars().take(most + 1).all(stands_alone) {
        end
    } else {
        let ceiling = text
            .char_indices()
            .nth(points)
            .map_or(text.len(), |(at, _)| at);
        let mut ends = platform::character_ends(text, most);
        ends.retain(|end| *end <= ceiling);
        ends.last().copied().unwrap_or(0)
    };
    text.get(..end).unwrap_or_default()
}

/// Whether `text` has nothing but combining marks (general category M). They are only visible on
/// another character.
#[must_use]
pub fn are_marks(text: &str) -> bool {
    !text.chars().any(stands_alone) && platform::are_marks(text)
}

/// Whether a letter never joins a neighbour for which this is also true: it is a character of its
/// own.
///
/// This is true for most letters that people write, so the platform is seldom asked. A wrong
/// `false` costs only time.
#[must_use]
pub fn stands_alone(letter: char) -> bool {
    matches!(letter,
        // ASCII and Latin without the carriage return, which a line feed joins.
        '\0'..='\u{c}' | '\u{e}'..='\u{2ff}'
        // Greek, Cyrillic, Armenian, Hebrew and Arabic without their marks.
        | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{58f}' | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{64a}'
        // Consonants and independent vowels of Devanagari and Thai.
        | '\u{904}'..='\u{939}' | '\u{e01}'..='\u{e30}'
        // More Latin and Greek, punctuation, currencies, symbols.
        | '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{205f}' | '\u{20a0}'..='\u{20cf}'
        | '\u{2100}'..='\u{2bff}'
        // Chinese, Japanese, Korean syllables, full-width forms.
        | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{309b}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff9d}'
        // Emoji without skin tones and the letters of flags.
        | '\u{1f300}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

#[cfg(target_arch = "wasm32")]
mod platform {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(inline_js = "let segmenter;
const marks = /^\\p{M}*$/u;
export function characterEnds(text, most) {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const ends = [];
  for (const { index, segment } of segmenter.segment(text)) {
    if (ends.length === most) break;
    ends.push(index + segment.length);
  }
  return new Uint32Array(ends);
}
export const areMarks = (text) => marks.test(text);
const hebrew = '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7';
const light = new RegExp(`[\\u0300-\\u036f${hebrew}\\u0640\\u064b-\\u065f\\u0670]`, 'g');
export const folded = (text) =>
  text.normalize('NFKD').replace(light, '').normalize('NFC').toLowerCase();")]
    extern "C" {
        /// One call for all characters, because each call into JavaScript costs time. Offsets are
        /// UTF-16 code units.
        #[wasm_bindgen(js_name = characterEnds)]
        fn character_ends_in_utf16(text: &str, most: usize) -> Vec<u32>;

        #[wasm_bindgen(js_name = areMarks)]
        pub fn are_marks(text: &str) -> bool;

        pub fn folded(text: &str) -> String;
    }

    /// Where each of the first `most` characters ends, in bytes.
    pub fn character_ends(text: &str, most: usize) -> Vec<usize> {
        let mut letters = text.chars();
        let (mut bytes, mut units) = (0, 0);
        let in_bytes = |end: u32| {
            while units < end as usize
                && let Some(letter) = letters.next()
            {
                bytes += letter.len_utf8();
                units += letter.len_utf16();
            }
            bytes
        };
        let ends = character_ends_in_utf16(text, most);
        ends.into_iter().map(in_bytes).collect()
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod platform {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    use unicode_segmentation::UnicodeSegmentation;

    pub fn are_marks(text: &str) -> bool {
        text.chars().all(is_combining_mark)
    }

    pub fn folded(text: &str) -> String {
        let heavy = text.nfkd().filter(|letter| {
            !matches!(letter, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
                | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{640}'
                | '\u{64b}'..='\u{65f}' | '\u{670}')
        });
        heavy.nfc().collect::<String>().to_lowercase()
    }

    pub fn character_ends(text: &str, most: usize) -> Vec<usize> {
        let characters = text.grapheme_indices(true).take(most);
        characters
            .map(|(at, character)| at + character.len())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_stand_alone_never_join_each_other() {
        let alone: Vec<char> = ('\0'..=char::MAX)
            .filter(|letter| stands_alone(*letter))
            .collect();
        let line: String = alone.iter().collect();
        assert_eq!(
            platform::character_ends(&line, usize::MAX).len(),
            alone.len()
        );
        for letter in alone {
            let text = String::from_iter(['x', letter, letter, 'x']);
            assert_eq!(platform::character_ends(&text, 9).len(), 4, "{letter:?}");
            assert!(!platform::are_marks(&letter.to_string()), "{letter:?}");
        }
    }

    #[test]
    fn a_beginning_has_whole_characters_and_keeps_within_both_limits() {
        #[track_caller]
        fn check(text: &str, most: usize, points: usize, expected: &str) {
            assert_eq!(
                beginning(text, most, points),
                expected,
                "{text:?} {most} {points}"
            );
        }
        check("", 2, 20, "");
        check("abc", 3, 30, "abc");
        check("abc", 2, 20, "ab");
        // The mark after the last letter belongs to it.
        check("abe\u{301}f", 3, 30, "abe\u{301}");
        check("e\u{301}e\u{301}e\u{301}", 2, 20, "e\u{301}e\u{301}");
        check("🇩🇪🇫🇷🇵🇱", 2, 20, "🇩🇪🇫🇷");
        check("e\u{301}e\u{301}e\u{301}", 3, 5, "e\u{301}e\u{301}");
        check(&format!("a{}", "\u{301}".repeat(20)), 1, 10, "");
        check("abc", 3, 2, "ab");
    }
}
