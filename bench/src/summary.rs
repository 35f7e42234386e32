//! Medians of the rounds, and whether they reach their goals.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::rounds::{Beside, Pair, Reached};
use crate::workloads::{Goal, Workload};

/// The middle of `values`, or the mean of the two in the middle; zero for none.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        count if count % 2 == 1 => values[count / 2],
        count => (values[count / 2 - 1] + values[count / 2]) / 2.0,
    }
}

/// All rounds of a workload as one line.
pub struct Summary {
    pub key: &'static str,
    pub title: &'static str,
    pub goal: Goal,
    pub rate: f64,
    pub floor: Option<f64>,
    /// Rate, floor and ready bytes of each round, in their order.
    pub rounds: Vec<[Option<f64>; 3]>,
    /// The median of each round's ratio, not the ratio of the medians: a round's floor belongs to its round.
    pub ratio: Option<f64>,
    /// The same against the floor of ready bytes.
    pub bytes_ratio: Option<f64>,
    pub p50: Option<Duration>,
    pub p99: Option<Duration>,
    pub cpu: Duration,
    pub floor_cpu: Option<Duration>,
    /// Bytes, the highest of all rounds.
    pub peak: u64,
    /// Of all rounds together, by status.
    pub unwanted: BTreeMap<u16, u64>,
    pub beside: Option<Beside>,
}

impl Summary {
    pub fn of(workload: &Workload, pairs: &[Pair]) -> Self {
        let middle = |value: &dyn Fn(&Pair) -> Option<f64>| {
            let values: Option<Vec<f64>> = pairs.iter().map(value).collect();
            values.filter(|values| !values.is_empty()).map(median)
        };
        let seconds = |value: Option<f64>| value.map(Duration::from_secs_f64);
        let beside: Option<Vec<&Beside>> = pairs.iter().map(|pair| pair.sample.beside.as_ref()).collect();
        Self {
            key: workload.key,
            title: workload.title,
            goal: workload.goal,
            rate: middle(&|pair| Some(pair.sample.rate)).unwrap_or_default(),
            floor: middle(&|pair| Some(pair.floors.floor?.rate)),
            rounds: pairs.iter().map(rates).collect(),
            ratio: middle(&|pair| Some(pair.sample.rate / pair.floors.floor?.rate)),
            bytes_ratio: middle(&|pair| Some(pair.sample.rate / pair.floors.bytes?.rate)),
            p50: seconds(middle(&|pair| Some(pair.sample.p50?.as_secs_f64()))),
            p99: seconds(middle(&|pair| Some(pair.sample.p99?.as_secs_f64()))),
            cpu: seconds(middle(&|pair| Some(pair.sample.cpu.as_secs_f64()))).unwrap_or_default(),
            floor_cpu: seconds(middle(&|pair| Some(pair.floors.floor?.cpu?.as_secs_f64()))),
            peak: pairs.iter().map(|pair| pair.sample.peak).max().unwrap_or_default(),
            unwanted: add_up(pairs.iter().map(|pair| &pair.sample.unwanted)),
            beside: beside.map(|all| Beside {
                rate: median(all.iter().map(|beside| beside.rate).collect()),
                unwanted: add_up(all.iter().map(|beside| &beside.unwanted)),
            }),
        }
    }

    /// Whether the goal is reached; a goal that could not be measured is not. Quick refusals do not make a good p99.
    pub fn reaches_goal(&self) -> bool {
        match self.goal {
            Goal::Ratio(least) => self.ratio.is_some_and(|ratio| ratio >= least),
            Goal::P99(limit) => self.unwanted.is_empty() && self.p99.is_some_and(|p99| p99 < limit),
        }
    }
}

fn rates(pair: &Pair) -> [Option<f64>; 3] {
    let rate = |reached: Option<Reached>| reached.map(|reached| reached.rate);
    [Some(pair.sample.rate), rate(pair.floors.floor), rate(pair.floors.bytes)]
}

fn add_up<'a>(counts: impl Iterator<Item = &'a BTreeMap<u16, u64>>) -> BTreeMap<u16, u64> {
    let mut sum = BTreeMap::new();
    for (status, count) in counts.flatten() {
        *sum.entry(*status).or_default() += count;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounds::{Floors, Sample};
    use crate::workloads::ALL;

    fn pair(rate: f64, floor: f64, refused: u64) -> Pair {
        let sample = Sample {
            rate,
            p50: Some(Duration::from_millis(1)),
            p99: None,
            unwanted: BTreeMap::from([(503, refused)]),
            cpu: Duration::from_micros(20),
            peak: rate as u64,
            beside: None,
        };
        let floors = Floors { floor: Some(Reached { rate: floor, cpu: None }), bytes: None };
        Pair { sample, floors }
    }

    #[test]
    fn the_middle_is_told() {
        assert_eq!([median(vec![]), median(vec![3.0, 1.0, 2.0]), median(vec![4.0, 2.0])], [0.0, 2.0, 3.0]);
    }

    #[test]
    fn ratios_are_taken_within_a_round() {
        let summary = Summary::of(&ALL[0], &[pair(50.0, 100.0, 1), pair(80.0, 100.0, 0), pair(90.0, 150.0, 2)]);
        assert_eq!((summary.rate, summary.floor, summary.ratio), (80.0, Some(100.0), Some(0.6)));
        assert_eq!((summary.p99, summary.bytes_ratio, summary.peak), (None, None, 90));
        assert_eq!(summary.unwanted, BTreeMap::from([(503, 3)]));
        assert!(summary.reaches_goal());
    }
}
