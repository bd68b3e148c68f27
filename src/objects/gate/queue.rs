//! A line of those who wait in one isolate: bounded, and with places that run out by themselves, because whoever waits may
//! be torn down without a word. Pure.

use crate::chat::{Millis, Refusal};

/// After so long a place in line, or a turn nobody gave back, no longer counts, in ms.
pub const STALE: Millis = 5_000;

/// See the module's documentation.
#[derive(Debug, Default)]
pub struct Queue {
    /// Those who wait, by number, each with the time its place runs out.
    places: Vec<(u64, Millis)>,
    last: u64,
    /// Somebody's turn until then; 0 is nobody's.
    taken_until: Millis,
}

impl Queue {
    #[must_use]
    pub const fn new() -> Self {
        Self {
            places: Vec::new(),
            last: 0,
            taken_until: 0,
        }
    }

    /// A place, by number.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when `most` are in line.
    pub fn join(&mut self, most: usize, now: Millis) -> Result<u64, Refusal> {
        self.places.retain(|(_, until)| *until > now);
        if self.places.len() >= most {
            return Err(Refusal::Busy);
        }
        self.last += 1;
        self.places.push((self.last, now + STALE));
        Ok(self.last)
    }

    /// Gives a place up; false when it had run out.
    pub fn leave(&mut self, place: u64, now: Millis) -> bool {
        let index = self
            .places
            .iter()
            .position(|(number, until)| *number == place && *until > now);
        index.map(|index| self.places.swap_remove(index)).is_some()
    }

    /// True: it is this place's turn, and the place is given up.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when the place has run out.
    pub fn try_take(&mut self, place: u64, now: Millis) -> Result<bool, Refusal> {
        if self.taken_until > now
            && self
                .places
                .iter()
                .any(|(number, until)| *number == place && *until > now)
        {
            return Ok(false);
        }
        if !self.leave(place, now) {
            return Err(Refusal::Busy);
        }
        self.taken_until = now + STALE;
        Ok(true)
    }

    /// The turn is over.
    pub fn pass(&mut self) {
        self.taken_until = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_and_the_excess_is_refused_at_once() {
        let mut queue = Queue::new();
        let places: Vec<u64> = (0..3).filter_map(|_| queue.join(3, 0).ok()).collect();
        assert_eq!(places.len(), 3);
        assert_eq!(queue.join(3, 0), Err(Refusal::Busy));
        assert_eq!(queue.try_take(places[2], 1), Ok(true));
        assert_eq!(queue.try_take(places[0], 1), Ok(false));
        assert!(
            queue.join(3, 1).is_ok(),
            "whoever has their turn is not in queue any more"
        );
        queue.pass();
        assert_eq!(queue.try_take(places[0], 1), Ok(true));
    }

    #[test]
    fn a_turn_or_a_place_that_nobody_gave_back_runs_out() {
        let mut queue = Queue::new();
        let (lost, waiting) = (queue.join(3, 0), queue.join(3, 1));
        assert_eq!(lost.and_then(|place| queue.try_take(place, 1)), Ok(true));
        let waiting = waiting.unwrap_or(0);
        assert_eq!(queue.try_take(waiting, STALE), Ok(false));
        assert_eq!(queue.try_take(waiting, STALE + 1), Err(Refusal::Busy));
        let late = queue.join(1, STALE + 1);
        assert_eq!(
            late.and_then(|place| queue.try_take(place, STALE + 1)),
            Ok(true)
        );
    }
}
