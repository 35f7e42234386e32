//! Latencies, counted in buckets that are at most 1.6 % wide.

use std::time::Duration;

/// Each power of two of microseconds is cut into this many buckets.
const STEPS: usize = 64;
/// Up to 2^32 µs, over an hour; anything slower lands in the last bucket.
const BUCKETS: usize = STEPS * 27;

/// A histogram of durations with microsecond resolution and constant relative error.
pub struct Histogram {
    counts: Vec<u64>,
    total: u64,
    slowest: u64,
}

impl Histogram {
    pub fn new() -> Self {
        Self { counts: vec![0; BUCKETS], total: 0, slowest: 0 }
    }

    pub fn record(&mut self, taken: Duration) {
        let micros = u64::try_from(taken.as_micros()).unwrap_or(u64::MAX);
        self.counts[bucket(micros)] += 1;
        self.total += 1;
        self.slowest = self.slowest.max(micros);
    }

    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
        self.total += other.total;
        self.slowest = self.slowest.max(other.slowest);
    }

    /// How many durations were recorded.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The duration that a share of `quantile` (0 to 1) did not exceed, rounded up to its bucket's end; `None` when
    /// nothing was recorded.
    pub fn quantile(&self, quantile: f64) -> Option<Duration> {
        let rank = ((quantile * self.total as f64).ceil() as u64).clamp(1, self.total.max(1));
        let mut passed = 0;
        let place = self.counts.iter().position(|count| {
            passed += count;
            passed >= rank
        })?;
        Some(Duration::from_micros(end_of(place).min(self.slowest)))
    }
}

fn bucket(micros: u64) -> usize {
    if micros < STEPS as u64 {
        return micros as usize;
    }
    let shift = micros.ilog2() as usize - STEPS.ilog2() as usize;
    let step = (micros >> shift) as usize - STEPS;
    ((shift + 1) * STEPS + step).min(BUCKETS - 1)
}

/// The largest number of microseconds that falls into `bucket`.
fn end_of(bucket: usize) -> u64 {
    if bucket < STEPS {
        return bucket as u64;
    }
    let (shift, step) = (bucket / STEPS - 1, bucket % STEPS);
    if bucket == BUCKETS - 1 { u64::MAX } else { (((STEPS + step + 1) as u64) << shift) - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(micros: impl IntoIterator<Item = u64>) -> Histogram {
        let mut histogram = Histogram::new();
        micros.into_iter().for_each(|micros| histogram.record(Duration::from_micros(micros)));
        histogram
    }

    #[test]
    fn nothing_recorded_has_no_quantile() {
        assert_eq!(of([]).quantile(0.5), None);
    }

    #[test]
    fn small_values_are_exact() {
        let histogram = of(1..=10);
        assert_eq!(histogram.quantile(0.5), Some(Duration::from_micros(5)));
        assert_eq!(histogram.quantile(1.0), Some(Duration::from_micros(10)));
        assert_eq!(histogram.quantile(0.0), Some(Duration::from_micros(1)));
    }

    #[test]
    fn large_values_are_near_and_never_flattered() {
        let histogram = of((1..=100_000).map(|step| step * 10));
        for (quantile, exact) in [(0.5, 500_000.0), (0.99, 990_000.0)] {
            let told = histogram.quantile(quantile).expect("recorded").as_micros() as f64;
            assert!(told >= exact && told < exact * 1.016, "{quantile}: {told} beside {exact}");
        }
    }

    #[test]
    fn every_value_lies_within_its_bucket() {
        for micros in (0..40).flat_map(|power| [(1_u64 << power) - 1, 1 << power, (1 << power) + 1]) {
            let place = bucket(micros);
            assert!(micros <= end_of(place), "{micros}");
            assert!(place == 0 || micros > end_of(place - 1) || place == BUCKETS - 1, "{micros}");
        }
    }

    #[test]
    fn merging_adds_counts_and_keeps_the_slowest() {
        let mut both = of([1, 2]);
        both.merge(&of([7_000_000_000]));
        assert_eq!(both.total(), 3);
        assert_eq!(both.quantile(1.0), Some(Duration::from_micros(7_000_000_000)));
    }
}
