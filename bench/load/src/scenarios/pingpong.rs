//! Two clients: one posts, the other answers at once. A round ends when the first client gets the
//! answer.

use std::time::Duration;

use super::AT_ONCE;
use super::pace::Pace;
use crate::Outcome;
use crate::cast::Job;
use crate::crowd::Crowd;
use crate::report::Report;

/// How many rounds are played before it counts.
const WARM_UP: usize = 100;

pub fn play(job: &Job, time: Duration, rest: Option<Duration>) -> Outcome<Report> {
    let mut crowd = Crowd::gather(job, AT_ONCE)?;
    let pace = Pace::new(WARM_UP, rest);
    pace.play(("round", "round"), (job, time), &mut crowd, |crowd, _| {
        round(crowd)
    })
}

fn round(crowd: &mut Crowd) -> Outcome<()> {
    for speaker in [0, 1] {
        crowd.speak(speaker)?;
        let mut arrived = false;
        crowd.until("an answer", |_, heard| {
            arrived |= heard
                .iter()
                .any(|it| it.line != speaker && it.entry.sender == speaker);
            arrived
        })?;
    }
    Ok(())
}
