//! One exchange after another, each awaited. Without rests it counts once the server is warm; with
//! a rest before each it counts from the first.

use std::time::{Duration, Instant};

use crate::cast::Job;
use crate::crowd::Crowd;
use crate::report::{Latencies, Report};
use crate::{Outcome, process};

pub struct Pace {
    /// How many exchanges happen before it counts.
    warm_up: usize,
    /// The rest before each exchange.
    rest: Duration,
}

impl Pace {
    /// A run with rests measures a cold server, so it counts every exchange.
    pub fn new(warm_up: usize, rest: Option<Duration>) -> Self {
        Self {
            warm_up: if rest.is_some() { 0 } else { warm_up },
            rest: rest.unwrap_or_default(),
        }
    }

    /// Plays exchanges for this time; each gets its number. Reports their latencies as `name`, that
    /// of the first, and the server's cost for each `unit`.
    ///
    /// # Errors
    /// An exchange fails, or a message was lost.
    pub fn play(
        &self,
        (name, unit): (&str, &str),
        (job, time): (&Job, Duration),
        crowd: &mut Crowd,
        mut exchange: impl FnMut(&mut Crowd, usize) -> Outcome<()>,
    ) -> Outcome<Report> {
        let (mut all, mut first, mut counted) = (Latencies::new()?, None, 0_u32);
        let (mut nth, mut began, mut server) = (0, Instant::now(), 0.0);
        while nth <= self.warm_up || began.elapsed() < time {
            if nth == self.warm_up {
                (began, server) = (Instant::now(), process::cpu(job.server.pid)?);
            }
            crowd.rest(self.rest)?;
            let sent = Instant::now();
            exchange(crowd, nth)?;
            let took = sent.elapsed();
            first.get_or_insert(took);
            if nth >= self.warm_up {
                all.add(took);
                counted += 1;
            }
            nth += 1;
        }
        let server = process::cpu(job.server.pid)? - server;
        crowd.settle()?;
        let mut report = Report::default();
        report
            .put(
                &format!("first_{name}_ms"),
                first.unwrap_or_default().as_secs_f64() * 1e3,
            )
            .put(
                &format!("server_us_per_{unit}"),
                server / f64::from(counted) * 1e6,
            )
            .latencies(name, &all);
        Ok(report)
    }
}
