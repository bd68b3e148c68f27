//! Many clients connect and stay: how fast they connect, and how much memory each takes.

use std::thread;
use std::time::{Duration, Instant};

use crate::cast::{Endpoint, Job};
use crate::crowd::Crowd;
use crate::report::Report;
use crate::{Outcome, process};

/// One client in this many connects before anything is measured, because what the server loads for
/// the first is no part of a socket's weight.
const WARM_UP_EVERY: usize = 10;

pub fn play(job: &Job, at_once: usize, settle: Duration) -> Outcome<Report> {
    let (first, others) = job.endpoints.split_at(job.endpoints.len() / WARM_UP_EVERY);
    let only = |endpoints: &[Endpoint]| Job {
        endpoints: endpoints.to_vec(),
        ..job.clone()
    };
    let _first = Crowd::gather(&only(first), at_once)?;
    let before = process::resident(job.server.pid)?;
    let cpu = process::cpu(job.server.pid)?;
    let began = Instant::now();
    let mut crowd = Crowd::gather(&only(others), at_once)?;
    let connected = began.elapsed().as_secs_f64();
    let cpu = process::cpu(job.server.pid)? - cpu;
    thread::sleep(settle);
    let after = process::resident(job.server.pid)?;
    // All are there: a message from one reaches every client.
    crowd.speak(0)?;
    crowd.settle()?;
    let sockets = f64::from(u32::try_from(crowd.lines.len())?);
    let mut report = Report::default();
    report
        .put("connects_per_s", sockets / connected)
        .put("server_us_per_connect", cpu / sockets * 1e6)
        .put("kib_per_socket", (after - before) / sockets);
    Ok(report)
}
