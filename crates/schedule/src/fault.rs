//! What is wrong with a schedule or an offer, and where.

use std::fmt;

/// Everything that is wrong, in the order in which it was given; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(Fault::to_string).collect::<Vec<_>>().join("; "))]
pub struct Faults(pub Vec<Fault>);

/// One thing that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}{field} {wrong}")]
pub struct Fault {
    pub place: Place,
    pub field: Field,
    pub wrong: Wrong,
}

/// In which part it is wrong; parts are numbered from 0 in the order in which they were given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Whole,
    Rule(usize),
    Override(usize),
    TimeOff(usize),
}

/// The field that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Zone,
    CycleDays,
    CycleDay,
    CycleAnchor,
    StartMin,
    EndMin,
    ValidTo,
    EndsAt,
    DurationMin,
    BufferBeforeMin,
    BufferAfterMin,
    LeadSeconds,
    HorizonDays,
    GridMin,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("names no time zone")]
    UnknownZone,
    #[error("is not within {min} and {max}")]
    OutOfRange { min: i64, max: i64 },
    #[error("is not a multiple of 5 minutes")]
    OffTick,
    #[error("is not after the start")]
    NotAfterStart,
    #[error("is more than a day after the start")]
    LongerThanADay,
    #[error("is not a Monday, from which weeks are counted")]
    NotAMonday,
    #[error("is before the first day on which the rule is valid")]
    BeforeValidFrom,
    #[error("is not one of 5, 10, 15, 20, 30 and 60")]
    NoGrid,
}

impl Field {
    /// Its name in requests and answers.
    pub fn key(self) -> &'static str {
        match self {
            Field::Zone => "zone",
            Field::CycleDays => "cycle_days",
            Field::CycleDay => "cycle_day",
            Field::CycleAnchor => "cycle_anchor",
            Field::StartMin => "start_min",
            Field::EndMin => "end_min",
            Field::ValidTo => "valid_to",
            Field::EndsAt => "ends_at",
            Field::DurationMin => "duration_min",
            Field::BufferBeforeMin => "buffer_before_min",
            Field::BufferAfterMin => "buffer_after_min",
            Field::LeadSeconds => "lead_seconds",
            Field::HorizonDays => "horizon_days",
            Field::GridMin => "grid_min",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// As the beginning of a path: `rules[2].`, nothing for the whole.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => Ok(()),
            Place::Rule(place) => write!(f, "rules[{place}]."),
            Place::Override(place) => write!(f, "overrides[{place}]."),
            Place::TimeOff(place) => write!(f, "time_off[{place}]."),
        }
    }
}
