//! One term of a query, and where a text fits it.

use super::tokens::{PREFIX_MIN, Token, extras, tokens, whole};

/// Words that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub tokens: Vec<String>,
    /// All of them as one word, if they are joined.
    pub whole: Option<String>,
    /// The last one may be the beginning of a word.
    pub prefix: bool,
}

impl Term {
    /// The term that a text stands for, if it has anything to find.
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut found = tokens(text);
        // In a text more letters may follow the last pair.
        if let [.., pair, last] = found.as_slice()
            && last.is_rest
            && pair.end == last.end
        {
            found.pop();
        }
        let last = found.last()?;
        Some(Self {
            prefix: last.is_rest,
            whole: whole(&found).map(|it| it.text),
            tokens: found.into_iter().map(|it| it.text).collect(),
        })
    }

    /// The last word may be the beginning of one, unless it is a single letter.
    pub(super) fn may_go_on(&mut self) {
        let last = self.tokens.last();
        self.prefix |= last.is_some_and(|last| last.chars().nth(PREFIX_MIN - 1).is_some());
    }

    /// What the last word begins with, if too many words begin so for a search by prefix.
    #[must_use]
    pub fn short_prefix(&self) -> Option<&str> {
        let last = self.tokens.last().filter(|_| self.prefix)?;
        last.chars().nth(PREFIX_MIN).is_none().then_some(last)
    }

    fn fits(&self, word: &str, text: &str) -> bool {
        text == word || (self.prefix && text.starts_with(word))
    }

    /// Where it is in a text of these tokens.
    pub(super) fn places(&self, of: &[Token]) -> Vec<(usize, usize)> {
        let Some((last, before)) = self.tokens.split_last() else {
            return Vec::new();
        };
        let mut places = Vec::new();
        for window in of.windows(self.tokens.len()) {
            let mut pairs = before.iter().zip(window);
            let Some(end) = window.last().filter(|it| self.fits(last, &it.text)) else {
                continue;
            };
            if pairs.all(|(word, token)| *word == token.text) {
                let start = window.first().map_or(end.start, |it| it.start);
                let is_half = end.text != *last && end.is_pair();
                places.push((start, if is_half { end.first_end } else { end.end }));
            }
        }
        let single = Some(last).filter(|_| before.is_empty());
        let mut others = Vec::new();
        for word in [single, self.whole.as_ref()].into_iter().flatten() {
            let fitting = extras(of)
                .into_iter()
                .filter(|it| self.fits(word, &it.text));
            others.extend(fitting.map(|it| (it.start, it.end)));
            // `foo-bar` finds `foobar`.
            let fitting = of.iter().filter(|it| self.fits(word, &it.text));
            others.extend(fitting.map(|it| (it.start, it.end)));
        }
        // Where a token fits, the whole name around it is not shown as well.
        let is_apart = |it: &(usize, usize)| {
            places
                .iter()
                .all(|(start, end)| it.1 <= *start || *end <= it.0)
        };
        others.retain(is_apart);
        places.extend(others);
        places
    }
}
