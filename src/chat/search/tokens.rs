//! A text as tokens: what an index has and what a query asks for.
//!
//! - A word is a token. It ends at blanks and punctuation, and where the script changes.
//! - Chinese, Japanese, Korean and Thai have no spaces between words. Each two neighbouring letters
//!   are a token there. The last letter of such a run is one by itself, so that every letter begins
//!   a token, and one letter finds the text as a prefix.
//! - An emoji is a token.
//!
//! Beside the tokens a text has **extras**: `foo_bar` and `e-mail` as one word each, and the parts
//! of `parseUrl`. They are apart from the tokens, whose order a phrase needs.

use super::fold::{Letter, fold};
use super::letters::{Kind, kind};

/// Letters of one token that count. What follows them is left out, in the index and in queries.
const LETTERS_MAX: usize = 48;
/// The fewest letters that stand for all words that begin with them.
pub(super) const PREFIX_MIN: usize = 2;

/// A token and the bytes of the text that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub start: usize,
    pub end: usize,
    /// Where its first letter ends.
    pub first_end: usize,
    /// It is the last letter of a run of pairs.
    pub is_rest: bool,
    /// Only a joiner stands between it and the token before it, or nothing.
    is_joined: bool,
    /// Where in it a new part begins, in letters: at the U of `parseUrl`.
    humps: Vec<usize>,
    /// Where each of its letters ends in the text.
    ends: Vec<usize>,
}

/// A word that a text has beside its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

impl Token {
    /// Whether it is two letters of a script without spaces.
    #[must_use]
    pub fn is_pair(&self) -> bool {
        self.text.chars().all(|letter| kind(letter) == Kind::Paired)
    }
}

/// What joins words to one name, as in `foo_bar`, `e-mail` and `don't`.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '_' | '-' | '\'' | '’' | '\u{2010}' | '\u{2011}')
}

/// The tokens of a text, in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let letters = without_ignored(fold(text));
    let mut found: Vec<Token> = Vec::new();
    // What stands before the next token. A text begins apart.
    let (mut before, mut at) = (Before::Apart, 0);
    while let Some(first) = letters.get(at) {
        let it = kind(first.sign);
        let run = letters.get(at..).unwrap_or_default();
        let length = match it {
            Kind::Apart | Kind::Ignored | Kind::Single => 1,
            same => run.iter().take_while(|it| kind(it.sign) == same).count(),
        };
        let run = run.get(..length).unwrap_or_default();
        at += length;
        let joined = before != Before::Apart;
        match it {
            Kind::Apart | Kind::Ignored => {
                let joins = before == Before::Token && is_joiner(first.sign);
                before = if joins { Before::Joiner } else { Before::Apart };
                continue;
            }
            Kind::Paired => pairs(run, joined, &mut found),
            Kind::Single | Kind::Word(_) => found.push(word(run, joined)),
        }
        before = Before::Token;
    }
    found
}

/// The letters that count. What only changes how an emoji looks belongs to the emoji.
fn without_ignored(letters: Vec<Letter>) -> Vec<Letter> {
    let mut kept: Vec<Letter> = Vec::with_capacity(letters.len());
    for it in letters {
        if kind(it.sign) != Kind::Ignored {
            kept.push(it);
        } else if matches!(it.sign, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
            && let Some(before) = kept.last_mut().filter(|before| before.end == it.start)
        {
            before.end = it.end;
        }
    }
    kept
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Apart,
    Joiner,
    Token,
}

fn word(run: &[Letter], is_joined: bool) -> Token {
    let run = run.get(..LETTERS_MAX).unwrap_or(run);
    let capital = |at: usize| run.get(at).is_some_and(|it| it.capital);
    let is_hump = |at: &usize| {
        let small_after = run.get(at + 1).is_some_and(|it| !it.capital);
        capital(*at) && (!capital(at - 1) || small_after)
    };
    Token {
        text: run.iter().map(|it| it.sign).collect(),
        start: run.first().map_or(0, |it| it.start),
        end: run.last().map_or(0, |it| it.end),
        first_end: run.first().map_or(0, |it| it.end),
        is_rest: false,
        is_joined,
        humps: (1..run.len()).filter(is_hump).collect(),
        ends: run.iter().map(|it| it.end).collect(),
    }
}

fn pairs(run: &[Letter], is_joined: bool, found: &mut Vec<Token>) {
    for at in 0..run.len() {
        let pair = run.get(at..(at + 2).min(run.len())).unwrap_or_default();
        let mut token = word(pair, is_joined || at > 0);
        token.is_rest = pair.len() == 1;
        found.push(token);
    }
}

/// The extras of a text with these tokens.
#[must_use]
pub fn extras(tokens: &[Token]) -> Vec<Extra> {
    let mut extras = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let joined = rest.iter().skip(1).take_while(|it| it.is_joined).count();
        let (name, later) = rest.split_at(joined + 1);
        rest = later;
        extras.extend(whole(name));
        for token in name {
            parts(token, &mut extras);
        }
    }
    extras
}

/// What tokens begin with: the first two letters of each word, and the first of each pair. An index
/// finds short prefixes by these, because too many words have them.
#[must_use]
pub fn starts(tokens: &[Token]) -> Vec<&str> {
    let mut all: Vec<&str> = Vec::new();
    for token in tokens {
        let letters = if token.is_pair() { 1 } else { PREFIX_MIN };
        let cut = token.text.char_indices().nth(letters);
        let start = cut.and_then(|(end, _)| token.text.get(..end));
        all.extend(start.filter(|start| !all.contains(start)));
    }
    all
}

/// Joined tokens as one word.
#[must_use]
pub(super) fn whole(name: &[Token]) -> Option<Extra> {
    let (first, last) = (name.first()?, name.last()?);
    let is_word = |letter: char| matches!(kind(letter), Kind::Word(_));
    let are_words = name.iter().all(|it| it.text.chars().all(is_word));
    let letters: usize = name.iter().map(|it| it.text.chars().count()).sum();
    let joined = name.iter().skip(1).all(|it| it.is_joined);
    if name.len() < 2 || !joined || letters > LETTERS_MAX || !are_words {
        return None;
    }
    Some(Extra {
        text: name.iter().map(|it| it.text.as_str()).collect(),
        start: first.start,
        end: last.end,
    })
}

/// The parts of a word with humps.
fn parts(token: &Token, extras: &mut Vec<Extra>) {
    if token.humps.is_empty() {
        return;
    }
    let mut start = 0;
    let ends = token.humps.iter().copied().chain([token.ends.len()]);
    for end in ends {
        let letters = token.text.chars().skip(start).take(end - start);
        let place = |at: usize| token.ends.get(at).copied().unwrap_or(token.end);
        extras.push(Extra {
            text: letters.collect(),
            start: start.checked_sub(1).map_or(token.start, place),
            end: end.checked_sub(1).map_or(token.end, place),
        });
        start = end;
    }
}
