//! One message at a time to everyone: how long until the last client has it.

use std::time::Duration;

use super::AT_ONCE;
use super::pace::Pace;
use crate::Outcome;
use crate::cast::Job;
use crate::crowd::Crowd;
use crate::report::Report;

/// How many messages are sent before it counts.
const WARM_UP: usize = 50;

pub fn play(job: &Job, time: Duration, rest: Option<Duration>) -> Outcome<Report> {
    let mut crowd = Crowd::gather(job, AT_ONCE)?;
    let pace = Pace::new(WARM_UP, rest);
    pace.play(("to_last", "message"), (job, time), &mut crowd, message)
}

fn message(crowd: &mut Crowd, nth: usize) -> Outcome<()> {
    crowd.speak(nth % crowd.lines.len())?;
    let mut waiting = crowd.lines.len();
    crowd.until("the last to hear", |_, heard| {
        waiting -= heard.len();
        waiting == 0
    })
}
