//! Whom a message names. A handle is only looked for here: whether a member has it is the
//! conversation's to say.

use std::collections::BTreeSet;

use super::signs::is_word;
use super::{Block, Inline, List, parse};
use crate::chat::{HANDLE_MAX, Handle};

/// Names all members.
const EVERYONE: &str = "everyone";
/// Names the members who are here.
const HERE: &str = "here";

/// Whom a message names, outside of code and quotes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentioned {
    /// Each once, in the order of the message. Most messages name nobody, and no more than a
    /// third of a body's letters are handles.
    pub handles: Vec<Handle>,
    pub everyone: bool,
    pub here: bool,
}

/// Finds whom a body names.
#[must_use]
pub fn mentioned(body: &str) -> Mentioned {
    if !body.contains('@') {
        return Mentioned::default();
    }
    let mut names = Vec::new();
    in_blocks(&parse(body), &mut names);
    let (mut mentioned, mut known) = (Mentioned::default(), BTreeSet::new());
    for handle in names.into_iter().filter_map(Handle::parse) {
        match handle.as_str() {
            EVERYONE => mentioned.everyone = true,
            HERE => mentioned.here = true,
            _ if known.insert(handle.clone()) => mentioned.handles.push(handle),
            _ => {}
        }
    }
    mentioned
}

fn in_blocks<'a>(blocks: &[Block<'a>], names: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Text(parts) => in_parts(parts, names),
            Block::List(list) => in_list(list, names),
            Block::Code { .. } | Block::Quote(_) => {}
        }
    }
}

fn in_list<'a>(list: &List<'a>, names: &mut Vec<&'a str>) {
    for item in &list.items {
        in_parts(&item.text, names);
        for list in &item.lists {
            in_list(list, names);
        }
    }
}

fn in_parts<'a>(parts: &[Inline<'a>], names: &mut Vec<&'a str>) {
    for part in parts {
        match part {
            Inline::Mention(handle) => names.push(handle),
            Inline::Marked(_, parts) => in_parts(parts, names),
            Inline::Text(_) | Inline::Break | Inline::Code(_) => {}
        }
    }
}

/// The handle after the `@` that `rest` begins with. It does not end with a sign, so a sentence can
/// end after it. `anna@x.org`, `@a@x.org` and `@a/b` are addresses and packages, and name nobody.
pub fn handle(rest: &str, before: Option<char>) -> Option<&str> {
    if before.is_some_and(|it| is_word(it) || it == '@' || it == '/') {
        return None;
    }
    let rest = rest.strip_prefix('@')?;
    let is_sign = |it: char| "._-".contains(it);
    let end = rest.find(|it: char| !it.is_ascii_alphanumeric() && !is_sign(it));
    let (run, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    if after.starts_with(|it| is_word(it) || it == '@' || it == '/') || run.starts_with(is_sign) {
        return None;
    }
    let handle = run.trim_end_matches(is_sign);
    (2..=HANDLE_MAX).contains(&handle.len()).then_some(handle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, handles: &[&str]) {
        let found = mentioned(body);
        let found: Vec<_> = found.handles.iter().map(Handle::as_str).collect();
        assert_eq!(found, handles, "{body:?}");
    }

    #[test]
    fn code_quotes_and_addresses_name_nobody() {
        check("`@anna` and ```@anna```", &[]);
        check("```\n@anna\n```", &[]);
        check("```\n@anna, and no end", &[]);
        check("> @anna said so", &[]);
        check(
            "anna@example.com https://example.com/@anna x.org/@anna",
            &[],
        );
        check("@anna@x.org @types/node @a @anna\u{e9} @-anna", &[]);
    }

    #[test]
    fn each_is_named_once_in_small_letters_wherever_they_stand() {
        check("@Ben, @anna. (@anna) cc:@c_d", &["ben", "anna", "c_d"]);
        check("> @dora said\n\n*hi @ben* **_@anna_**", &["ben", "anna"]);
        check("- @ben\n  - @anna\n1. ~~@cleo~~", &["ben", "anna", "cleo"]);
        check("你好@anna请看", &["anna"]);
    }

    #[test]
    fn everyone_and_here_are_nobodys_handles() {
        let found = mentioned("@everyone and @Here, also @ben. `@nobody`");
        assert!(found.everyone && found.here);
        assert_eq!(found.handles.len(), 1);
        assert_eq!(mentioned("> @everyone"), Mentioned::default());
    }
}
