//! What became of a booking.

use frontdesk_booking::model::Status;
use frontdesk_kit::clock::Timestamp;

use super::dice::Dice;

/// Who brought something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    Client,
    Specialist,
    Nobody,
}

/// Something that happened to a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub kind: &'static str,
    pub by: Doer,
    pub at: Timestamp,
}

/// How far a booking has come, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    pub status: Status,
    /// Its first time, if it was moved.
    pub moved: bool,
    pub story: Vec<Step>,
}

/// When a booking was made, begins and ends, and the present, in the order of time or not.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub made: Timestamp,
    pub starts: Timestamp,
    pub ends: Timestamp,
    pub now: Timestamp,
}

/// How a booking went that has to be confirmed, or not, and may be moved, or not.
pub fn fate(dice: &mut Dice, times: Times, asked: bool, movable: bool) -> Fate {
    let mut story = vec![Step { kind: Status::Confirmed.key(), by: Doer::Client, at: times.made }];
    if asked {
        story[0].kind = Status::Requested.key();
        if let Some((status, by)) = unconfirmed(dice, times) {
            let at = if status == Status::Expired { times.starts } else { between(dice, times) };
            story.extend((status != Status::Requested).then(|| Step { kind: status.key(), by, at }));
            return Fate { status, moved: false, story };
        }
        let at = between(dice, times);
        story.push(Step { kind: Status::Confirmed.key(), by: Doer::Specialist, at });
    }
    let moved = movable && !asked && dice.chance(60);
    if moved {
        story.push(Step { kind: "rescheduled", by: Doer::Client, at: between(dice, times) });
    }
    let (status, by) = ending(dice, times);
    let at = match status {
        Status::Arrived => times.starts.plus(-120),
        Status::Completed | Status::NoShow => times.ends.min(times.now),
        _ => latest(&story).plus((times.starts.min(times.now).0 - latest(&story).0).max(0) / 2),
    };
    if status == Status::Completed && dice.chance(400) {
        story.push(Step { kind: Status::Arrived.key(), by: Doer::Specialist, at: times.starts.plus(-120) });
    }
    if status != Status::Confirmed {
        story.push(Step { kind: status.key(), by, at });
    }
    Fate { status, moved, story }
}

/// What became of a request that was not confirmed, and by whom.
fn unconfirmed(dice: &mut Dice, times: Times) -> Option<(Status, Doer)> {
    let is_ahead = times.now < times.starts;
    match dice.below(1_000) {
        0..40 => Some((Status::Declined, Doer::Specialist)),
        40..80 if !is_ahead => Some((Status::Expired, Doer::Nobody)),
        40..250 if is_ahead => Some((Status::Requested, Doer::Client)),
        _ => None,
    }
}

/// To what a confirmed booking came, and by whom.
fn ending(dice: &mut Dice, times: Times) -> (Status, Doer) {
    let roll = dice.below(1_000);
    if times.now < times.ends {
        return match roll {
            0..60 if times.now < times.starts => (Status::CancelledByClient, Doer::Client),
            60..75 if times.now < times.starts => (Status::CancelledByBusiness, Doer::Specialist),
            0..700 if times.starts <= times.now => (Status::Arrived, Doer::Specialist),
            _ => (Status::Confirmed, Doer::Client),
        };
    }
    match roll {
        0..80 => (Status::CancelledByClient, Doer::Client),
        80..95 => (Status::CancelledByBusiness, Doer::Specialist),
        95..125 => (Status::NoShow, Doer::Specialist),
        // Nobody has noted anything.
        125..140 => (Status::Confirmed, Doer::Client),
        _ => (Status::Completed, Doer::Specialist),
    }
}

/// A moment in the first half of the time between the booking and its start, or the present.
fn between(dice: &mut Dice, times: Times) -> Timestamp {
    let span = (times.starts.min(times.now).0 - times.made.0).max(0) as u64;
    times.made.plus(dice.below(span / 2 + 1) as i64)
}

fn latest(story: &[Step]) -> Timestamp {
    story.last().map_or(Timestamp(0), |step| step.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::dice::Stream;

    #[test]
    fn stories_are_told_in_order_and_end_with_the_status() {
        let mut dice = Dice::new(7, Stream::Visits, 0);
        for number in 0..20_000 {
            let starts = Timestamp(1_000_000 + i64::from(number) * 300);
            let now = Timestamp(1_000_000 + 10_000 * 300);
            let made = starts.min(now).plus(-1_000 - dice.below(600_000) as i64);
            let times = Times { made, starts, ends: starts.plus(3_600), now };
            let Fate { status, story, .. } = fate(&mut dice, times, number % 3 == 0, true);
            assert!(story.is_sorted_by_key(|step| step.at), "{status:?}: {story:?}");
            assert_eq!(story[0].at, made);
            let last = story.last().expect("it was made").kind;
            assert!(
                last == status.key() || last == "rescheduled" && status == Status::Confirmed,
                "{status:?}: {story:?}"
            );
            assert!(status.is_open() || status.frees() || starts <= now, "nothing is over before it began: {status:?}");
        }
    }
}
