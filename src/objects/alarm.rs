//! The one alarm of an object.

use super::host::Host;
use crate::chat::Millis;

/// When the alarm is set to go off, as far as is known.
#[derive(Debug, Default)]
pub struct Alarm(Option<Millis>);

impl Alarm {
    /// Has the object woken by `at` at the latest. Setting an alarm is a row written, so an earlier
    /// one is left to go off.
    pub fn wake_by(&mut self, host: &impl Host, at: Millis) {
        if self.0.is_none_or(|alarm| at < alarm) {
            self.0 = Some(at);
            host.wake_at(at);
        }
    }

    /// It went off.
    pub fn went_off(&mut self) {
        self.0 = None;
    }
}
