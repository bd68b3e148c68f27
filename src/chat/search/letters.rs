//! What kind of letter a code point is, as far as search cares. It is a short list of ranges
//! instead of Unicode's tables: a wrong kind only splits a text in another place, for the index and
//! for queries alike.

/// What a code point is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands between words.
    Apart,
    /// Counts as not there: soft hyphens, joiners, variation selectors, direction marks.
    Ignored,
    /// A token of its own: an emoji.
    Single,
    /// A letter of a script without spaces between its words. Each two neighbours are a token.
    Paired,
    /// A letter or digit of a script with spaces. The number names the script.
    Word(u8),
}

const LATIN: Kind = Kind::Word(0);
const GREEK: Kind = Kind::Word(1);
const CYRILLIC: Kind = Kind::Word(2);
const OTHER: Kind = Kind::Word(3);

/// The kind of a folded letter.
#[inline(never)]
pub(super) fn kind(letter: char) -> Kind {
    match letter {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '\u{aa}' | '\u{b5}' | '\u{ba}' => LATIN,
        '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e01ef}' => Kind::Ignored,
        '\0'..='\u{bf}' | '×' | '÷' => Kind::Apart,
        '\u{c0}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' => LATIN,
        '\u{2600}'..='\u{27bf}' | '\u{2b50}' | '\u{2b55}' | '\u{1f000}'..='\u{1faff}' => {
            Kind::Single
        }
        '\u{2b0}'..='\u{36f}'
        | '\u{37e}'
        | '\u{387}'
        | '\u{55a}'..='\u{55f}'
        | '\u{589}'
        | '\u{58a}'
        | '\u{5be}'
        | '\u{5c0}'
        | '\u{5c3}'
        | '\u{5c6}'
        | '\u{5f3}'
        | '\u{5f4}'
        | '\u{60c}'
        | '\u{61b}'..='\u{61f}'
        | '\u{66a}'..='\u{66d}'
        | '\u{6d4}'
        | '\u{964}'
        | '\u{965}'
        | '\u{970}'
        | '\u{e3f}'
        | '\u{e4f}'
        | '\u{e5a}'
        | '\u{e5b}'
        | '\u{104a}'..='\u{104f}'
        | '\u{17d4}'..='\u{17db}'
        | '\u{2000}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{3030}'
        | '\u{303d}'..='\u{303f}'
        | '\u{30a0}'
        | '\u{30fb}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe10}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}'
        | '\u{fff0}'..='\u{ffff}' => Kind::Apart,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => GREEK,
        '\u{400}'..='\u{52f}' => CYRILLIC,
        // Thai, Lao, Myanmar, Khmer.
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        // Chinese, Japanese, Korean.
        | '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ffdc}'
        | '\u{20000}'..='\u{3ffff}' => Kind::Paired,
        _ => OTHER,
    }
}

/// Whether folding never changes this letter, whatever stands beside it. That is true for most text
/// that is not Latin, so the platform is seldom asked. A wrong `false` costs only time.
#[inline(never)]
pub(super) fn is_folded(letter: char) -> bool {
    matches!(letter,
        '\u{2000}'..='\u{206f}' | '\u{3001}'..='\u{303f}' | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether the letter becomes one with the letter before it.
pub(super) fn joins_before(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{1160}'..='\u{11ff}'
        | '\u{ff9e}' | '\u{ff9f}')
}

/// Letters that stand for others, in the spelling of people whose keyboard lacks them.
#[inline(never)]
pub(super) fn plainer(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        // Greek writes another small sigma at the end of a word.
        'ς' => "σ",
        _ => return None,
    })
}
