//! The figures of a run.

use std::collections::BTreeMap;
use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

use crate::Outcome;

/// Figures by name. The last word of a name is its unit.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Report(BTreeMap<String, f64>);

impl Report {
    pub fn put(&mut self, name: &str, figure: f64) -> &mut Self {
        self.0.insert(name.to_owned(), figure);
        self
    }

    /// The median, the 99th percentile, and the maximum.
    pub fn latencies(&mut self, name: &str, all: &Latencies) -> &mut Self {
        for (label, quantile) in [("p50", 0.5), ("p99", 0.99), ("max", 1.0)] {
            self.put(&format!("{name}_{label}_ms"), all.quantile(quantile));
        }
        self
    }
}

/// Latencies from a microsecond to a minute.
pub struct Latencies(Histogram<u64>);

impl Latencies {
    /// # Errors
    /// Never, with these bounds.
    pub fn new() -> Outcome<Self> {
        Ok(Self(Histogram::new_with_bounds(1, 60_000_000, 3)?))
    }

    pub fn add(&mut self, took: Duration) {
        self.0
            .saturating_record(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    /// The quantile in ms.
    #[allow(clippy::cast_precision_loss, reason = "microseconds below 2^53")]
    fn quantile(&self, quantile: f64) -> f64 {
        self.0.value_at_quantile(quantile) as f64 / 1_000.0
    }
}
