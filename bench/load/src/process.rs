//! What a process has used, from `/proc` (Linux; `man 5 proc`).

use std::fs;

use crate::Outcome;

/// The kernel's clock ticks per second in `/proc`: 100 on every Linux that userland sees.
const TICKS: f64 = 100.0;

/// CPU time of a process and its threads so far, in seconds.
///
/// # Errors
/// There is no such process.
pub fn cpu(pid: u32) -> Outcome<f64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in parentheses may hold anything; after it, utime and stime are the 12th and 13th field.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let mut ticks = fields.split_whitespace().skip(11).map(str::parse::<f64>);
    match (ticks.next(), ticks.next()) {
        (Some(Ok(user)), Some(Ok(system))) => Ok((user + system) / TICKS),
        _ => Err("this /proc has another form".into()),
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
        .ok_or_else(|| "this /proc has another form".into())
}
