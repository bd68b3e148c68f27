//! A text as search compares it, letter by letter, each with its place in the text.

use super::letters::{is_folded, joins_before, plainer};
use crate::unicode;

/// A folded letter, and the bytes of the text that it comes from. Several letters may come from the
/// same bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    pub sign: char,
    pub start: usize,
    pub end: usize,
    /// It was an ASCII capital.
    pub capital: bool,
}

/// Stands between the parts that the platform folds in one call. No part contains it.
const BETWEEN: &str = "\n";

/// The folded letters of a text, in order.
pub(super) fn fold(text: &str) -> Vec<Letter> {
    let parts = parts(text);
    let unusual = parts.iter().filter(|part| part.is_unusual);
    let asked: Vec<_> = unusual
        .map(|part| text.get(part.start..part.end).unwrap_or_default())
        .collect();
    let answer = unicode::folded(&asked.join(BETWEEN));
    let mut answers = answer.split(BETWEEN);
    let mut letters = Vec::with_capacity(text.len());
    for part in &parts {
        let whole = text.get(part.start..part.end).unwrap_or_default();
        let folded = if part.is_unusual {
            answers.next().unwrap_or_default()
        } else {
            whole
        };
        let (start, end) = (part.start, part.end);
        let mut push = |letter: char| {
            letters.push(Letter {
                sign: letter.to_ascii_lowercase(),
                start,
                end,
                capital: letter.is_ascii_uppercase(),
            });
        };
        for letter in folded.chars() {
            match plainer(letter) {
                Some(others) => others.chars().for_each(&mut push),
                None => push(letter),
            }
        }
    }
    letters
}

/// A letter with what joins it.
struct Part {
    start: usize,
    end: usize,
    is_unusual: bool,
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::with_capacity(text.len());
    for (start, letter) in text.char_indices() {
        let end = start + letter.len_utf8();
        let before = parts.last_mut().filter(|_| joins_before(letter));
        // A mark on a blank is no part of it.
        let before = before.filter(|part| {
            let first = text.get(part.start..).unwrap_or_default().chars().next();
            first.is_some_and(|first| !first.is_ascii() || first.is_ascii_alphanumeric())
        });
        if let Some(part) = before {
            (part.end, part.is_unusual) = (end, true);
            continue;
        }
        let is_unusual = !letter.is_ascii() && !is_folded(letter);
        parts.push(Part {
            start,
            end,
            is_unusual,
        });
    }
    parts
}
