//! The turn to hash. All objects of an isolate share one thread, so no object can run during a
//! hash.
//!
//! Only a few requests may wait, and the rest are refused at once. After each hash the thread is
//! free long enough for everything else that is due. Waiting requests poll with timers of their
//! own. One object must not wake another's future, because it would run as part of the wrong
//! object.

use std::cell::RefCell;
use std::time::Duration;

use worker::{Date, Delay};

use super::queue::Queue;
use crate::chat::{Millis, Refusal};

/// Requests that may wait for a hash in an isolate. At about 30 ms each, the last one waits for
/// half a second.
const WAITING_MAX: usize = 16;
/// How often a waiting request polls.
const POLL: Duration = Duration::from_millis(5);
/// The pause between two hashes. It is a timer, so everything that arrived before it runs first.
const PAUSE: Duration = Duration::from_millis(1);

thread_local! {
    static HASHING: RefCell<Queue> = const { RefCell::new(Queue::new()) };
}

/// The right to hash once.
pub struct Turn(());

/// Waits for a turn.
///
/// # Errors
/// [`Refusal::Busy`] at once when too many wait, or when the place has expired.
pub async fn take() -> Result<Turn, Refusal> {
    let place = with(|queue, now| queue.join(WAITING_MAX, now))?;
    while !with(|queue, now| queue.try_take(place, now))? {
        Delay::from(POLL).await;
    }
    Ok(Turn(()))
}

impl Turn {
    /// Ends the turn after everything else that is due has run.
    pub async fn pass(self) {
        Delay::from(PAUSE).await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        with(|queue, _| queue.pass());
    }
}

fn with<T>(act: impl FnOnce(&mut Queue, Millis) -> T) -> T {
    // The borrow never spans an await, so it cannot fail.
    HASHING.with_borrow_mut(|queue| act(queue, Date::now().as_millis()))
}
