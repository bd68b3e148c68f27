//! Many connect and stay: how fast they come in, and what each weighs.

use std::thread;
use std::time::{Duration, Instant};

use crate::cast::{Job, Seat};
use crate::crowd::Crowd;
use crate::report::Report;
use crate::{Outcome, process};

/// Of so many clients one comes in before anything is measured: what the server loads for the first is no socket's weight.
const WARM_UP_EVERY: usize = 10;

pub fn play(job: &Job, at_once: usize, settle: Duration) -> Outcome<Report> {
    let (first, others) = job.seats.split_at(job.seats.len() / WARM_UP_EVERY);
    let only = |seats: &[Seat]| Job {
        seats: seats.to_vec(),
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
    // They are there: what one says, all hear.
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
