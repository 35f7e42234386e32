//! How long the checks of old hashes take.
//!
//! They take many times as long as a hash of today. So that the time of a refusal does not tell whose password came
//! from the old backend, every refusal waits until the slowest kind would have been done, in as many spellings as are
//! tried there.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Kinds of old hashes that are told apart.
pub(super) const KINDS: usize = 5;
/// Nobody waits longer than this, however busy the machine was when the times were taken.
const LONGEST: Duration = Duration::from_millis(1500);

/// The usual time of each kind, as far as this process has met it.
#[derive(Debug, Default)]
pub(super) struct Paces([AtomicU64; KINDS]);

impl Paces {
    /// Notes how long the check of one spelling took.
    pub fn note(&self, kind: usize, took: Duration) {
        let Some(usual) = self.0.get(kind) else { return };
        let took = u64::try_from(took.as_micros()).unwrap_or(u64::MAX).min(LONGEST.as_micros() as u64);
        // Of two at the same time one may be lost: it is only a usual time.
        let before = usual.load(Ordering::Relaxed);
        usual.store(if before == 0 { took } else { before - before / 8 + took / 8 }, Ordering::Relaxed);
    }

    /// How long whoever is refused after `took` has to wait, whose password has so many spellings.
    pub fn rest(&self, spellings: u32, took: Duration) -> Duration {
        let slowest = self.0.iter().map(|usual| usual.load(Ordering::Relaxed)).max().unwrap_or(0);
        Duration::from_micros(slowest).saturating_mul(spellings).saturating_sub(took)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(non_snake_case, reason = "carries the id of the security requirement")]
    fn sec_PWD_07_refusals_wait_for_the_slowest_kind_that_was_met() {
        let paces = Paces::default();
        assert_eq!(paces.rest(1, Duration::from_millis(25)), Duration::ZERO);
        paces.note(1, Duration::from_millis(150));
        paces.note(2, Duration::from_millis(280));
        assert_eq!(paces.rest(1, Duration::from_millis(30)), Duration::from_millis(250));
        assert_eq!(paces.rest(2, Duration::from_millis(30)), Duration::from_millis(530));
        paces.note(2, Duration::from_secs(600));
        assert!(paces.rest(1, Duration::ZERO) < Duration::from_millis(500), "one odd time does not count for much");
    }
}
