//! A bounded queue of requests that wait in one isolate. Each place expires by itself, because the
//! platform may end a waiting request without notice. Pure.

use crate::chat::{Millis, Refusal};

/// After this time a place in the queue, or a turn, expires, in ms.
pub const STALE: Millis = 5_000;

/// See the module's documentation.
#[derive(Debug, Default)]
pub struct Queue {
    /// The number of each waiting place, and when it expires.
    places: Vec<(u64, Millis)>,
    last: u64,
    /// When the current turn expires. 0 when nobody has the turn.
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

    /// Takes a place and returns its number.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when `most` places are taken.
    pub fn join(&mut self, most: usize, now: Millis) -> Result<u64, Refusal> {
        self.places.retain(|(_, until)| *until > now);
        if self.places.len() >= most {
            return Err(Refusal::Busy);
        }
        self.last += 1;
        self.places.push((self.last, now + STALE));
        Ok(self.last)
    }

    /// Gives a place up. Returns false if it had expired.
    pub fn leave(&mut self, place: u64, now: Millis) -> bool {
        let index = self
            .places
            .iter()
            .position(|(number, until)| *number == place && *until > now);
        index.map(|index| self.places.swap_remove(index)).is_some()
    }

    /// Takes the turn if it is free. Returns true if this place got the turn. The place is then
    /// given up.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when the place has expired.
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

    /// Ends the turn.
    pub fn pass(&mut self) {
        self.taken_until = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_has_the_turn_and_a_full_queue_refuses_at_once() {
        let mut queue = Queue::new();
        let places: Vec<u64> = (0..3).filter_map(|_| queue.join(3, 0).ok()).collect();
        assert_eq!(places.len(), 3);
        assert_eq!(queue.join(3, 0), Err(Refusal::Busy));
        assert_eq!(queue.try_take(places[2], 1), Ok(true));
        assert_eq!(queue.try_take(places[0], 1), Ok(false));
        assert!(
            queue.join(3, 1).is_ok(),
            "a place that got the turn is free again"
        );
        queue.pass();
        assert_eq!(queue.try_take(places[0], 1), Ok(true));
    }

    #[test]
    fn a_turn_or_a_place_that_is_not_given_up_expires() {
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
