//! What went wrong and what was done, counted: what never happened has shown nothing.

use std::collections::BTreeMap;
use std::fmt;

/// Everything the world does to rooms, relays, hops and viewers, and what must have come of it at least once.
pub const KINDS: [&str; 38] = [
    "answer lost on its way back",
    "call delivered late",
    "call delivered twice",
    "call failed although delivered",
    "call failed undelivered",
    "conversation crashed",
    "conversation forgot everything",
    "conversation lost between storing and sending",
    "conversation slept",
    "conversation unreachable",
    "frame lost on a broken connection",
    "hop broken",
    "hop stalled",
    "member came in again",
    "member left",
    "member removed in the middle of a burst",
    "member removed",
    "post acknowledged",
    "relay crashed",
    "relay forgot everything",
    "relay rested",
    "relay rung",
    "relay's thread lost",
    "relays made more",
    "ring lost",
    "seat closed, to come back",
    "seat closed, too slow",
    "session ended",
    "session turned away at a relay",
    "viewer cut off as they went",
    "viewer lagged",
    "viewer lied about where it is",
    "viewer mended a gap",
    "viewer reset",
    "viewer resumed at another relay",
    "viewer resumed from long ago",
    "viewer stalled",
    "viewer's connection broken",
];

#[derive(Debug, Default, Clone)]
pub struct Faults(BTreeMap<&'static str, u64>);

impl Faults {
    pub fn count(&mut self, kind: &'static str) {
        debug_assert!(KINDS.contains(&kind), "{kind} is not listed");
        *self.0.entry(kind).or_default() += 1;
    }

    pub fn add(&mut self, other: &Self) {
        for (kind, times) in &other.0 {
            *self.0.entry(kind).or_default() += times;
        }
    }

    /// The kinds that never happened.
    pub fn missing(&self) -> Vec<&'static str> {
        KINDS
            .into_iter()
            .filter(|kind| !self.0.contains_key(kind))
            .collect()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|(kind, times)| writeln!(out, "{times:>9} × {kind}"))
    }
}
