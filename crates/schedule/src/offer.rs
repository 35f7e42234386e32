//! What is looked for: how long, how much around it, how soon, how far ahead, and at which times.

use jiff::Timestamp;

use crate::check::Faulty;
use crate::fault::{Faults, Field, Place, Wrong};
use crate::tick::{MINUTES, Tick, ceil};

/// The longest offer, in minutes.
pub(crate) const LONGEST_MIN: i64 = 1440;
/// The longest buffer, in minutes.
pub(crate) const LONGEST_BUFFER_MIN: i64 = 240;

/// The terms of a service as they are stored: what one specialist asks for it may differ from another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Terms {
    /// 5 to 1440, a multiple of 5.
    pub duration_min: i64,
    /// 0 to 240, a multiple of 5; time kept free before the start.
    pub buffer_before_min: i64,
    /// The same after the end.
    pub buffer_after_min: i64,
    /// How long before the start it must be booked at the latest; 0 to 366 days.
    pub lead_seconds: i64,
    /// On how many local dates it can be had, today included; 1 to 366.
    pub horizon_days: i64,
    pub grid: Grid,
    /// How many bookings a local date may have; there is no limit without.
    pub day_limit: Option<u32>,
}

/// At which times an offer may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Grid {
    /// 5, 10, 15, 20, 30 or 60: how far the times are apart.
    pub minutes: i64,
    pub mode: GridMode,
}

/// From where the times of a grid are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GridMode {
    /// From midnight, by what the wall clock shows: half hours are at :00 and :30 in every zone, on every day.
    Clock,
    /// From where the hours of a date begin: 09:05, 09:35 … Hours that touch or overlap begin once; a break or time off
    /// does not begin them anew.
    FromOpening,
}

/// Terms in which everything holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Offer(pub(crate) Terms);

impl Offer {
    /// The offer with these terms, or all that is wrong with them.
    pub fn new(terms: Terms) -> Result<Self, Faults> {
        let mut faulty = Faulty::default();
        faulty.minutes(Place::Whole, Field::DurationMin, terms.duration_min, (MINUTES, LONGEST_MIN));
        faulty.minutes(Place::Whole, Field::BufferBeforeMin, terms.buffer_before_min, (0, LONGEST_BUFFER_MIN));
        faulty.minutes(Place::Whole, Field::BufferAfterMin, terms.buffer_after_min, (0, LONGEST_BUFFER_MIN));
        faulty.range(Place::Whole, Field::LeadSeconds, terms.lead_seconds, (0, 366 * 86_400));
        faulty.range(Place::Whole, Field::HorizonDays, terms.horizon_days, (1, 366));
        if ![5, 10, 15, 20, 30, 60].contains(&terms.grid.minutes) {
            faulty.note(Place::Whole, Field::GridMin, Wrong::NoGrid);
        }
        faulty.check().map(|()| Self(terms))
    }

    /// Its terms.
    pub fn terms(self) -> Terms {
        self.0
    }

    /// The tick with which it is over if it begins at `start`, buffers left out.
    pub fn end(self, start: Tick) -> Tick {
        start.plus(self.duration() as i64)
    }

    /// The ticks that it takes from a resource if it begins at `start`: the service and the buffers around it.
    pub fn claim(self, start: Tick) -> std::ops::Range<Tick> {
        start.plus(-(self.before() as i64))..self.end(start).plus(self.0.buffer_after_min / MINUTES)
    }

    /// The first tick at which it can be had at `now`.
    pub fn soonest(self, now: Timestamp) -> Tick {
        // Asked for each of thousands of services; whole seconds are added to the second that begins then or later.
        let second = now.as_second() + i64::from(now.subsec_nanosecond() > 0);
        Tick(ceil(second + self.0.lead_seconds))
    }

    /// Ticks of the service.
    pub(crate) fn duration(self) -> usize {
        ticks(self.0.duration_min)
    }

    /// Ticks of the buffer before.
    pub(crate) fn before(self) -> usize {
        ticks(self.0.buffer_before_min)
    }

    /// Ticks of the whole claim.
    pub(crate) fn claimed(self) -> usize {
        self.before() + self.duration() + ticks(self.0.buffer_after_min)
    }

    /// Ticks between two times of the grid.
    pub(crate) fn step(self) -> usize {
        ticks(self.0.grid.minutes)
    }

    /// Whether a date with `bookings` takes no more.
    pub(crate) fn is_full(self, bookings: u32) -> bool {
        self.0.day_limit.is_some_and(|limit| limit <= bookings)
    }
}

/// What was checked to be positive and small.
fn ticks(minutes: i64) -> usize {
    (minutes / MINUTES) as usize
}
