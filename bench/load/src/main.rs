//! Many chat clients in one thread: reads a job as JSON from its input, runs it against one server,
//! and writes the figures as one line of JSON.
//!
//! Every message is checked at every client: it arrives once, and in the same order for all. A run
//! that loses, doubles or reorders a message is an error, not a figure.

mod cast;
mod crowd;
mod dialect;
mod ledger;
mod line;
mod process;
mod report;
mod scenarios;

use std::error::Error;

/// Any error ends the run; nothing here can recover from one.
type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let job: cast::Job = serde_json::from_reader(std::io::stdin().lock())?;
    let report = scenarios::play(&job)?;
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}
