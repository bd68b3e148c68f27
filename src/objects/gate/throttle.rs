//! How often a client may try. Pure: the counts and the time are arguments.

use crate::chat::Millis;

/// Wrong passwords without any wait: people mistype, and try their old password.
pub const WRONG_FREE: u32 = 5;
/// The first wait, in ms. Each further wrong password doubles it.
const WAIT_FIRST: Millis = 1_000;
/// The longest wait, in ms. A guesser gets about 100 tries a day (NIST SP 800-63B-4 §3.2.2 allows
/// no more in a row).
const WAIT_MAX: Millis = 15 * 60 * 1_000;
/// The quiet time after which a gate forgets its counts, in ms.
pub const QUIET: Millis = 24 * 60 * 60 * 1_000;
/// What "per hour" means, in ms.
const HOUR: Millis = 60 * 60 * 1_000;

/// Wrong passwords in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wrong {
    pub count: u32,
    pub last_at: Millis,
}

impl Wrong {
    /// Whether another password may be tried.
    ///
    /// # Errors
    /// The whole seconds to wait.
    pub fn judge(self, now: Millis) -> Result<(), u64> {
        let doublings = match self.count.checked_sub(WRONG_FREE) {
            None => return Ok(()),
            Some(doublings) => doublings.min(20),
        };
        let wait = (WAIT_FIRST << doublings).min(WAIT_MAX);
        until(self.last_at + wait, now)
    }

    /// The count after one more wrong password. A quiet time restarts it.
    #[must_use]
    pub fn and_another(self, now: Millis) -> Self {
        let is_old = now >= self.last_at + QUIET;
        let count = if is_old { 0 } else { self.count };
        Self {
            count: count.saturating_add(1),
            last_at: now,
        }
    }
}

/// Takes one of `per_hour`. All are available at once, and come back evenly. The only state is one
/// time: when all have come back (the generic cell rate algorithm, ITU-T I.371 annex A).
///
/// # Errors
/// The whole seconds until one comes back.
pub fn take(owed_until: Millis, per_hour: u32, now: Millis) -> Result<Millis, u64> {
    let each = HOUR / u64::from(per_hour.max(1));
    let owed = owed_until.max(now) + each;
    until(owed.saturating_sub(HOUR), now).map(|()| owed)
}

fn until(free_at: Millis, now: Millis) -> Result<(), u64> {
    if free_at <= now {
        Ok(())
    } else {
        Err((free_at - now).div_ceil(1_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Millis = 1_700_000_000_000;

    fn wrong(count: u32) -> Wrong {
        Wrong {
            count,
            last_at: NOON,
        }
    }

    #[test]
    fn after_five_wrong_passwords_each_wait_doubles_up_to_a_quarter_of_an_hour() {
        let waits: Vec<u64> = (0..18)
            .map(|count| wrong(count).judge(NOON).err().unwrap_or(0))
            .collect();
        assert_eq!(
            waits,
            [
                0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900
            ]
        );
        assert_eq!(wrong(u32::MAX).judge(NOON), Err(900));
    }

    #[test]
    fn the_wait_ends() {
        assert_eq!(wrong(6).judge(NOON + 1_001), Err(1));
        assert_eq!(wrong(6).judge(NOON + 2_000), Ok(()));
    }

    #[test]
    fn a_quiet_day_clears_the_count_and_a_quiet_hour_does_not() {
        assert_eq!(wrong(30).and_another(NOON + QUIET).count, 1);
        assert_eq!(wrong(30).and_another(NOON + HOUR).count, 31);
    }

    #[test]
    fn a_guesser_gets_about_a_hundred_tries_in_the_first_day() {
        let (mut now, mut row, mut tries) = (NOON, Wrong::default(), 0);
        while now < NOON + QUIET {
            match row.judge(now) {
                Ok(()) => (row, tries) = (row.and_another(now), tries + 1),
                Err(wait) => now += wait * 1_000,
            }
        }
        assert!((95..=115).contains(&tries), "{tries}");
    }

    #[test]
    fn an_address_may_use_its_attempts_at_once_and_gets_them_back_evenly() {
        let mut owed = 0;
        for _ in 0..60 {
            owed = take(owed, 60, NOON).unwrap_or(Millis::MAX);
        }
        assert_eq!(take(owed, 60, NOON), Err(60));
        assert_eq!(take(owed, 60, NOON + 59_000), Err(1));
        assert!(take(owed, 60, NOON + 60_000).is_ok());
    }

    #[test]
    fn a_limit_of_zero_still_allows_one_attempt() {
        assert!(take(0, 0, NOON).is_ok());
    }
}
