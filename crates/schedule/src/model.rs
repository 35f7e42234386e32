//! When somebody works, in wall time.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::dates::epoch_day;
use crate::tick::Span;
use crate::zone::Zone;

/// Minutes of the wall clock, counted from the midnight with which their date begins; multiples of 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hours {
    /// 0 to 1435.
    pub start_min: i64,
    /// After the start, at most 1440 later. More than 1440 is past midnight: the hours still belong to the date on which
    /// they begin.
    pub end_min: i64,
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// Opens; openings that overlap are one.
    Open,
    /// Interrupts what other rules open, also on a day before whose hours run past midnight.
    Break,
}

/// On which dates a rule falls: every `days` dates, `day` dates after `anchor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cycle {
    /// 1 to 28; a week is 7.
    pub days: i64,
    /// 0 to `days` less one. In a week 0 is Monday.
    pub day: i64,
    /// Any date on which the cycle begins, also a future one; a Monday if it is a week.
    pub anchor: Date,
}

impl Cycle {
    /// Whether it falls on `date`.
    fn falls_on(self, date: Date) -> bool {
        (epoch_day(date) - epoch_day(self.anchor)).rem_euclid(self.days) == self.day
    }
}

/// Hours that come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    pub kind: RuleKind,
    pub cycle: Cycle,
    pub hours: Hours,
    /// The first local date on which it may fall.
    pub valid_from: Date,
    /// The last, included; without, it is valid for ever.
    pub valid_to: Option<Date>,
}

impl Rule {
    /// Whether its hours begin on `date`.
    pub(crate) fn falls_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last) && self.cycle.falls_on(date)
    }
}

/// What is different on one local date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Override {
    pub date: Date,
    pub change: Change,
}

/// How a date is different. Several of a kind on one date count together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Nothing that begins on this date is open, whatever else is said about it.
    Closed,
    /// These hours instead of the rules, breaks included.
    Replace(Hours),
    /// These hours also, even in a break or on a holiday.
    Add(Hours),
}

/// Time that somebody is away, whatever the hours say: from a moment to another, which is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeOff {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

/// A schedule as it is given or stored, not looked at yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The IANA name of the location's zone.
    pub zone: String,
    pub rules: Vec<Rule>,
    pub overrides: Vec<Override>,
    pub time_off: Vec<TimeOff>,
    /// Local dates on which the rules open nothing; an override of such a date still does.
    pub holidays: Vec<Date>,
    /// Holidays are days like others.
    pub works_on_holidays: bool,
}

/// A schedule in which everything holds: see [`Schedule::new`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Schedule {
    pub(crate) zone: Zone,
    pub(crate) rules: Vec<Rule>,
    /// By date.
    pub(crate) overrides: Vec<Override>,
    pub(crate) time_off: Vec<Span>,
    /// In order; empty if holidays make no difference.
    pub(crate) holidays: Vec<Date>,
}

impl Schedule {
    /// The zone in which its hours are told.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The overrides of `date`.
    pub(crate) fn overrides_of(&self, date: Date) -> &[Override] {
        let from = self.overrides.partition_point(|other| other.date < date);
        let to = self.overrides.partition_point(|other| other.date <= date);
        &self.overrides[from..to]
    }

    /// Whether the rules open nothing on `date` because it is a holiday.
    pub(crate) fn is_holiday(&self, date: Date) -> bool {
        self.holidays.binary_search(&date).is_ok()
    }
}
