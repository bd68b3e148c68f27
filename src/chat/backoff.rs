//! How long to wait before a call that failed is made again.

use super::Millis;
use super::limits::{RETRY_MAX, RETRY_MIN, RETRY_OUTAGE};

/// Failures in a row that count as a short fault. Their waits add up to a minute. More failures
/// count as an outage.
const HICCUP: u32 = 10;

/// The wait after this many failures in a row, in ms. It is 1, 2, 4 and then 8 s for about a
/// minute, so calls succeed within seconds after a fault. Then it doubles up to 15 minutes, so that
/// an outage of hours stays cheap.
#[must_use]
pub fn backoff(failures: u32) -> Millis {
    if failures <= HICCUP {
        RETRY_MAX.min(RETRY_MIN << failures.saturating_sub(1).min(10))
    } else {
        RETRY_OUTAGE.min(RETRY_MAX << (failures - HICCUP).min(10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_fault_is_retried_within_8_seconds_and_an_outage_every_15_minutes() {
        assert_eq!(
            [1, 2, 3, 4, 10].map(backoff),
            [1_000, 2_000, 4_000, 8_000, 8_000]
        );
        assert_eq!(
            [11, 12, 30, u32::MAX].map(backoff),
            [16_000, 32_000, 900_000, 900_000]
        );
    }
}
