//! Passwords that anyone would try first: well-known words and their usual variants, walks over the
//! keyboard, and dates. The rule is: at most one word of the list, with little around it that is
//! unpredictable.
//!
//! A phrase that only contains such a word passes, because too much of it is unknown. The code uses
//! bytes and plain loops: iterators over characters made it three times as large in the bundle.

use super::common_words::each_word;

/// How much may be unknown around the known parts. A digit or sign counts 1 and a letter 2: four
/// digits take 10,000 tries, two letters 676.
const UNKNOWN_MAX: usize = 4;
/// The same limit for a number. It is lower, because about half of all numbers contain a walk of
/// three digits.
const UNKNOWN_IN_NUMBER_MAX: usize = 1;
/// A password of more characters than this is a phrase.
const WORD_MAX: usize = 40;
/// The longest block whose mere repetition is a first guess, in characters.
const BLOCK_MAX: usize = 4;
/// Characters of a password that Unix `crypt` and similar systems kept.
const CRYPT: usize = 8;
/// The fewest keys along a row that count as a walk.
const WALK_MIN: usize = 3;

/// Sequences on keyboards, in alphabets and in counting: along rows, down columns, and back and
/// forth between two of them.
const ROWS: [&str; 29] = [
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "12345678910111213",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1qay2wsx3edc4rfv5tgb6zhn7ujm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2b3c4d5e6f7g8h9i",
    "1a2s3d4f5g6h7j8k9l",
    "1z2x3c4v5b6n7m",
    "a1b2c3d4e5f6g7h8i9",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1s2d3f4g5h6j7k8l9",
    "1122334455667788990",
    "13579",
    "24680",
    "147258369",
    "159357",
    "12369874",
    "789456123",
    "1020304050607080",
];

/// Whether a password is among the first that anyone would try. Capitals do not matter.
#[must_use]
pub fn is_first_guess(password: &str) -> bool {
    let all: Vec<u8> = password.chars().map(key).collect();
    let mut bare = all.clone();
    bare.retain(|key| !b" ._-".contains(key));
    // Separators are ignored, unless they are more than the other characters.
    is_one_block(&all) || (bare.len() >= all.len() / 2 && is_predictable(&bare))
}

/// Whether the password is one block of one to four characters, repeated.
fn is_one_block(keys: &[u8]) -> bool {
    (1..=BLOCK_MAX).any(|size| keys.iter().zip(keys.iter().skip(size)).all(|(a, b)| a == b))
}

/// Whether a password has nothing but walks, dates and at most one word, with little around them
/// that is unknown.
fn is_predictable(keys: &[u8]) -> bool {
    if keys.len() > WORD_MAX {
        return walked(keys) == keys.len();
    }
    // The least that is unknown before each key: without a word, and with one.
    let mut plain = [usize::MAX; WORD_MAX + 1];
    let mut worded = plain;
    plain[0] = 0;
    for (at, first) in keys.iter().enumerate() {
        let rest = keys.get(at..).unwrap_or_default();
        let (walk, date) = (walked(rest), dated(rest));
        let cost = if first.is_ascii_alphabetic() || !first.is_ascii() {
            2
        } else {
            1
        };
        for unknown in [&mut plain, &mut worded] {
            let Some(before) = unknown.get(at).copied().filter(|it| *it <= UNKNOWN_MAX) else {
                continue;
            };
            lower(unknown, at + 1, before + cost);
            for length in WALK_MIN..=walk {
                lower(unknown, at + length, before);
            }
            lower(unknown, at + date, before);
        }
        let before = plain.get(at).copied().unwrap_or(usize::MAX);
        if before <= UNKNOWN_MAX {
            each_word(|word| {
                let length = repeated(word, rest, false).max(repeated(word, rest, true));
                if length > 0 {
                    lower(&mut worded, at + length, before);
                }
            });
        }
    }
    let is_number = keys.iter().all(u8::is_ascii_digit);
    let most = if is_number {
        UNKNOWN_IN_NUMBER_MAX
    } else {
        UNKNOWN_MAX
    };
    let at_end = |unknown: &[usize]| unknown.get(keys.len()).copied().unwrap_or(usize::MAX);
    at_end(&plain) <= most || at_end(&worded) <= UNKNOWN_MAX
}

fn lower(unknown: &mut [usize], at: usize, to: usize) {
    if let Some(least) = unknown.get_mut(at) {
        *least = to.min(*least);
    }
}

/// How many keys at the beginning are a walk, in either direction. A walk may go on from the end of
/// a row to its beginning.
fn walked(keys: &[u8]) -> usize {
    let Some(first) = keys.first().map(unshifted) else {
        return 0;
    };
    let mut longest = keys
        .iter()
        .take_while(|key| unshifted(key) == first)
        .count();
    for row in ROWS {
        let row = row.as_bytes();
        let Some(from) = row.iter().position(|key| key == first) else {
            continue;
        };
        // A row wraps around, so one step back equals as many steps forward as the row has keys,
        // less one.
        for step in [1, row.len() - 1] {
            let along = |at: usize| row.get((from + at * step) % row.len());
            let same = |(at, key): &(usize, &u8)| along(*at).is_some_and(|it| it == unshifted(key));
            longest = longest.max(keys.iter().enumerate().take_while(same).count());
        }
    }
    longest
}

