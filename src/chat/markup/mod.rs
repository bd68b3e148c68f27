//! Marks in what people write: `**bold**`, `> quote`, code, lists. It reads a body into a tree of
//! parts that borrow from it. `public/model/markup/` has the same grammar, which docs/protocol.md
//! describes; `tests/markup` holds both to the same samples.
//!
//! A body is stored as it was written. Any text is valid: what is no mark is text. Reading takes
//! time in proportion to the length of the body.

mod address;
mod blocks;
mod fence;
mod inline;
mod lists;
mod marks;
mod mention;
mod plain;
mod signs;

use super::limits::MARKUP_QUOTES;

pub use address::is_in as has_address;
pub use mention::{Mentioned, mentioned};
pub use plain::plain;

/// A part of a message that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'a> {
    /// Lines of text. Blank lines around it are left out.
    Text(Vec<Inline<'a>>),
    /// Between lines of three or more backticks. `language` is empty when none was named.
    Code {
        language: &'a str,
        code: String,
    },
    /// Lines that begin with `> `.
    Quote(Vec<Block<'a>>),
    List(List<'a>),
}

/// Items of one kind, at one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<'a> {
    pub items: Vec<Item<'a>>,
}

/// One item. Its number is the one that was written; bullets have none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'a> {
    pub number: Option<u16>,
    pub text: Vec<Inline<'a>>,
    /// The lists below it.
    pub lists: Vec<List<'a>>,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline<'a> {
    Text(&'a str),
    /// A new line begins.
    Break,
    Marked(Mark, Vec<Inline<'a>>),
    Code(&'a str),
    /// What may be a handle, without its `@`. Whether it names anybody is not known here.
    Mention(&'a str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Bold,
    Italic,
    Strike,
}

/// Reads a body.
#[must_use]
pub fn parse(body: &str) -> Vec<Block<'_>> {
    let lines: Vec<&str> = body.split('\n').collect();
    blocks::blocks(&lines, MARKUP_QUOTES)
}
