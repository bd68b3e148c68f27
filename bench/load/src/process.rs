//! What a process has used, from `/proc` (Linux; `man 5 proc`).

use std::fs;

use crate::Outcome;

/// The kernel's clock ticks per second in `/proc`: 100 on every Linux that userland sees.
const TICKS: f64 = 100.0;

/// CPU time of a process and its threads so far, in seconds: in nanoseconds where the kernel offers
/// them, otherwise in ticks. A quiet chat uses a tenth of a second in three, so a tick is much.
///
/// # Errors
/// There is no such process.
pub fn cpu(pid: u32) -> Outcome<f64> {
    by_thread(pid).or_else(|_| by_tick(pid))
}

/// Uses the scheduler's account of each thread (`sched-stats` in the kernel's documentation). It
/// lacks threads that have ended; no server here ends one while it is measured.
fn by_thread(pid: u32) -> Outcome<f64> {
    let mut seconds = 0.0;
    for thread in fs::read_dir(format!("/proc/{pid}/task"))? {
        let stat = fs::read_to_string(thread?.path().join("schedstat"))?;
        let nanos = stat.split_whitespace().next().unwrap_or_default();
        seconds += nanos.parse::<f64>()? / 1e9;
    }
    Ok(seconds)
}

fn by_tick(pid: u32) -> Outcome<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in parentheses may hold any character. After it, utime and stime are the 12th and
    // 13th fields.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let mut ticks = fields.split_whitespace().skip(11).map(str::parse::<f64>);
    match (ticks.next(), ticks.next()) {
        (Some(Ok(user)), Some(Ok(system))) => Ok((user + system) / TICKS),
        _ => Err("this /proc has an unknown form".into()),
    }
}

/// Resident memory of a process, in KiB.
///
/// # Errors
/// There is no such process.
pub fn resident(pid: u32) -> Outcome<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number
        .and_then(|number| number.parse().ok())
        .ok_or_else(|| "this /proc has an unknown form".into())
}
