//! Blocks of code: lines between lines of backticks.

use super::Block;

/// Backticks that begin a block of code.
const TICKS: usize = 3;
/// Blanks that may stand before them. Later lines lose as many.
const INDENT: usize = 3;
/// Letters of a language's name.
const LANGUAGE: usize = 24;

/// The block of code that these lines begin with, and how many lines it takes. Without an end it
/// takes all lines. One with nothing to read is text.
pub fn fence<'a>(lines: &[&'a str]) -> Option<(Block<'a>, usize)> {
    let (first, later) = lines.split_first()?;
    let unindented = first.trim_start_matches(' ');
    let indent = first.len() - unindented.len();
    let info = unindented.trim_start_matches('`');
    let ticks = unindented.len() - info.len();
    if indent > INDENT || ticks < TICKS || info.contains('`') || later.is_empty() {
        return None;
    }
    // What is no name of a language is already code.
    let is_language = is_language(info.trim());
    let language = if is_language { info.trim() } else { "" };
    let mut code = Vec::new();
    if !is_language && !info.trim().is_empty() {
        code.push(info);
    }
    let mut taken = 1;
    for line in later {
        taken += 1;
        let line = without_indent(line, indent);
        if let Some(last) = end(line, ticks) {
            code.extend(Some(last).filter(|last| !last.trim().is_empty()));
            break;
        }
        code.push(line);
    }
    if code.iter().all(|line| line.trim().is_empty()) {
        return None;
    }
    let code = code.join("\n");
    Some((Block::Code { language, code }, taken))
}

/// What stands before the backticks that end the block. People often put them behind the last line.
fn end(line: &str, ticks: usize) -> Option<&str> {
    let line = line.trim_end();
    let last = line.trim_end_matches('`');
    (line.len() - last.len() >= ticks).then_some(last)
}

fn without_indent(line: &str, indent: usize) -> &str {
    let unindented = line.trim_start_matches(' ');
    let blanks = line.len() - unindented.len();
    line.get(blanks.min(indent)..).unwrap_or(line)
}

fn is_language(info: &str) -> bool {
    let is_letter = |it: u8| it.is_ascii_alphanumeric() || b"+#._-".contains(&it);
    (1..=LANGUAGE).contains(&info.len()) && info.bytes().all(is_letter)
}
