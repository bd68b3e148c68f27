//! Everyone is cut off, many messages are posted, and everyone returns at once with a cursor.

use std::time::Instant;

use super::fill;
use crate::Outcome;
use crate::cast::{Endpoint, Job};
use crate::crowd::Crowd;
use crate::report::Report;

pub fn play(job: &Job, behind: usize, at_once: usize) -> Outcome<Report> {
    let before = Crowd::gather(job, at_once)?;
    let since = before.lines.iter().map(|line| line.seq).max().unwrap_or(0);
    let epoch = before.epoch.clone();
    // Dropped without a close frame, as in a tunnel.
    drop(before);
    let alone = Job {
        endpoints: vec![first(job)?],
        server: job.server.clone(),
        scenario: job.scenario.clone(),
    };
    fill::post(&mut Crowd::gather(&alone, 1)?, behind, behind)?;
    let began = Instant::now();
    let crowd = Crowd::come_back(job, at_once, since, &epoch)?;
    let took = began.elapsed().as_secs_f64();
    let head = since + u64::try_from(behind)?;
    if let Some(line) = crowd.lines.iter().find(|line| line.seq != head) {
        return Err(format!("a client is live at {} instead of {head}", line.seq).into());
    }
    let mut report = Report::default();
    report.put("all_live_s", took);
    Ok(report)
}

fn first(job: &Job) -> Outcome<Endpoint> {
    Ok(job.endpoints.first().ok_or("no client to resume")?.clone())
}
