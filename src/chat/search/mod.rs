//! Finding messages by their words: how a text becomes tokens, what a query asks, and where a text
//! fits it.
//!
//! A conversation's object keeps an index of tokens (`store/conversation/search.rs`). The index
//! only proposes messages. Whether one fits, and where, is decided here, from its present body.

mod code;
mod day;
mod fold;
mod letters;
mod query;
mod snippet;
mod term;
mod tokens;

#[cfg(test)]
mod tests;

pub use code::code;
pub use query::Query;
pub use snippet::{SnippetPart, snippet};
pub use term::Term;
pub use tokens::{Extra, Token, extras, starts, tokens};

use super::markup;

/// A body as search reads it: without its marks.
#[must_use]
pub fn searchable(body: &str) -> String {
    markup::plain(&markup::parse(body))
}
