//! Whose turn it is to hash. All objects of an isolate share one thread: while one hashes, nobody's message moves.
//!
//! So at most a few wait, the excess is refused at once, and after each hash the thread is let go long enough for everything
//! else that is due. The waiting poll with timers of their own, because one object must not wake another's future: it
//! would run in the wrong one's name. Places run out by themselves: an object may be torn down while it waits.

use std::cell::RefCell;
use std::time::Duration;

use worker::{Date, Delay};

use crate::chat::{Millis, Refusal};

/// Hashes wanted in an isolate at a time: at ~30 ms each the last waits for half a second.
const LINE: usize = 16;
/// How often those in line look, in ms.
const POLL: Millis = 5;
/// How long after a hash the next may begin, in ms: a timer, so everything that arrived before it goes first.
const PAUSE: Millis = 1;
/// After so long a place in line, or a turn nobody gave back, no longer counts, in ms.
const STALE: Millis = 5_000;

#[derive(Default)]
struct Line {
    /// Those who wait, by number, each with the time its place runs out.
    places: Vec<(u64, Millis)>,
    next: u64,
    /// Somebody's turn until then; 0 is nobody's.
    taken_until: Millis,
}

thread_local! {
    static THE_LINE: RefCell<Line> = RefCell::default();
}

/// The right to hash once.
pub struct Turn(());

/// Waits for a turn.
///
/// # Errors
/// [`Refusal::Busy`] at once when too many wait, or after [`STALE`].
pub async fn take() -> Result<Turn, Refusal> {
    let place = with(Line::join)?;
    loop {
        if with(|line, now| line.try_take(place, now))? {
            return Ok(Turn(()));
        }
        Delay::from(Duration::from_millis(POLL)).await;
    }
}

impl Turn {
    /// Lets everything else that is due go first, then the next in line.
    pub async fn pass(self) {
        Delay::from(Duration::from_millis(PAUSE)).await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        with(|line, _| line.taken_until = 0);
    }
}

fn with<T>(act: impl FnOnce(&mut Line, Millis) -> T) -> T {
    // Never held over an await, so it is always free.
    THE_LINE.with_borrow_mut(|line| act(line, Date::now().as_millis()))
}

impl Line {
    fn join(&mut self, now: Millis) -> Result<u64, Refusal> {
        self.places.retain(|(_, until)| *until > now);
        if self.places.len() >= LINE {
            return Err(Refusal::Busy);
        }
        self.next += 1;
        self.places.push((self.next, now + STALE));
        Ok(self.next)
    }

    /// True: it is this place's turn, and the place is given up.
    fn try_take(&mut self, place: u64, now: Millis) -> Result<bool, Refusal> {
        let index = self
            .places
            .iter()
            .position(|(number, until)| *number == place && *until > now);
        let Some(index) = index else {
            return Err(Refusal::Busy);
        };
        if self.taken_until > now {
            return Ok(false);
        }
        self.places.remove(index);
        self.taken_until = now + STALE;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_the_excess_is_refused_at_once() {
        let mut line = Line::default();
        let places: Vec<u64> = (0..LINE).filter_map(|_| line.join(0).ok()).collect();
        assert_eq!(places.len(), LINE);
        assert_eq!(line.join(0), Err(Refusal::Busy));
        assert_eq!(line.try_take(places[3], 1), Ok(true));
        assert_eq!(line.try_take(places[0], 1), Ok(false));
        assert!(
            line.join(1).is_ok(),
            "whoever has their turn is not in line any more"
        );
    }

    #[test]
    fn a_turn_or_a_place_that_nobody_gave_back_runs_out() {
        let mut line = Line::default();
        let (lost, waiting) = (line.join(0), line.join(1));
        assert_eq!(lost.and_then(|place| line.try_take(place, 1)), Ok(true));
        let waiting = waiting.unwrap_or(0);
        assert_eq!(line.try_take(waiting, STALE), Ok(false));
        assert_eq!(line.try_take(waiting, STALE + 1), Err(Refusal::Busy));
        let late = line.join(STALE + 1);
        assert_eq!(late.and_then(|place| line.try_take(place, STALE + 1)), Ok(true));
    }
}
