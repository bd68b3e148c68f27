//! The scenarios; each file measures one thing.

mod fanout;
mod fill;
mod flood;
mod gets;
mod idle;
mod pace;
mod pingpong;
mod posts;
mod resume;

use std::time::Duration;

use crate::Outcome;
use crate::cast::{Job, Scenario};
use crate::report::Report;

/// Handshakes at a time where connecting is not measured.
const AT_ONCE: usize = 8;

/// Plays the job's scenario.
///
/// # Errors
/// Anything that makes its figures worthless.
pub fn play(job: &Job) -> Outcome<Report> {
    match &job.scenario {
        Scenario::Pingpong { seconds, rest } => pingpong::play(job, time(*seconds), rest.map(time)),
        Scenario::Fanout { seconds, rest } => fanout::play(job, time(*seconds), rest.map(time)),
        Scenario::Flood {
            senders,
            in_flight,
            warm_up,
            seconds,
        } => flood::play(job, *senders, *in_flight, (time(*warm_up), time(*seconds))),
        Scenario::Idle { at_once, settle } => idle::play(job, *at_once, time(*settle)),
        Scenario::Resume { behind, at_once } => resume::play(job, *behind, *at_once),
        Scenario::Fill {
            messages,
            in_flight,
        } => fill::play(job, *messages, *in_flight),
        Scenario::Gets { paths, tokens } => gets::play(job, paths, tokens),
        Scenario::Posts {
            path,
            bodies,
            threads,
            seconds,
        } => Ok(posts::play(job, path, bodies, (*threads, time(*seconds)))),
    }
}

fn time(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}
