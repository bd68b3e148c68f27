//! The timeline: a conversation as it is read. Messages in their present state, with notices
//! (joined, renamed …) between them.
//!
//! The log is for resuming: every event once, in order. The timeline is for reading: a later event
//! may change an item instead of adding one. **The law: a page at head n, and events n+1 … m
//! applied to it, is the page at head m.** `tests/timeline` holds the store and this file to it.

use serde::{Deserialize, Serialize};

use super::{Event, Seq};

/// Everything between two places of a log, in its present state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The first entry of the log that the page covers: 1 at the beginning of the conversation.
    pub from: Seq,
    /// The last one. A page of nothing ends before it begins.
    pub to: Seq,
    /// Messages as they now are, and notices, in the order of their `seq`. Entries between `from`
    /// and `to` that are neither have no item.
    pub items: Vec<Event>,
}

impl Page {
    /// A page of nothing, after which the log goes on.
    #[must_use]
    pub fn before(next: Seq) -> Self {
        Self {
            from: next,
            to: Seq(next.0.saturating_sub(1)),
            items: Vec::new(),
        }
    }

    /// Takes an event in, as a client does. The next one after the page lengthens it. An earlier
    /// one is in it already.
    pub fn apply(&mut self, event: &Event) {
        if event.seq != self.to.next() {
            return;
        }
        self.to = event.seq;
        if event.is_message() || event.is_notice() {
            self.items.push(event.clone());
        }
    }
}
