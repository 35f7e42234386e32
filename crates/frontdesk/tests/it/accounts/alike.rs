//! Whether answers of several populations take the same time, on a machine that does other things as well.

use std::time::Duration;

use frontdesk_testkit::Call;

/// Answers of each population.
const SAMPLES: usize = 200;
/// How far a middle may be from the least of them.
const MARGIN: f64 = 1.05;
/// Chance itself makes two populations look this different once in a hundred times.
const DOUBT: f64 = 0.01;
/// A difference that is one shows itself every time; what chance has made, it does not make three times.
const TRIES: usize = 3;

/// Asks each of `populations` 200 times, in turns that change, so that a busy moment of the machine meets all of them;
/// then insists that neither the middles nor the distributions tell them apart (security checklist ACC-03).
///
/// `ask` gets the population's place and a number that is new with each request.
pub async fn take_the_same_time<const N: usize>(populations: [&str; N], ask: impl Fn(usize, usize) -> Call) {
    let mut found = Vec::new();
    for attempt in 0..TRIES {
        let mut times: [Vec<f64>; N] = std::array::from_fn(|_| Vec::with_capacity(SAMPLES));
        for round in 0..SAMPLES + 5 {
            for turn in 0..N {
                let which = (turn + round) % N;
                let number = (attempt * (SAMPLES + 5) + round) * N + which;
                let elapsed = ask(which, number).await.elapsed;
                // The first ones meet what has to be read from the disk.
                if round >= 5 {
                    times[which].push(elapsed.as_secs_f64());
                }
            }
        }
        times.iter_mut().for_each(|times| times.sort_by(f64::total_cmp));
        let Some(difference) = difference(&times) else { return };
        found.push(difference);
    }
    panic!("{populations:?}: {found:#?}");
}

/// What tells the populations apart, whose times are sorted.
fn difference<const N: usize>(times: &[Vec<f64>; N]) -> Option<String> {
    let shown = |middles: [f64; N]| middles.map(Duration::from_secs_f64);
    for (what, middle) in [("median", median as fn(&[f64]) -> f64), ("mean", trimmed_mean)] {
        let middles: [f64; N] = std::array::from_fn(|which| middle(&times[which]));
        let (least, most) =
            (middles.iter().copied().fold(f64::MAX, f64::min), middles.iter().copied().fold(0.0, f64::max));
        if most > least * MARGIN {
            return Some(format!("{what}: {:?}", shown(middles)));
        }
    }
    let medians: [f64; N] = std::array::from_fn(|which| median(&times[which]));
    for one in 0..N {
        for other in 0..one {
            let chance = kolmogorov_smirnov(&times[one], &times[other]);
            if chance <= DOUBT {
                return Some(format!("{one} and {other} differ, p = {chance:.5}; medians {:?}", shown(medians)));
            }
        }
    }
    None
}

fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}

/// The mean without the tenth that took longest: those are the machine's.
fn trimmed_mean(sorted: &[f64]) -> f64 {
    let kept = &sorted[..sorted.len() * 9 / 10];
    kept.iter().sum::<f64>() / kept.len() as f64
}

/// The probability that two samples of one population are as different as these sorted ones, by the two-sample test of
/// Kolmogorov and Smirnov (its usual approximation, good from forty samples on).
fn kolmogorov_smirnov(one: &[f64], other: &[f64]) -> f64 {
    let (mut at, mut its, mut widest) = (0, 0, 0.0_f64);
    while at < one.len() && its < other.len() {
        let time = one[at].min(other[its]);
        at += one[at..].iter().take_while(|known| **known <= time).count();
        its += other[its..].iter().take_while(|known| **known <= time).count();
        widest = widest.max((at as f64 / one.len() as f64 - its as f64 / other.len() as f64).abs());
    }
    let weight = (one.len() as f64 * other.len() as f64 / (one.len() + other.len()) as f64).sqrt();
    let lambda = (weight + 0.12 + 0.11 / weight) * widest;
    let term = |k: i32| f64::from(if k % 2 == 0 { -2 } else { 2 }) * (-2.0 * (f64::from(k) * lambda).powi(2)).exp();
    if lambda < 0.2 { 1.0 } else { (1..=100).map(term).sum::<f64>().clamp(0.0, 1.0) }
}

mod tests {
    use super::*;

    #[test]
    fn the_test_tells_what_differs_from_what_does_not() {
        let even: Vec<f64> = (0..200).map(f64::from).collect();
        let shifted: Vec<f64> = even.iter().map(|time| time + 10.0).collect();
        let far: Vec<f64> = even.iter().map(|time| time + 40.0).collect();
        assert!(kolmogorov_smirnov(&even, &even) > 0.99);
        assert!(kolmogorov_smirnov(&even, &shifted) > 0.5);
        assert!(kolmogorov_smirnov(&even, &far) < 0.001);
        // From the tables: with 200 in each, a distance of 0.163 is met once in a hundred times.
        let edge: Vec<f64> = even.iter().map(|time| time + 32.6).collect();
        assert!((0.005..0.015).contains(&kolmogorov_smirnov(&even, &edge)));
    }
}
