//! When a failed action may be tried again.

use crate::chat::Millis;
use crate::chat::backoff::backoff;

/// The failures in a row, and the wait that follows from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retry {
    failures: u32,
    /// No attempt before this time.
    pub at: Millis,
}

impl Retry {
    /// Notes one more failure.
    pub fn failed(&mut self, now: Millis) {
        self.failures = self.failures.saturating_add(1);
        self.at = now + backoff(self.failures);
    }

    #[must_use]
    pub fn is_failing(&self) -> bool {
        self.failures > 0
    }
}
