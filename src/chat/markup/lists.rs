//! Lists: lines that begin with `- `, `* `, `• ` or a number such as `1. `. An item keeps the
//! number that was written, so a list says what its author wrote.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::fence::fence;
use super::inline::inline;
use super::{Inline, Item, List};
use crate::chat::limits::MARKUP_LISTS;

/// How much further a line stands in when it belongs to the item above, in columns.
const DEEPER: usize = 2;
/// Columns of a tab.
const TAB: usize = 4;
/// Digits of a number. A year at the beginning of a line has more.
const DIGITS: usize = 3;

/// An item before it has its place among the others.
struct Flat<'a> {
    level: usize,
    number: Option<u16>,
    text: Vec<Inline<'a>>,
}

/// The lists that these lines begin with, and how many lines they take.
pub fn lists<'a>(lines: &[&'a str]) -> Option<(Vec<List<'a>>, usize)> {
    let mut indents: Vec<usize> = Vec::new();
    let mut items: Vec<Flat> = Vec::new();
    let (mut rest, mut taken, mut last) = (lines, 0, 0);
    while let Some((line, after)) = rest.split_first() {
        let (indent, text) = unindented(line);
        if let Some((number, text)) = marker(text) {
            let level = enter(&mut indents, indent);
            last = indent;
            items.push(Flat {
                level,
                number,
                text: inline(text),
            });
        } else if let Some(item) = items.last_mut()
            && !text.trim().is_empty()
            && indent >= last + DEEPER
            && fence(rest).is_none()
        {
            item.text.push(Inline::Break);
            item.text.extend(inline(text));
        } else {
            break;
        }
        taken += 1;
        rest = after;
    }
    (taken > 0).then(|| (nested(&mut items.into_iter().peekable(), 0), taken))
}

/// The level of an item with this indentation, below the items above.
fn enter(indents: &mut Vec<usize>, indent: usize) -> usize {
    while indents.last().is_some_and(|last| indent < *last) {
        indents.pop();
    }
    let is_deeper = indents.last().is_none_or(|last| indent >= last + DEEPER);
    if is_deeper && indents.len() < MARKUP_LISTS {
        indents.push(indent);
    }
    indents.len().saturating_sub(1)
}

/// Items of one level, each with those below it. Bullets and numbers are lists of their own.
fn nested<'a>(items: &mut Peekable<IntoIter<Flat<'a>>>, level: usize) -> Vec<List<'a>> {
    let mut lists: Vec<List> = Vec::new();
    while let Some(Flat { number, text, .. }) = items.next_if(|item| item.level >= level) {
        let item = Item {
            number,
            text,
            lists: nested(items, level + 1),
        };
        let same = lists.last_mut().filter(|list| {
            let first = list.items.first();
            first.is_some_and(|first| first.number.is_some() == number.is_some())
        });
        match same {
            Some(list) => list.items.push(item),
            None => lists.push(List { items: vec![item] }),
        }
    }
    lists
}

/// The columns of blanks before a line, and the line without them.
fn unindented(line: &str) -> (usize, &str) {
    let text = line.trim_start_matches([' ', '\t']);
    let blanks = line.get(..line.len() - text.len()).unwrap_or_default();
    let columns = blanks.bytes().map(|it| if it == b'\t' { TAB } else { 1 });
    (columns.sum(), text)
}

/// The number of an item, or none for a bullet, and its text.
fn marker(text: &str) -> Option<(Option<u16>, &str)> {
    let (number, rest) = match text.strip_prefix(['-', '*', '•']) {
        Some(rest) => (None, rest),
        None => numbered(text)?,
    };
    let item = rest.trim_start_matches([' ', '\t']);
    (item.len() < rest.len() && !item.trim().is_empty()).then_some((number, item))
}

fn numbered(text: &str) -> Option<(Option<u16>, &str)> {
    let (digits, rest) = text.split_once('.')?;
    let is_number = (1..=DIGITS).contains(&digits.len())
        && digits.bytes().all(|it| it.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    let number = digits.parse().ok().filter(|_| is_number)?;
    Some((Some(number), rest))
}
