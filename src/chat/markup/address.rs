//! Where an address may be in a line. Signs inside of it are no marks, so `https://x.org/_a_/*b*`
//! stays whole. What becomes a link is the client's to decide.

use super::signs::run;

/// What ends an address, beside blanks: quotes, brackets that are not ASCII's, and the punctuation
/// of Chinese and Japanese.
fn ends(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter,
            '<' | '>' | '"' | '|' | '\\' | '^' | '`' | '\u{ab}' | '\u{bb}' | '\u{2026}'
            | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}' | '\u{3001}'..='\u{3003}'
            | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{ff01}' | '\u{ff08}'
            | '\u{ff09}' | '\u{ff0c}' | '\u{ff0e}' | '\u{ff1a}' | '\u{ff1b}' | '\u{ff1f}'
            | '\u{ff3b}' | '\u{ff3d}' | '\u{ff5b}' | '\u{ff5d}' | '\u{ff61}'..='\u{ff64}')
}

/// Closes a sentence or a mark, and not an address.
const TAIL: [char; 13] = [
    '.', ',', ';', ':', '!', '?', '\'', ')', ']', '}', '*', '_', '~',
];

/// The bytes of the address that `rest` begins with, or 0. `before` is the sign before it.
pub fn length(rest: &str, before: Option<char>) -> usize {
    let is_inside =
        |signs: &str| before.is_some_and(|it| it.is_ascii_alphanumeric() || signs.contains(it));
    let full = if is_inside(":") { None } else { full(rest) };
    let bare = || {
        if is_inside(".-_@:/") {
            None
        } else {
            domain(rest)
        }
    };
    let end = full.or_else(bare).unwrap_or(0);
    let whole = rest.get(..end).unwrap_or_default();
    whole.trim_end_matches(TAIL).len()
}

/// Whether there is an address anywhere in a text.
#[must_use]
pub fn is_in(text: &str) -> bool {
    let mut before = None;
    for (at, letter) in text.char_indices() {
        if letter.is_ascii_alphanumeric() && length(text.get(at..).unwrap_or_default(), before) > 0
        {
            return true;
        }
        before = Some(letter);
    }
    false
}

/// The end of an address with a scheme.
fn full(rest: &str) -> Option<usize> {
    let host = with_host(rest, "https://").or_else(|| with_host(rest, "http://"));
    match host {
        Some(host) => Some(with_path(rest, host).unwrap_or(host)),
        None => scheme(rest, "mailto:").map(|start| start + tail(rest, start)),
    }
}

/// The end of an address whose host ends here, if it has more.
fn with_path(rest: &str, host: usize) -> Option<usize> {
    let has_path = rest.get(host..)?.starts_with(['/', '?', '#']);
    has_path.then(|| host + tail(rest, host))
}

/// The bytes of an address from here on.
fn tail(rest: &str, start: usize) -> usize {
    run(rest.get(start..).unwrap_or_default(), |it| !ends(it))
}

fn scheme(rest: &str, name: &str) -> Option<usize> {
    let begins = rest.get(..name.len())?.eq_ignore_ascii_case(name);
    begins.then_some(name.len())
}

/// The end of a scheme and a host.
fn with_host(rest: &str, name: &str) -> Option<usize> {
    let start = scheme(rest, name)?;
    let is_host = |it: char| {
        let is_sign = it.is_ascii() && !it.is_ascii_alphanumeric();
        !ends(it) && (!is_sign || "-._:[]@%".contains(it))
    };
    let host = run(rest.get(start..)?, is_host);
    (host > 0).then_some(start + host)
}

/// The end of an address without a scheme, such as `docs.rs/a_b`. A host alone has no signs that
/// could be marks.
fn domain(rest: &str) -> Option<usize> {
    let is_host = |it: char| it.is_ascii_alphanumeric() || it == '-' || it == '.';
    let host = rest.get(..run(rest, is_host))?;
    let mut labels = host.split('.');
    if !host.contains('.') || labels.any(str::is_empty) {
        return None;
    }
    let port = rest.get(host.len()..)?.strip_prefix(':');
    let port = port.map_or(0, |rest| 1 + run(rest, |it| it.is_ascii_digit()));
    with_path(rest, host.len() + port)
}
