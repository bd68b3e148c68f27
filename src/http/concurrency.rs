//! How many may be signing in through one isolate of the Worker at a time. The excess is refused before it costs anything:
//! no database, no object, no hash.

use std::cell::RefCell;

use worker::Date;

use crate::chat::{Millis, Refusal};
use crate::objects::gate::queue::Queue;

/// Twice as many as may wait for a hash: the others are on their way there or back.
const SIGNING_IN_MAX: usize = 32;

thread_local! {
    static SIGNING_IN: RefCell<Queue> = const { RefCell::new(Queue::new()) };
}

/// A place, given up when dropped.
pub struct Permit(u64);

/// # Errors
/// [`Refusal::Busy`] when too many are signing in.
pub fn acquire() -> Result<Permit, Refusal> {
    with(|queue, now| queue.join(SIGNING_IN_MAX, now)).map(Permit)
}

impl Drop for Permit {
    fn drop(&mut self) {
        with(|queue, now| queue.leave(self.0, now));
    }
}

fn with<T>(act: impl FnOnce(&mut Queue, Millis) -> T) -> T {
    // Never held over an await, so it is always free.
    SIGNING_IN.with_borrow_mut(|queue| act(queue, Date::now().as_millis()))
}