/// The digit key of a sign above it, on the most common keyboard.
fn unshifted(sign: &u8) -> &u8 {
    let at = b"!@#$%^&*()".iter().position(|it| it == sign);
    at.and_then(|at| b"1234567890".get(at)).unwrap_or(sign)
}

/// The length of a date at the beginning: 8 for a day and month with the year before or after them,
/// 4 for a year alone, 0 for none. Years from 1900 to 2039 count, as people live in them or were
/// born in them.
fn dated(keys: &[u8]) -> usize {
    let mut numbers = [u8::MAX; 4];
    for (number, digits) in numbers.iter_mut().zip(keys.chunks_exact(2)) {
        if let [ten @ b'0'..=b'9', one @ b'0'..=b'9'] = digits {
            *number = 10 * (ten - b'0') + (one - b'0');
        }
    }
    let is_year = |a: u8, b: u8| (a == 19 && b <= 99) || (a == 20 && b < 40);
    let is_day = |a: u8, b: u8| (1..=12).contains(&a.min(b)) && a.max(b) <= 31;
    let [a, b, c, d] = numbers;
    if (is_year(a, b) && is_day(c, d)) || (is_day(a, b) && is_year(c, d)) {
        8
    } else if is_year(a, b) {
        4
    } else {
        0
    }
}

/// How many keys at the beginning are the word, once or several times, or its first eight letters.
/// Old systems kept only eight, so leaked lists are full of such passwords. 0 if none are.
fn repeated(word: &[u8], keys: &[u8], is_backwards: bool) -> usize {
    let size = word.len();
    let (mut fits, mut has_letter) = (0, false);
    for key in keys {
        // The empty first word must match nothing.
        let at = fits % size.max(1);
        let at = if is_backwards {
            size.wrapping_sub(at + 1)
        } else {
            at
        };
        let Some(letter) = word.get(at).filter(|letter| spells(*key, **letter)) else {
            break;
        };
        has_letter |= key == letter;
        fits += 1;
    }
    match fits {
        // At least one key must be the letter itself. Otherwise many numbers would count as words.
        _ if !has_letter => 0,
        CRYPT.. if fits < size => CRYPT,
        _ => fits - fits % size,
    }
}

/// Whether a key is the letter or a usual substitute for it.
fn spells(key: u8, letter: u8) -> bool {
    key == letter
        || match key {
            b'0' => letter == b'o',
            b'1' | b'!' | b'|' => letter == b'i' || letter == b'l',
            b'3' => letter == b'e',
            b'4' | b'@' => letter == b'a',
            b'5' | b'$' => letter == b's',
            b'7' | b'+' => letter == b't',
            b'8' => letter == b'b',
            b'9' => letter == b'g',
            _ => false,
        }
}

/// The key that a finger presses for the letter. Capitals and accents do not matter. A Russian
/// letter becomes the Latin letter of the same key, so `пароль` is `gfhjkm`. All other
/// letters stay outside ASCII.
fn key(letter: char) -> u8 {
    const LATIN: &[u8; 32] = b"aaaaaaaceeeeiiiidnooooo/ouuuuyty";
    const RUSSIAN: &[u8; 32] = b"f,dult;pbqrkvyjghcnea[wxio]sm'.z";
    // In both blocks a capital and its small letter are 32 apart, so they have the same index.
    let number = u32::from(letter);
    let key = match letter {
        'À'..='ÿ' => LATIN.get(number as usize % 32),
        'А'..='я' => RUSSIAN.get((number as usize - 0x10) % 32),
        _ => None,
    };
    let other = || u8::try_from(number).unwrap_or(0x80 | (number % 0x80) as u8);
    key.copied().unwrap_or_else(other).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(passwords: &str, expected: bool) {
        for password in passwords
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            assert_eq!(is_first_guess(password), expected, "{password:?}");
        }
    }

    #[test]
    fn common_passwords_and_their_variants_are_first_guesses() {
        check(include_str!("../../tests/text/first_guesses.txt"), true);
    }

    #[test]
    fn passwords_that_take_many_tries_are_not_first_guesses() {
        check(include_str!("../../tests/text/good_passwords.txt"), false);
    }

    #[test]
    fn a_word_with_up_to_four_digits_or_two_letters_is_a_first_guess() {
        check("dragon86!?\n?8dragon6!\nmydragon\ndragon8x6", true);
        check(
            "dragon86!?5\nmydragons\ndragon8x62\nmy dragon sleeps",
            false,
        );
    }

    #[test]
    fn a_number_is_a_first_guess_only_if_nearly_all_of_it_is_known() {
        check("24121987\n19871224\n12241987\n12345679\n20242025", true);
        check("39121987\n24198712\n65400287\n50491253", false);
    }

    #[test]
    fn the_list_has_only_keys_that_are_compared_and_no_walks() {
        each_word(|word| {
            let text = String::from_utf8_lossy(word);
            assert_eq!(text.chars().map(key).collect::<Vec<_>>(), word, "{text}");
            assert!(word.is_empty() || word.len() >= WALK_MIN, "{text}");
            assert!(word.is_empty() || walked(word) < word.len(), "{text}");
        });
    }
}
