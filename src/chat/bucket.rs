//! A token bucket: how much of something is allowed at once, and how much per second.

use super::Millis;

/// How many actions are allowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Allowed at once.
    pub burst: f64,
    /// Allowed per second in the long run.
    pub per_second: f64,
}

/// What is left of a [`Rate`]. A new bucket is full.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    tokens: f64,
    at: Millis,
}

impl Bucket {
    #[must_use]
    pub fn full(rate: Rate, now: Millis) -> Self {
        Self {
            tokens: rate.burst,
            at: now,
        }
    }

    /// A bucket from what [`Self::to_store`] returned.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "a bucket has far fewer than 2^52 tokens"
    )]
    pub fn stored(thousandths: u64, at: Millis) -> Self {
        Self {
            tokens: thousandths as f64 / 1_000.0,
            at,
        }
    }

    /// Thousandths of tokens, and the time at which it had them.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a bucket has neither fewer tokens than 0 nor very many"
    )]
    pub fn to_store(self) -> (u64, Millis) {
        ((self.tokens * 1_000.0) as u64, self.at)
    }

    /// Takes one token.
    ///
    /// # Errors
    /// The whole seconds until there is a token again, at least 1.
    pub fn take(&mut self, rate: Rate, now: Millis) -> Result<(), u64> {
        // If the clock went back, the bucket neither gains nor loses tokens.
        #[allow(
            clippy::cast_precision_loss,
            reason = "milliseconds since the last take stay far below 2^52"
        )]
        let gained = now.saturating_sub(self.at) as f64 / 1_000.0 * rate.per_second;
        self.tokens = (self.tokens + gained).min(rate.burst);
        self.at = self.at.max(now);
        if self.tokens >= 1.0 {
            self.tokens -= 1.0;
            return Ok(());
        }
        let wait = (1.0 - self.tokens) / rate.per_second.max(0.001);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the value is clamped to 1 to 1,000"
        )]
        Err(wait.ceil().clamp(1.0, 1_000.0) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        burst: 20.0,
        per_second: 2.0,
    };

    #[test]
    fn a_burst_of_20_then_2_per_second() {
        let mut bucket = Bucket::full(RATE, 1_000);
        assert!((0..20).all(|_| bucket.take(RATE, 1_000).is_ok()));
        assert_eq!(bucket.take(RATE, 1_000), Err(1));
        assert_eq!(bucket.take(RATE, 1_500), Ok(()));
        assert_eq!(bucket.take(RATE, 1_500), Err(1));
    }

    #[test]
    fn ten_idle_seconds_fill_it_so_hibernation_gives_no_extra_tokens() {
        let mut bucket = Bucket::full(RATE, 0);
        assert!((0..20).all(|_| bucket.take(RATE, 0).is_ok()));
        assert!((0..20).all(|_| bucket.take(RATE, 10_000).is_ok()));
        assert!(bucket.take(RATE, 10_000).is_err());
    }

    #[test]
    fn a_clock_that_goes_back_changes_nothing() {
        let mut bucket = Bucket::full(RATE, 5_000);
        assert!((0..20).all(|_| bucket.take(RATE, 5_000).is_ok()));
        assert!(bucket.take(RATE, 1_000).is_err());
        assert!(bucket.take(RATE, 4_999).is_err());
    }
}
