//! Reads lines into blocks.

use super::fence::fence;
use super::inline::inline;
use super::lists::lists;
use super::{Block, Inline};

/// The blocks of these lines. Quotes nest `quotes` deep; the signs of deeper ones are text.
pub fn blocks<'a>(lines: &[&'a str], quotes: usize) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let (mut rest, mut waiting) = (lines, 0);
    let mut start = lines;
    while !rest.is_empty() {
        if let Some((found, taken)) = block(rest, quotes) {
            blocks.extend(text(start.get(..waiting).unwrap_or_default()));
            blocks.extend(found);
            rest = rest.get(taken..).unwrap_or_default();
            (start, waiting) = (rest, 0);
        } else {
            rest = rest.get(1..).unwrap_or_default();
            waiting += 1;
        }
    }
    blocks.extend(text(start));
    blocks
}

/// What these lines begin with that is no text, and how many lines it takes.
fn block<'a>(lines: &[&'a str], quotes: usize) -> Option<(Vec<Block<'a>>, usize)> {
    if lines.first()?.is_empty() {
        return None;
    }
    if let Some((code, taken)) = fence(lines) {
        return Some((vec![code], taken));
    }
    if quotes > 0
        && let Some((quote, taken)) = quote(lines, quotes)
    {
        return Some((vec![quote], taken));
    }
    let (lists, taken) = lists(lines)?;
    Some((lists.into_iter().map(Block::List).collect(), taken))
}

/// A quote ends with the first line without its sign.
fn quote<'a>(lines: &[&'a str], quotes: usize) -> Option<(Block<'a>, usize)> {
    let first = quoted(lines.first()?)?;
    if first.trim().is_empty() {
        return None;
    }
    let inner: Vec<&str> = lines.iter().map_while(|line| quoted(line)).collect();
    Some((Block::Quote(blocks(&inner, quotes - 1)), inner.len()))
}

/// `>` and a blank. Without it `>_<` and `>:(` would be quotes.
fn quoted(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('>')?;
    if rest.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix([' ', '\t'])
    }
}

/// Lines of text without the blank ones around them, or nothing.
fn text<'a>(lines: &[&'a str]) -> Option<Block<'a>> {
    let is_written = |line: &&str| !line.trim().is_empty();
    let first = lines.iter().position(is_written)?;
    let last = lines.iter().rposition(is_written)?;
    let mut parts = Vec::new();
    for (nth, line) in lines.get(first..=last)?.iter().enumerate() {
        if nth > 0 {
            parts.push(Inline::Break);
        }
        parts.extend(inline(line));
    }
    Some(Block::Text(parts))
}
