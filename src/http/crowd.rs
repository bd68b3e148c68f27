//! How many may be signing in through one isolate of the Worker at a time. The excess is refused before it costs anything:
//! no database, no object, no hash.

use std::cell::RefCell;

use worker::Date;

use crate::chat::{Millis, Refusal};
use crate::objects::gate::line::Line;

/// Twice as many as may wait for a hash: the others are on their way there or back.
const SIGNING_IN_MAX: usize = 32;

thread_local! {
    static THE_CROWD: RefCell<Line> = const { RefCell::new(Line::new()) };
}

/// A place, given up when dropped.
pub struct Place(u64);

/// # Errors
/// [`Refusal::Busy`] when too many are signing in.
pub fn join() -> Result<Place, Refusal> {
    with(|line, now| line.join(SIGNING_IN_MAX, now)).map(Place)
}

impl Drop for Place {
    fn drop(&mut self) {
        with(|line, now| line.leave(self.0, now));
    }
}

fn with<T>(act: impl FnOnce(&mut Line, Millis) -> T) -> T {
    // Never held over an await, so it is always free.
    THE_CROWD.with_borrow_mut(|line| act(line, Date::now().as_millis()))
}
