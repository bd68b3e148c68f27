//! Closed loop: each sender keeps a number of messages under way and sends the next when one of its
//! own arrives.

use std::time::{Duration, Instant};

use super::AT_ONCE;
use crate::cast::Job;
use crate::crowd::{Crowd, Heard};
use crate::report::{Latencies, Report};
use crate::{Outcome, process};

pub fn play(
    job: &Job,
    senders: usize,
    in_flight: usize,
    (warm_up, time): (Duration, Duration),
) -> Outcome<Report> {
    let mut crowd = Crowd::gather(job, AT_ONCE)?;
    let speaks = speakers(&crowd, senders);
    for speaker in (0..crowd.lines.len()).filter(|line| speaks[*line]) {
        for _ in 0..in_flight {
            crowd.speak(speaker)?;
        }
    }
    run(&mut crowd, &speaks, warm_up, |_| ())?;
    let (mut deliveries, mut took, mut slowest) = (0_u32, Latencies::new()?, Latencies::new()?);
    let (server, own) = (
        process::cpu(job.server.pid)?,
        process::cpu(std::process::id())?,
    );
    let began = Instant::now();
    run(&mut crowd, &speaks, time, |it| {
        deliveries += 1;
        slowest.add(it.took);
        if it.line == it.entry.sender {
            took.add(it.took);
        }
    })?;
    let elapsed = began.elapsed().as_secs_f64();
    let (server, own) = (
        process::cpu(job.server.pid)? - server,
        process::cpu(std::process::id())? - own,
    );
    crowd.settle()?;
    let deliveries = f64::from(deliveries);
    let mut report = Report::default();
    report
        .put("deliveries_per_s", deliveries / elapsed)
        .put("server_us_per_delivery", server / deliveries * 1e6)
        .put("load_us_per_delivery", own / deliveries * 1e6)
        .put("server_cores", server / elapsed)
        .put("load_cores", own / elapsed)
        .latencies("own", &took)
        .latencies("delivery", &slowest);
    Ok(report)
}

/// The first clients of each conversation.
fn speakers(crowd: &Crowd, senders: usize) -> Vec<bool> {
    let mut found = vec![
        0;
        crowd
            .lines
            .iter()
            .map(|line| line.group + 1)
            .max()
            .unwrap_or(0)
    ];
    let speaks = |line: &crate::line::Line| {
        found[line.group] += 1;
        found[line.group] <= senders
    };
    crowd.lines.iter().map(speaks).collect()
}

fn run(
    crowd: &mut Crowd,
    speaks: &[bool],
    time: Duration,
    mut count: impl FnMut(&Heard),
) -> Outcome<()> {
    let began = Instant::now();
    let mut heard = Vec::new();
    while began.elapsed() < time {
        heard.clear();
        crowd.turn(Duration::from_millis(100), &mut heard)?;
        for it in &heard {
            count(it);
            if it.line == it.entry.sender && speaks[it.line] {
                crowd.speak(it.line)?;
            }
        }
    }
    Ok(())
}
