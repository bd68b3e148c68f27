//! Whose turn it is to hash. All objects of an isolate share one thread: while one hashes, nobody's message moves.
//!
//! So at most a few wait, the excess is refused at once, and after each hash the thread is let go long enough for everything
//! else that is due. The waiting poll with timers of their own, because one object must not wake another's future: it
//! would run in the wrong one's name.

use std::cell::RefCell;
use std::time::Duration;

use worker::{Date, Delay};

use super::queue::Queue;
use crate::chat::{Millis, Refusal};

/// Hashes waited for in an isolate: at ~30 ms each the last waits for half a second.
const WAITING_MAX: usize = 16;
/// How often those in line look, in ms.
const POLL: Duration = Duration::from_millis(5);
/// How long after a hash the next may begin: a timer, so everything that arrived before it goes first.
const PAUSE: Duration = Duration::from_millis(1);

thread_local! {
    static HASHING: RefCell<Queue> = const { RefCell::new(Queue::new()) };
}

/// The right to hash once.
pub struct Turn(());

/// Waits for a turn.
///
/// # Errors
/// [`Refusal::Busy`] at once when too many wait, or when it takes too long.
pub async fn take() -> Result<Turn, Refusal> {
    let place = with(|queue, now| queue.join(WAITING_MAX, now))?;
    while !with(|queue, now| queue.try_take(place, now))? {
        Delay::from(POLL).await;
    }
    Ok(Turn(()))
}

impl Turn {
    /// Lets everything else that is due go first, then the next in line.
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
    // Never held over an await, so it is always free.
    HASHING.with_borrow_mut(|queue| act(queue, Date::now().as_millis()))
}
