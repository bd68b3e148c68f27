//! Counts the injected faults. A fault that was never injected proves nothing.

use std::collections::BTreeMap;

/// Everything that the world can do to its objects and clients.
pub const KINDS: [&str; 22] = [
    "ack lost by a stall",
    "alarm of a forgotten object",
    "answer delivered late",
    "call delivered late",
    "call delivered twice",
    "call failed although delivered",
    "call failed undelivered",
    "client killed",
    "clock jumped ahead",
    "clock jumped back",
    "connection broken",
    "died between storing and sending",
    "disk failed",
    "flush lost",
    "frame lost on the way in",
    "gap seen and mended",
    "object crashed",
    "object forgot everything",
    "object slept",
    "object unreachable",
    "request's answer lost",
    "request lost",
];

#[derive(Debug, Default, Clone)]
pub struct Faults(pub BTreeMap<&'static str, u64>);

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
