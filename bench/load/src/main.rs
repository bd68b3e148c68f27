//! Many chat clients in one thread: reads what to do as JSON from its input, does it to one server, and writes what it measured
//! as one line of JSON.
//!
//! Every message is checked at every client: there once, and in the same order for all. A run that loses, doubles or
//! reorders anything is an error, not a figure.

mod cast;
mod crowd;
mod dialect;
mod ledger;
mod line;
mod process;
mod report;
mod scenarios;

use std::error::Error;

/// What may go wrong ends the run; there is nobody to hand it to.
type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let job: cast::Job = serde_json::from_reader(std::io::stdin().lock())?;
    let report = scenarios::play(&job)?;
    println!("{}", serde_json::to_string(&report)?);
    Ok(())
}
