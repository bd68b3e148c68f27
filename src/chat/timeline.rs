//! The timeline: a conversation in the form in which people read it. It has messages in their
//! present state, and notices (joined, renamed …) between them.
//!
//! The log is for resuming: it has every event once, in order. The timeline is for reading: a later
//! event may change an item instead of adding one. **The law: a page at head n, and events n+1 …
//! m applied to it, is the page at head m.** `tests/timeline` checks the store and this file
//! against it.

use serde::{Deserialize, Serialize};

use super::{Event, Seq};

/// Everything between two entries of a log, in its present state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Page {
    /// The first entry of the log that the page covers. It is 1 at the beginning of the
    /// conversation.
    pub from: Seq,
    /// The last entry that the page covers. In an empty page it is `from` − 1.
    pub to: Seq,
    /// Messages in their present state, and notices, in the order of their `seq`. Other entries
    /// between `from` and `to` have no item.
    pub items: Vec<Event>,
}

impl Page {
    /// An empty page just before this entry.
    #[must_use]
    pub fn before(next: Seq) -> Self {
        Self {
            from: next,
            to: Seq(next.0.saturating_sub(1)),
            items: Vec::new(),
        }
    }

    /// Applies an event, as a client does. The event just after the page extends the page. The page
    /// ignores all others, because earlier ones are in it already.
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
