//! The one alarm of an object.

use super::host::Host;
use crate::chat::Millis;

/// When the alarm is set to go off, as far as this instance knows.
#[derive(Debug, Default)]
pub struct Alarm(Option<Millis>);

impl Alarm {
    /// Makes sure that the object wakes by `at`. Setting an alarm writes a row, so an earlier alarm
    /// stays as it is.
    pub fn wake_by(&mut self, host: &impl Host, at: Millis) {
        if self.0.is_none_or(|alarm| at < alarm) {
            self.0 = Some(at);
            host.wake_at(at);
        }
    }

    /// The alarm went off.
    pub fn went_off(&mut self) {
        self.0 = None;
    }
}
