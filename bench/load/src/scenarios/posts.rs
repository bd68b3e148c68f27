//! Many threads post bodies, each as soon as its last was answered: how many succeeded, and how
//! many were refused.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::cast::Job;
use crate::report::Report;

pub fn play(
    job: &Job,
    path: &str,
    bodies: &[String],
    (threads, time): (usize, Duration),
) -> Report {
    let (done, refused) = (AtomicU32::new(0), AtomicU32::new(0));
    let agent = ureq::Agent::new_with_config(
        ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build(),
    );
    let began = Instant::now();
    thread::scope(|scope| {
        for nth in 0..threads {
            let (agent, done, refused) = (&agent, &done, &refused);
            scope.spawn(move || {
                for body in bodies.iter().cycle().skip(nth * bodies.len() / threads) {
                    if began.elapsed() > time {
                        break;
                    }
                    let posted = agent
                        .post(format!("http://{}{path}", job.server.address))
                        .header("content-type", "application/json")
                        .send(body.as_str());
                    let is_done = posted.is_ok_and(|mut answer| {
                        // Read to the end, so that the connection can be used again.
                        answer.body_mut().read_to_string().is_ok() && answer.status().is_success()
                    });
                    if is_done { done } else { refused }.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    let elapsed = began.elapsed().as_secs_f64();
    let mut report = Report::default();
    report
        .put("done_per_s", f64::from(done.into_inner()) / elapsed)
        .put("refused_per_s", f64::from(refused.into_inner()) / elapsed);
    report
}
