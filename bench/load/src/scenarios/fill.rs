//! Posts many messages as fast as the server takes them.

use std::time::Instant;

use super::AT_ONCE;
use crate::Outcome;
use crate::cast::Job;
use crate::crowd::Crowd;
use crate::report::Report;

pub fn play(job: &Job, messages: usize, in_flight: usize) -> Outcome<Report> {
    let mut crowd = Crowd::gather(job, AT_ONCE)?;
    let began = Instant::now();
    post(&mut crowd, messages, in_flight)?;
    let mut report = Report::default();
    report.put(
        "posts_per_s",
        f64::from(u32::try_from(messages)?) / began.elapsed().as_secs_f64(),
    );
    Ok(report)
}

/// The first client posts. All clients get every message.
pub(super) fn post(crowd: &mut Crowd, messages: usize, in_flight: usize) -> Outcome<()> {
    let mut sent = 0;
    while sent < messages.min(in_flight) {
        crowd.speak(0)?;
        sent += 1;
    }
    let mut failed = Ok(());
    crowd.until("the next message to post", |crowd, heard| {
        for _ in heard.iter().filter(|it| it.line == 0) {
            if sent < messages && failed.is_ok() {
                failed = crowd.speak(0);
                sent += 1;
            }
        }
        failed.is_err() || crowd.lines[0].heard == messages
    })?;
    failed?;
    crowd.settle()
}
