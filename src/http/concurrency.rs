//! Limits how many clients may sign in or register through one isolate of the Worker at a time. The
//! Worker refuses the rest before they cost a query, a call or a hash.

use std::cell::RefCell;

use worker::Date;

use crate::chat::{Millis, Refusal};
use crate::objects::gate::queue::Queue;

/// Twice as many as may wait for a hash: the others are on their way to the gate or back.
const SIGNING_IN_MAX: usize = 32;

thread_local! {
    static SIGNING_IN: RefCell<Queue> = const { RefCell::new(Queue::new()) };
}

/// A place among those who sign in. Dropping it gives the place up.
pub struct Permit(u64);

/// Takes a place.
///
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
    // The borrow never spans an await, so it cannot fail.
    SIGNING_IN.with_borrow_mut(|queue| act(queue, Date::now().as_millis()))
}
