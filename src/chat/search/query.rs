//! What a person asks for: `eagle owl from:anna after:2026-11-01 "night shift"`.
//!
//! All terms must be in a message. The last word may be the beginning of a word.

use super::day;
use super::term::Term;
use super::tokens::{Token, tokens};
use crate::chat::limits::SEARCH_CHARS;
use crate::chat::refusal::SearchRule;
use crate::chat::{Millis, Refusal};

/// Terms and filters that one query may have.
const TERMS_MAX: usize = 24;

/// See the module's documentation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub terms: Vec<Term>,
    /// The author has one of these handles. Any author, if there is none.
    pub from: Vec<String>,
    /// The conversation's name has all of these in it.
    pub within: Vec<Vec<Term>>,
    /// Sent at this time or later.
    pub since: Option<Millis>,
    /// Sent before this time.
    pub until: Option<Millis>,
    /// It has a link.
    pub link: bool,
    /// Somebody has reacted to it.
    pub reaction: bool,
}

impl Query {
    /// Reads a query. `offset` is how many minutes the person's clock is ahead of UTC.
    ///
    /// # Errors
    /// [`Refusal::BadSearch`].
    pub fn parse(text: &str, offset: i64) -> Result<Self, Refusal> {
        let bad = Refusal::BadSearch;
        if text.chars().count() > SEARCH_CHARS {
            return Err(bad(SearchRule::TooLong));
        }
        let (mut query, mut last_word) = (Self::default(), None);
        let pieces = pieces(text);
        if pieces.len() > TERMS_MAX {
            return Err(bad(SearchRule::TooLong));
        }
        for piece in pieces {
            let value = piece.text.as_str();
            match piece.key {
                None => {
                    let Some(term) = Term::new(value) else {
                        continue;
                    };
                    if !piece.quoted {
                        last_word = Some(query.terms.len());
                    }
                    query.terms.push(term);
                }
                // A filter without a value is not complete yet.
                Some(_) if value.is_empty() => {}
                Some(key) => query.filter(key, value, offset).map_err(bad)?,
            }
        }
        if let Some(term) = last_word.and_then(|last| query.terms.get_mut(last)) {
            term.may_go_on();
        }
        if query.finds_all() {
            return Err(bad(SearchRule::Empty));
        }
        Ok(query)
    }

    fn filter(&mut self, key: Key, value: &str, offset: i64) -> Result<(), SearchRule> {
        let begin = || day::begin(value, offset).ok_or(SearchRule::Date);
        match key {
            Key::From => {
                let handle = value.strip_prefix('@').unwrap_or(value);
                self.from.push(handle.to_ascii_lowercase());
            }
            Key::In => {
                let words = value.trim_start_matches(['@', '#']);
                let words = words.split_whitespace().filter_map(Term::new);
                let words = words.map(|mut term| {
                    term.may_go_on();
                    term
                });
                self.within.push(words.collect());
            }
            Key::Before => self.not_after(begin()?),
            Key::After => self.not_before(begin()? + day::DAY),
            Key::On => {
                let day = begin()?;
                self.not_before(day);
                self.not_after(day + day::DAY);
            }
            Key::Has => match value.to_ascii_lowercase().as_str() {
                "link" => self.link = true,
                "reaction" => self.reaction = true,
                _ => return Err(SearchRule::Has),
            },
        }
        Ok(())
    }

    fn not_before(&mut self, at: i64) {
        let at = day::time(at);
        self.since = Some(self.since.map_or(at, |since| since.max(at)));
    }

    fn not_after(&mut self, at: i64) {
        let at = day::time(at);
        self.until = Some(self.until.map_or(at, |until| until.min(at)));
    }

    fn finds_all(&self) -> bool {
        self.terms.is_empty()
            && self.from.is_empty()
            && self.since.is_none()
            && self.until.is_none()
            && !(self.link || self.reaction)
    }

    /// Whether a conversation of this name is one of those in which to search.
    #[must_use]
    pub fn is_within(&self, title: &str) -> bool {
        let tokens = tokens(title);
        let terms = self.within.iter().flatten();
        let mut places = terms.map(|term| term.places(&tokens));
        places.all(|places| !places.is_empty())
    }

    /// The places in a text of these tokens that fit the terms, in order. None if a term is
    /// missing.
    #[must_use]
    pub fn places(&self, tokens: &[Token]) -> Option<Vec<(usize, usize)>> {
        let mut all = Vec::new();
        for term in &self.terms {
            let places = term.places(tokens);
            if places.is_empty() {
                return None;
            }
            all.extend(places);
        }
        let mut apart: Vec<(usize, usize)> = Vec::with_capacity(all.len());
        for (mut start, mut end) in all {
            apart.retain(|it| {
                let meets = it.0 <= end && start <= it.1;
                if meets {
                    (start, end) = (start.min(it.0), end.max(it.1));
                }
                !meets
            });
            let place = apart.iter().take_while(|it| it.0 < start).count();
            apart.insert(place, (start, end));
        }
        Some(apart)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    From,
    In,
    Before,
    After,
    On,
    Has,
}

const KEYS: [(&str, Key); 6] = [
    ("from:", Key::From),
    ("in:", Key::In),
    ("before:", Key::Before),
    ("after:", Key::After),
    ("on:", Key::On),
    ("has:", Key::Has),
];

/// A word, a phrase, or a filter with its value.
struct Piece {
    key: Option<Key>,
    text: String,
    quoted: bool,
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Splits a query at blanks outside of quotes. A quote that is not closed goes on to the end.
fn pieces(text: &str) -> Vec<Piece> {
    let is_blank = |letter: char| letter.is_whitespace() || letter.is_control();
    let mut pieces = Vec::new();
    let mut rest = text.trim_start_matches(is_blank);
    while !rest.is_empty() {
        let named = KEYS.iter().find(|(name, _)| {
            let begin = rest.get(..name.len());
            begin.is_some_and(|begin| begin.eq_ignore_ascii_case(name))
        });
        let key = named.map(|(name, key)| {
            rest = rest.get(name.len()..).unwrap_or_default();
            *key
        });
        let quoted = rest.starts_with(is_quote);
        let ends = |letter: char| {
            if quoted {
                is_quote(letter)
            } else {
                is_blank(letter)
            }
        };
        let begun = if quoted {
            rest.trim_start_matches(is_quote)
        } else {
            rest
        };
        // A quote inside of a word begins a phrase.
        let end = begun
            .find(|it| ends(it) || is_quote(it))
            .unwrap_or(begun.len());
        let (word, later) = begun.split_at(end);
        pieces.push(Piece {
            key,
            text: word.to_owned(),
            quoted,
        });
        rest = if quoted {
            later.strip_prefix(is_quote).unwrap_or(later)
        } else {
            later
        };
        rest = rest.trim_start_matches(is_blank);
    }
    pieces
}
