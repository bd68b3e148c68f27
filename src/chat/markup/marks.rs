//! Pairs the marks of one line. Each kind is open at most once, so a line of any length costs a
//! fixed time for each mark.

use super::Mark;

/// What a run of signs stands for. The two signs for italics are two kinds, which do not pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bold,
    Star,
    Underscore,
    Strike,
}

/// Three stars are bold and italic.
fn kinds(sign: char, length: usize) -> &'static [Kind] {
    match (sign, length) {
        ('*', 1) => &[Kind::Star],
        ('*', 2) => &[Kind::Bold],
        ('*', 3) => &[Kind::Bold, Kind::Star],
        ('_', 1) => &[Kind::Underscore],
        ('~', 2) => &[Kind::Strike],
        _ => &[],
    }
}

#[derive(Clone, Copy)]
struct Opening {
    kind: Kind,
    start: usize,
    /// Its place among the pieces.
    nth: usize,
}

impl Kind {
    const fn mark(self) -> Mark {
        match self {
            Self::Bold => Mark::Bold,
            Self::Star | Self::Underscore => Mark::Italic,
            Self::Strike => Mark::Strike,
        }
    }

    const fn length(self) -> usize {
        match self {
            Self::Bold | Self::Strike => 2,
            Self::Star | Self::Underscore => 1,
        }
    }
}

/// A run of one sign in a line, and what its neighbours allow.
pub struct Run {
    pub sign: char,
    pub start: usize,
    pub length: usize,
    pub can_open: bool,
    pub can_close: bool,
}

/// Something in a line that is no text, and its bytes.
pub struct Piece<'a> {
    pub start: usize,
    pub end: usize,
    pub what: What<'a>,
}

pub enum What<'a> {
    /// A mark that may open. Until it is closed, it is text.
    Text,
    Open,
    Close(Mark),
    Code(&'a str),
    Mention(&'a str),
}

/// The marks of one line so far.
#[derive(Default)]
pub struct Marks<'a> {
    open: Vec<Opening>,
    /// In the order of the line.
    pub pieces: Vec<Piece<'a>>,
}

impl Marks<'_> {
    /// Takes the next run. It closes what is open, or else it opens.
    pub fn meet(&mut self, run: &Run) {
        let kinds = kinds(run.sign, run.length);
        let is_open = |kind: &Kind| self.open.iter().any(|it| it.kind == *kind);
        if run.can_close && !kinds.is_empty() && kinds.iter().all(is_open) {
            self.close(kinds, run.start);
        } else if run.can_open {
            self.open(kinds, run.start);
        }
    }

    /// The nearest opening counts, so an earlier one of the same kind becomes text.
    fn open(&mut self, kinds: &[Kind], mut start: usize) {
        self.open.retain(|it| !kinds.contains(&it.kind));
        for kind in kinds {
            let (nth, end) = (self.pieces.len(), start + kind.length());
            self.open.push(Opening {
                kind: *kind,
                start,
                nth,
            });
            self.pieces.push(Piece {
                start,
                end,
                what: What::Text,
            });
            start = end;
        }
    }

    /// Closes the innermost first. What was opened inside and is not closed becomes text.
    fn close(&mut self, kinds: &[Kind], mut start: usize) {
        if kinds == [Kind::Bold] {
            self.turn();
        }
        for _ in kinds {
            let innermost = self.open.iter().rposition(|it| kinds.contains(&it.kind));
            let Some(opening) = innermost.and_then(|nth| self.open.drain(nth..).next()) else {
                return;
            };
            let length = opening.kind.length();
            if let Some(piece) = self.pieces.get_mut(opening.nth) {
                let (start, end) = (opening.start, opening.start + length);
                *piece = Piece {
                    start,
                    end,
                    what: What::Open,
                };
            }
            let (end, what) = (start + length, What::Close(opening.kind.mark()));
            self.pieces.push(Piece { start, end, what });
            start = end;
        }
    }

    /// Three stars open both kinds. When bold closes first, it is the inner one.
    fn turn(&mut self) {
        let (bold, star) = (Kind::Bold, Kind::Star);
        let mut places = self.open.iter_mut();
        let Some(outer) = places.find(|it| it.kind == bold) else {
            return;
        };
        let Some(inner) = places.next() else { return };
        if inner.kind == star && inner.start == outer.start + bold.length() {
            (outer.kind, inner.kind) = (star, bold);
            inner.start = outer.start + star.length();
        }
    }
}
