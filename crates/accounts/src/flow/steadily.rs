//! Answers that take the same time whatever there was to do.

use std::time::{Duration, Instant};

/// Longer than what is written at such an answer takes, by far, and shorter than anybody minds.
const BEAT: Duration = Duration::from_millis(25);

/// Awaits `work` and then the next beat, counted from its beginning: who waits for the answer cannot tell work of one
/// millisecond from work of two, as the letter to somebody who exists is (security checklist ACC-03).
pub(super) async fn steadily<T>(work: impl Future<Output = T>) -> T {
    let began = Instant::now();
    let done = work.await;
    tokio::time::sleep(rest(began.elapsed())).await;
    done
}

/// From `took` to the next beat.
fn rest(took: Duration) -> Duration {
    let beats = u32::try_from(took.as_nanos() / BEAT.as_nanos() + 1).unwrap_or(u32::MAX);
    BEAT.saturating_mul(beats).saturating_sub(took)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_work_ends_at_the_first_beat_and_long_work_at_a_later_one() {
        let ends = |millis: u64| Duration::from_millis(millis) + rest(Duration::from_millis(millis));
        assert_eq!([0, 1, 24].map(ends), [BEAT; 3]);
        assert_eq!([25, 49].map(ends), [BEAT * 2; 2]);
        assert!(rest(Duration::MAX) <= BEAT);
    }
}
