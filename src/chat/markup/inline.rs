//! Reads one line: code, mentions, addresses and marks, from left to right. What comes first binds
//! closest, so marks inside of code are text.

use super::marks::{Marks, Run};
use super::{Inline, Mark, address, mention, signs};

/// The most backticks that stand around code in a line.
const TICKS: usize = 3;

#[derive(Clone, Copy)]
enum What<'a> {
    Open,
    Close(Mark),
    Leaf(fn(&'a str) -> Inline<'a>, &'a str),
}

/// Something in a line that is no text, and its bytes.
struct Piece<'a> {
    start: usize,
    end: usize,
    what: What<'a>,
}

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
    tree(line, reader.pieces())
}

#[derive(Default)]
struct Reader<'a> {
    line: &'a str,
    /// How far it has been read, in bytes.
    at: usize,
    before: Option<char>,
    leaves: Vec<Piece<'a>>,
    marks: Marks,
    /// No later run has this many backticks.
    unclosed: [bool; TICKS + 1],
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        while let Some(letter) = self.rest().chars().next() {
            let length = match letter {
                '`' => self.code(),
                '@' => self.mention(),
                '*' | '_' | '~' => self.mark(letter),
                'a'..='z' | 'A'..='Z' | '0'..='9' => self.word(),
                _ => letter.len_utf8(),
            };
            let passed = self.rest().get(..length).unwrap_or_default();
            self.before = passed.chars().next_back();
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
        let is_letter = |it: char| it.is_ascii_alphanumeric();
        rest.find(|it| !is_letter(it)).unwrap_or(rest.len())
    }

    fn mark(&mut self, sign: char) -> usize {
        let rest = self.rest();
        let after = rest.trim_start_matches(sign);
        let (length, after) = (rest.len() - after.len(), after.chars().next());
        self.marks.meet(&Run {
            sign,
            start: self.at,
            length,
            can_open: signs::can_open(self.before, after),
            can_close: signs::can_close(self.before, after),
        });
        length
    }

    fn mention(&mut self) -> usize {
        let rest = self.rest();
        let Some(handle) = mention::handle(rest, self.before) else {
            return 1;
        };
        let length = 1 + handle.len();
        self.leaf(length, Inline::Mention, handle);
        length
    }

    /// Code ends at the next run of as many backticks. Otherwise the backticks are text.
    fn code(&mut self) -> usize {
        let rest = self.rest();
        let after = rest.trim_start_matches('`');
        let ticks = rest.len() - after.len();
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
        self.leaf(length, Inline::Code, unpadded(code));
        length
    }

    fn leaf(&mut self, length: usize, make: fn(&'a str) -> Inline<'a>, text: &'a str) {
        let (start, end) = (self.at, self.at + length);
        self.leaves.push(Piece {
            start,
            end,
            what: What::Leaf(make, text),
        });
    }

    /// All that is no text, in the order of the line.
    fn pieces(self) -> Vec<Piece<'a>> {
        let mut pieces = self.leaves;
        for pair in self.marks.pairs {
            let ((start, end), what) = (pair.opening, What::Open);
            pieces.push(Piece { start, end, what });
            let ((start, end), what) = (pair.closing, What::Close(pair.mark));
            pieces.push(Piece { start, end, what });
        }
        pieces.sort_unstable_by_key(|piece| piece.start);
        pieces
    }
}

/// The text before the next run of exactly `ticks` backticks.
fn until(text: &str, ticks: usize) -> Option<&str> {
    let mut at = 0;
    while let Some(found) = text.get(at..)?.find('`') {
        let start = at + found;
        let rest = text.get(start..)?;
        let run = rest.len() - rest.trim_start_matches('`').len();
        if run == ticks {
            return text.get(..start);
        }
        at = start + run;
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
        push_text(&mut here, line.get(at..start));
        match what {
            What::Open => around.push(std::mem::take(&mut here)),
            What::Close(mark) => {
                let outer = around.pop().unwrap_or_default();
                let inner = std::mem::replace(&mut here, outer);
                here.push(Inline::Marked(mark, inner));
            }
            What::Leaf(make, text) => here.push(make(text)),
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
