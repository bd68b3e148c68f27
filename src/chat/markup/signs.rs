//! Which signs beside a mark make it one. Marks touch words from outside, so `snake_case`, `2*3*4`
//! and `a * b` have none.

/// What does not stand before an opening mark, beside words: `\*` is no mark, and `^_^` a face.
const NOT_BEFORE: &str = r"\^>";
/// What an opening mark does not touch, beside blanks. So `*.txt` and `(*)` open nothing.
const NOT_OPENED: &str = "/.,;:)]}";
/// What a closing mark does not touch, beside blanks.
const NOT_CLOSED: &str = "([{";
/// What does not stand after a closing mark, beside words.
const NOT_AFTER: &str = r"\^<";

/// Whether a mark can open between these two signs of a line.
pub fn can_open(before: Option<char>, after: Option<char>) -> bool {
    let Some(inside) = after else { return false };
    let is_apart = before.is_none_or(|it| !is_word(it) && !NOT_BEFORE.contains(it));
    is_apart && !is_between_equals(before, after) && !touches(inside, NOT_OPENED)
}

/// Whether a mark can close between these two signs of a line.
pub fn can_close(before: Option<char>, after: Option<char>) -> bool {
    let Some(inside) = before else { return false };
    let is_apart = after.is_none_or(|it| !is_word(it) && !NOT_AFTER.contains(it));
    is_apart && !is_between_equals(before, after) && !touches(inside, NOT_CLOSED)
}

fn touches(inside: char, not: &str) -> bool {
    inside.is_whitespace() || not.contains(inside)
}

/// `'*'` and `-_-` speak of the sign, or show a face.
fn is_between_equals(before: Option<char>, after: Option<char>) -> bool {
    before == after && before.is_some_and(|it| it.is_ascii())
}

/// A letter or digit, except of scripts that put no blanks between words. There, marks stand
/// between letters.
pub fn is_word(letter: char) -> bool {
    if letter.is_ascii() {
        return letter.is_ascii_alphanumeric();
    }
    !is_unspaced(letter) && letter.is_alphanumeric()
}

/// Blocks of Thai, Lao, Myanmar, Khmer, Chinese and Japanese, and of Korean, where a particle
/// follows the word at once.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}'
        | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{19df}' | '\u{1a20}'..='\u{1aaf}'
        | '\u{2e80}'..='\u{a4cf}' | '\u{a960}'..='\u{a97f}' | '\u{aa60}'..='\u{aadf}'
        | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}' | '\u{1b000}'..='\u{1b2ff}' | '\u{1f200}'..='\u{1f2ff}'
        | '\u{20000}'..='\u{3ffff}')
}

// Not generic and not inlined: each copy would cost some hundred bytes of the bundle.

/// The first letter of a text.
#[inline(never)]
pub fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// The last letter of a text.
#[inline(never)]
pub fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// The bytes of the letters at the beginning of a text of which this is true.
#[inline(never)]
pub fn run(text: &str, is_in: fn(char) -> bool) -> usize {
    let end = text.char_indices().find(|(_, it)| !is_in(*it));
    end.map_or(text.len(), |(at, _)| at)
}
