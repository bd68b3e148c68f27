//! Which characters of a text are visible, and where an invisible one may stand.
//!
//! The lists are Unicode's: `Default_Ignorable_Code_Point`, and those of them that join or select
//! glyphs (UAX 31 §2.3, UTS 51). This code does not know how letters look.

use std::iter::Peekable;
use std::str::Chars;

use crate::unicode::{are_marks, stands_alone};

/// How many letters and digits name a part of a country in a flag, such as `gbsct` (UTS 51,
/// `tag_spec`). A country has 2 letters or 3 digits. Its part has 1 to 4 of either.
const FLAG_TAGS: std::ops::RangeInclusive<usize> = 3..=7;

/// Whether anything in the text is visible: a letter, a digit, a sign, a picture. Blanks, controls,
/// characters that Unicode says to ignore, and marks without a base are not.
#[must_use]
pub fn has_something_to_see(text: &str) -> bool {
    let may_be_seen = |letter: &char| class(*letter) == Class::Seen;
    if text.chars().filter(may_be_seen).any(stands_alone) {
        return true;
    }
    !are_marks(&text.chars().filter(may_be_seen).collect::<String>())
}

/// Whether the text is one line in which every invisible character acts on a visible one: it joins
/// it to another, or selects its form.
#[must_use]
pub fn hides_nothing(text: &str) -> bool {
    let mut letters = text.chars().peekable();
    let (mut before, mut last) = (Class::Blank, ' ');
    while let Some(letter) = letters.next() {
        let here = class(letter);
        let after = letters.peek().map_or(Class::Blank, |next| class(*next));
        let fits = match here {
            Class::Seen => letter != '🏴' || skip_flag(&mut letters),
            Class::Blank => !matches!(letter, '\u{2028}' | '\u{2029}') && !letter.is_control(),
            Class::Joiner => {
                let does_something = after == Class::Seen || is_virama(last);
                does_something && matches!(before, Class::Seen | Class::Selector)
            }
            Class::Selector => before == Class::Seen,
            Class::Hidden => false,
        };
        if !fits {
            return false;
        }
        (before, last) = (here, letter);
    }
    true
}

/// Whether a letter looks like a space. The braille cell without dots does.
#[must_use]
pub fn is_blank(letter: char) -> bool {
    class(letter) == Class::Blank
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Seen,
    Blank,
    /// It joins its neighbours, or keeps them from joining.
    Joiner,
    /// It selects a form of the letter before it.
    Selector,
    Hidden,
}

fn class(letter: char) -> Class {
    match letter {
        _ if letter.is_whitespace() || letter == '\u{2800}' => Class::Blank,
        '\u{200c}' | '\u{200d}' => Class::Joiner,
        _ if is_selector(letter) => Class::Selector,
        _ if letter.is_control() || is_ignorable(letter) => Class::Hidden,
        _ => Class::Seen,
    }
}

/// `Default_Ignorable_Code_Point` of Unicode 17, and the marks of interlinear annotation.
fn is_ignorable(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The variation selectors, including those of Mongolian.
fn is_selector(letter: char) -> bool {
    matches!(letter, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(letter, '\u{e0100}'..='\u{e01ef}')
}

/// Skips the tags that turn a black flag into the flag of a part of a country. False if the tags
/// are not of that form.
fn skip_flag(letters: &mut Peekable<Chars>) -> bool {
    let is_tag = |tag: &char| {
        let plain = u8::try_from(u32::from(*tag).wrapping_sub(0xe0000));
        plain.is_ok_and(|it| it.is_ascii_digit() || it.is_ascii_lowercase())
    };
    let tags = std::iter::from_fn(|| letters.next_if(is_tag)).count();
    tags == 0 || (FLAG_TAGS.contains(&tags) && letters.next_if_eq(&'\u{e007f}').is_some())
}

/// Whether a letter takes the vowel from the consonant before it, in the Indic scripts. A joiner
/// after it shows the half letter by itself, as at the end of a Malayalam word (RFC 5892, A.2).
fn is_virama(letter: char) -> bool {
    // Each of these scripts has a block of 128 letters, with the virama at the same place. Sinhala
    // is the exception.
    let is_indic = matches!(letter, '\u{900}'..='\u{d7f}');
    letter == '\u{dca}' || (is_indic && u32::from(letter) % 0x80 == 0x4d)
}
