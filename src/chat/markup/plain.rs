//! A message without its marks: for previews, push notifications and the search index.

use super::{Block, Inline, List};

/// The text that a reader sees. Items of lists have a bullet or their number; what else a mark said
/// is left out.
#[must_use]
pub fn plain(blocks: &[Block]) -> String {
    let mut text = String::new();
    of_blocks(blocks, &mut text);
    text
}

fn of_blocks(blocks: &[Block], text: &mut String) {
    for block in blocks {
        match block {
            Block::Text(parts) => {
                begin_line(text);
                of_parts(parts, text);
            }
            Block::Code { code, .. } => {
                begin_line(text);
                text.push_str(code);
            }
            Block::Quote(blocks) => of_blocks(blocks, text),
            Block::List(list) => of_list(list, text),
        }
    }
}

fn of_list(list: &List, text: &mut String) {
    for item in &list.items {
        begin_line(text);
        match item.number {
            None => text.push('•'),
            Some(number) => {
                text.push_str(&number.to_string());
                text.push('.');
            }
        }
        text.push(' ');
        of_parts(&item.text, text);
        for list in &item.lists {
            of_list(list, text);
        }
    }
}

fn of_parts(parts: &[Inline], text: &mut String) {
    for part in parts {
        match part {
            Inline::Text(part) | Inline::Code(part) => text.push_str(part),
            Inline::Break => text.push('\n'),
            Inline::Marked(_, parts) => of_parts(parts, text),
            Inline::Mention(handle) => {
                text.push('@');
                text.push_str(handle);
            }
        }
    }
}

fn begin_line(text: &mut String) {
    if !text.is_empty() {
        text.push('\n');
    }
}
