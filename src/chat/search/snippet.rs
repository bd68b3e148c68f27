//! The part of a message that a result shows, with what was found in it.

use serde::{Deserialize, Serialize};

/// Code points of a snippet, about.
const LENGTH: usize = 240;
/// Code points before the first place that fits.
const BEFORE: usize = 60;
/// Stands where text was left out.
const LEFT_OUT: char = '…';

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(optional_fields))]
pub struct SnippetPart {
    pub text: String,
    /// It fits a term of the query.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    #[cfg_attr(test, ts(as = "Option<bool>"))]
    pub hit: bool,
}

/// The pieces of a text around the first of `places`, on one line. `places` are in order and apart.
#[must_use]
pub fn snippet(text: &str, places: &[(usize, usize)]) -> Vec<SnippetPart> {
    let first = places.first().map_or(0, |place| place.0);
    let (from, to) = part(text, first);
    let mut parts = Vec::new();
    let mut push = |start: usize, end: usize, hit: bool| {
        let (start, end) = (start.max(from), end.min(to));
        let text = text.get(start..end).unwrap_or_default();
        if !text.is_empty() {
            let text = text.replace(['\n', '\t'], " ");
            parts.push(SnippetPart { text, hit });
        }
    };
    let mut done = from;
    for (start, end) in places {
        push(done, *start, false);
        push(*start, *end, true);
        done = done.max(*end);
    }
    push(done, to, false);
    let left_out = || SnippetPart {
        text: LEFT_OUT.to_string(),
        hit: false,
    };
    if from > 0 {
        parts.insert(0, left_out());
    }
    if to < text.len() {
        parts.push(left_out());
    }
    parts
}

/// The bytes of a text that a snippet shows. It begins and ends at blanks, if there are some near.
fn part(text: &str, first: usize) -> (usize, usize) {
    let is_blank = |it: &(usize, char)| it.1.is_whitespace();
    let (before, after) = text.split_at_checked(first).unwrap_or(("", text));
    let mut back = before.char_indices().rev().take(BEFORE);
    let farthest = back.by_ref().last().map_or(first, |it| it.0);
    let start = if farthest == 0 {
        0
    } else {
        let mut letters = text.get(farthest..first).unwrap_or_default().char_indices();
        letters
            .find(is_blank)
            .map_or(farthest, |it| farthest + it.0 + 1)
    };
    let shown = text.get(start..first).unwrap_or_default().chars().count();
    let left = LENGTH.saturating_sub(shown);
    let Some((end, _)) = after.char_indices().nth(left) else {
        return (start, text.len());
    };
    let mut letters = after.get(..end).unwrap_or_default().char_indices().rev();
    let blank = letters.by_ref().take(BEFORE).find(is_blank);
    let end = blank.map(|it| it.0).filter(|it| *it > 0).unwrap_or(end);
    (start, first + end)
}
