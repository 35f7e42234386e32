//! Waits that grow with each failure.

use frontdesk_kit::clock::Timestamp;

/// The wait after the failure that is one too many, in seconds; it doubles with each further one.
const FIRST_SECONDS: i64 = 30;
/// The longest wait, in seconds.
const LONGEST_SECONDS: i64 = 900;
/// After so many doublings the wait is the longest.
const DOUBLINGS: i64 = 5;

/// So many failures are free; after each further one the next try has to wait, 30 seconds at first, 15 minutes at last.
///
/// Nothing is ever locked: whoever comes back when they were told is looked at. What comes too early is not counted,
/// so that it makes no wait longer.
#[derive(Clone, Copy, Debug)]
pub struct Ladder {
    /// What is counted.
    pub bucket: &'static str,
    /// Failures before the first wait.
    pub free: i64,
}

/// How a [`Ladder`] is said to the database: see [`crate::store::attempts::climb`].
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    pub free: i64,
    /// From so many failures on the wait is the longest.
    pub top: i64,
    pub first_seconds: i64,
    pub longest_seconds: i64,
    pub forgotten_seconds: i64,
}

impl Ladder {
    /// After so many seconds without a failure all of them are forgotten. Longer than any wait by far, or waiting a
    /// little more would pay.
    pub const FORGOTTEN_SECONDS: i64 = 86_400;

    /// The numbers for the database.
    pub fn steps(self) -> Steps {
        Steps {
            free: self.free,
            top: self.free + DOUBLINGS,
            first_seconds: FIRST_SECONDS,
            longest_seconds: LONGEST_SECONDS,
            forgotten_seconds: Self::FORGOTTEN_SECONDS,
        }
    }

    /// How many seconds the next try has to wait still, after `count` failures of which the last was at `last`.
    ///
    /// A last one that is far ahead was counted before the clock was set back, and holds nobody up.
    pub fn wait(self, (last, count): (Timestamp, i64), now: Timestamp) -> i64 {
        if last.since(now) > LONGEST_SECONDS {
            return 0;
        }
        let pause = match count - self.free {
            more if more < 0 => 0,
            more if more < DOUBLINGS => FIRST_SECONDS << more,
            _ => LONGEST_SECONDS,
        };
        last.plus(pause).since(now).max(0)
    }
}

#[cfg(test)]
#[expect(non_snake_case, reason = "tests carry the ids of the security checklist")]
mod tests {
    use super::*;

    const TEN: Ladder = Ladder { bucket: "test", free: 10 };

    #[test]
    fn waits_double_from_half_a_minute_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (9..18).map(|count| TEN.wait((Timestamp(0), count), Timestamp(0))).collect();
        assert_eq!(waits, [0, 30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn a_wait_passes() {
        assert_eq!(TEN.wait((Timestamp(100), 11), Timestamp(120)), 40);
        assert_eq!(TEN.wait((Timestamp(100), 11), Timestamp(160)), 0);
        assert_eq!(TEN.wait((Timestamp(100), i64::MAX), Timestamp(999)), 1);
    }

    #[test]
    fn sec_OPS_06_a_clock_that_was_set_back_locks_nobody_out() {
        assert_eq!(TEN.wait((Timestamp(1000), 12), Timestamp(990)), 130);
        assert_eq!(TEN.wait((Timestamp(90_000), 12), Timestamp(0)), 0);
    }
}
