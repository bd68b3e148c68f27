//! Two clients: one speaks, the other answers as soon as it hears. A round is over when the first hears the answer.

use std::time::{Duration, Instant};

use super::AT_ONCE;
use crate::Outcome;
use crate::cast::Job;
use crate::crowd::Crowd;
use crate::report::{Latencies, Report};

/// Rounds before it counts.
const WARM_UP: usize = 100;

pub fn play(job: &Job, time: Duration) -> Outcome<Report> {
    let mut crowd = Crowd::gather(job, AT_ONCE)?;
    let mut rounds = Latencies::new()?;
    for _ in 0..WARM_UP {
        round(&mut crowd)?;
    }
    let began = Instant::now();
    while began.elapsed() < time {
        rounds.add(round(&mut crowd)?);
    }
    crowd.settle()?;
    let mut report = Report::default();
    report.latencies("round", &rounds);
    Ok(report)
}

fn round(crowd: &mut Crowd) -> Outcome<Duration> {
    let began = Instant::now();
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
    Ok(began.elapsed())
}
