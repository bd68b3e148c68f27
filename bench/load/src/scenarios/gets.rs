//! Gets paths one after another over one connection.

use std::time::Instant;

use crate::Outcome;
use crate::cast::Job;
use crate::report::{Latencies, Report};

pub fn play(job: &Job, paths: &[(String, Vec<String>)], tokens: &[String]) -> Outcome<Report> {
    let agent = ureq::Agent::new_with_defaults();
    let mut report = Report::default();
    let mut token = tokens.iter().cycle();
    for (label, paths) in paths {
        let mut took = Latencies::new()?;
        for path in paths {
            let began = Instant::now();
            let request = agent.get(format!("http://{}{path}", job.server.address));
            let bearer = format!("Bearer {}", token.next().ok_or("no token for the request")?);
            let mut answer = request.header("authorization", bearer).call()?;
            let text = answer.body_mut().read_to_string()?;
            took.add(began.elapsed());
            if text.len() < 20 {
                return Err(format!("{path} answered only {text}").into());
            }
        }
        report.latencies(label, &took);
    }
    Ok(report)
}
