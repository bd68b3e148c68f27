//! The end of the log as a relay remembers it: gap-free, bounded, and honest about where it begins.

use std::collections::VecDeque;

use dormouse::chat::{Event, Seq};

use super::TAIL;

#[derive(Default)]
pub struct Tail(VecDeque<Event>);

impl Tail {
    pub fn push(&mut self, events: Vec<Event>) {
        self.0.extend(events);
        let over = self.0.len().saturating_sub(TAIL);
        self.0.drain(..over);
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Everything after an entry, or nothing if some of it is forgotten already.
    pub fn after(&self, seq: Seq) -> Option<impl Iterator<Item = &Event>> {
        let first = self.0.front()?.seq;
        (first <= seq.next()).then(|| self.0.iter().filter(move |event| event.seq > seq))
    }
}
