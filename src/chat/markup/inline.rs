//! Reads one line: code, mentions, addresses and marks, from left to right. What comes first binds
//! closest, so marks inside of code are text.

use super::marks::{Marks, Piece, Run, What};
use super::signs::{can_close, can_open, first, last, run};
use super::{Inline, address, mention};

/// The most backticks that stand around code in a line.
const TICKS: usize = 3;

/// The parts of one line.
pub fn inline(line: &str) -> Vec<Inline<'_>> {
    if !line.contains(['*', '_', '~', '`', '@']) {
        return if line.is_empty() {
            Vec::new()
        } else {
            vec![Inline::Text(line)]
        };
    }
    let mut reader = Reader {
        line,
        ..Reader::default()
    };
    reader.read();
    tree(line, reader.marks.pieces)
}

#[derive(Default)]
struct Reader<'a> {
    line: &'a str,
    /// How far it has been read, in bytes.
    at: usize,
    before: Option<char>,
    marks: Marks<'a>,
    /// No later run has this many backticks.
    unclosed: [bool; TICKS + 1],
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        while let Some(letter) = first(self.rest()) {
            let length = match letter {
                '`' => self.code(),
                '@' => self.mention(),
                '*' | '_' | '~' => self.mark(letter),
                'a'..='z' | 'A'..='Z' | '0'..='9' => self.word(),
                _ => letter.len_utf8(),
            };
            self.before = last(self.rest().get(..length).unwrap_or_default());
            self.at += length;
        }
    }

    fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// An address whole, or as many letters as cannot begin one.
    fn word(&self) -> usize {
        let rest = self.rest();
        let address = address::length(rest, self.before);
        if address > 0 {
            return address;
        }
        run(rest, |it| it.is_ascii_alphanumeric())
    }

    fn mark(&mut self, sign: char) -> usize {
        let rest = self.rest();
        let length = run_of(rest, sign);
        let after = rest.get(length..).and_then(first);
        self.marks.meet(&Run {
            sign,
            start: self.at,
            length,
            can_open: can_open(self.before, after),
            can_close: can_close(self.before, after),
        });
        length
    }

    fn mention(&mut self) -> usize {
        let rest = self.rest();
        let Some(handle) = mention::handle(rest, self.before) else {
            return 1;
        };
        let length = 1 + handle.len();
        self.leaf(length, What::Mention(handle));
        length
    }

    /// Code ends at the next run of as many backticks. Otherwise the backticks are text.
    fn code(&mut self) -> usize {
        let rest = self.rest();
        let ticks = run_of(rest, '`');
        let after = rest.get(ticks..).unwrap_or_default();
        if self.unclosed.get(ticks).is_none_or(|it| *it) {
            return ticks;
        }
        let Some(code) = until(after, ticks) else {
            self.unclosed
                .get_mut(ticks)
                .into_iter()
                .for_each(|it| *it = true);
            return ticks;
        };
        if code.trim().is_empty() {
            return ticks;
        }
        let length = ticks + code.len() + ticks;
        self.leaf(length, What::Code(unpadded(code)));
        length
    }

    fn leaf(&mut self, length: usize, what: What<'a>) {
        let (start, end) = (self.at, self.at + length);
        self.marks.pieces.push(Piece { start, end, what });
    }
}

/// How many of this sign of ASCII a text begins with.
fn run_of(text: &str, sign: char) -> usize {
    text.bytes()
        .take_while(|it| char::from(*it) == sign)
        .count()
}

/// The text before the next run of exactly `ticks` backticks.
fn until(text: &str, ticks: usize) -> Option<&str> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('`') {
        let start = at + found;
        let rest = text.get(start..)?;
        let found = run_of(rest, '`');
        if found == ticks {
            return text.get(..start);
        }
        at = start + found;
    }
    None
}

/// A blank on both sides is there for the backticks, as in ``` `` ` `` ```.
fn unpadded(code: &str) -> &str {
    let inner = code
        .strip_prefix(' ')
        .and_then(|code| code.strip_suffix(' '));
    inner.unwrap_or(code)
}

/// Nests the pieces, with the text between them.
fn tree<'a>(line: &'a str, pieces: Vec<Piece<'a>>) -> Vec<Inline<'a>> {
    let (mut around, mut here, mut at) = (Vec::new(), Vec::new(), 0);
    for Piece { start, end, what } in pieces {
        if matches!(what, What::Text) {
            continue;
        }
        push_text(&mut here, line.get(at..start));
        match what {
            What::Text => {}
            What::Open => around.push(std::mem::take(&mut here)),
            What::Close(mark) => {
                let outer = around.pop().unwrap_or_default();
                let inner = std::mem::replace(&mut here, outer);
                here.push(Inline::Marked(mark, inner));
            }
            What::Code(code) => here.push(Inline::Code(code)),
            What::Mention(handle) => here.push(Inline::Mention(handle)),
        }
        at = end;
    }
    push_text(&mut here, line.get(at..));
    here
}

fn push_text<'a>(parts: &mut Vec<Inline<'a>>, text: Option<&'a str>) {
    let text = text.filter(|text| !text.is_empty());
    parts.extend(text.map(Inline::Text));
}
