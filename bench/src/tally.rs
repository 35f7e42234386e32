//! What came back in one window.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::histogram::Histogram;

/// Stands for "no answer at all" where an HTTP status would stand.
pub const NO_ANSWER: u16 = 0;

/// Answers counted by whether they had the wanted status.
pub struct Tally {
    /// Latencies of the wanted answers.
    pub wanted: Histogram,
    /// Every other answer, counted by status.
    pub unwanted: BTreeMap<u16, u64>,
}

impl Tally {
    pub fn new() -> Self {
        Self { wanted: Histogram::new(), unwanted: BTreeMap::new() }
    }

    pub fn record(&mut self, status: u16, wanted: u16, taken: Duration) {
        if status == wanted {
            self.wanted.record(taken);
        } else {
            self.refuse(status);
        }
    }

    pub fn refuse(&mut self, status: u16) {
        *self.unwanted.entry(status).or_default() += 1;
    }

    pub fn merge(&mut self, other: &Self) {
        self.wanted.merge(&other.wanted);
        for (status, count) in &other.unwanted {
            *self.unwanted.entry(*status).or_default() += count;
        }
    }

    /// All answers, wanted or not.
    pub fn answers(&self) -> u64 {
        self.wanted.total() + self.unwanted.values().sum::<u64>()
    }
}
