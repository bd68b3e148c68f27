//! One message at a time to everyone: how long until the last one has it.

use std::time::{Duration, Instant};

use super::AT_ONCE;
use crate::Outcome;
use crate::cast::Job;
use crate::crowd::Crowd;
use crate::report::{Latencies, Report};

/// Messages before it counts.
const WARM_UP: usize = 50;

pub fn play(job: &Job, time: Duration) -> Outcome<Report> {
    let mut crowd = Crowd::gather(job, AT_ONCE)?;
    let mut to_last = Latencies::new()?;
    let (mut nth, mut began) = (0, Instant::now());
    while nth < WARM_UP || began.elapsed() < time {
        if nth == WARM_UP {
            began = Instant::now();
        }
        let sent = Instant::now();
        crowd.speak(nth % crowd.lines.len())?;
        let mut waiting = crowd.lines.len();
        crowd.until("the last to hear", |_, heard| {
            waiting -= heard.len();
            waiting == 0
        })?;
        if nth >= WARM_UP {
            to_last.add(sent.elapsed());
        }
        nth += 1;
    }
    crowd.settle()?;
    let mut report = Report::default();
    report.latencies("to_last", &to_last);
    Ok(report)
}
