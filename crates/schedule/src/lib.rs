//! Locations, working hours, and the arithmetic of starts.
//!
//! Where somebody works is a [`Location`]; its hours are kept by `store`, changed by `flow`, and loaded as a [`Schedule`].
//! From there on all is pure: without a database, a clock or a wire.
//!
//! A [`Schedule`] says in wall time when a specialist works. [`Open::lay_out`] turns it into ticks of five minutes for a
//! few local days. [`starts`] takes from these what does not fit an [`Offer`], what is [`Busy`], and what is too soon or
//! too far off; whatever it leaves can be booked. Slots, search and booking all ask this one function, so that "offered,
//! then refused" can only mean that somebody was faster. [`explain`] names the first reason why a moment is not among them.

mod absence;
mod bits;
mod busy;
mod check;
mod dates;
mod day;
pub mod error;
mod explain;
mod fault;
pub mod flow;
pub mod http;
mod location;
mod model;
mod offer;
mod open;
pub mod rules;
mod starts;
pub mod store;
mod stored;
mod stretch;
mod tick;
mod told;
pub mod visit;
mod wall;
mod zone;

use frontdesk_kit::db::Migration;

pub use absence::{Absence, AbsenceId, NewAbsence};
pub use busy::Busy;
pub use dates::{Dates, DatesError};
pub use day::{Anchor, DayBits};
pub use error::ScheduleError;
pub use explain::{Reason, explain};
pub use fault::{Fault, Faults, Field, Place, Wrong};
pub use http::router;
pub use location::{Location, LocationChange, LocationId, NewLocation, Reach};
pub use model::{Change, Cycle, Draft, Hours, Override, Rule, RuleKind, Schedule, TimeOff};
pub use offer::{Grid, GridMode, Offer, Terms};
pub use open::Open;
pub use starts::{Starts, starts};
pub use stored::DayNumber;
pub use stretch::Stretch;
pub use tick::{Reversed, Span, Tick};
pub use zone::{UnknownZone, Zone};

#[cfg(test)]
mod tests;

/// This room's steps of the schema.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "0006_schedule",
    sqlite: include_str!("../../../migrations/sqlite/0006_schedule.sql"),
    postgres: include_str!("../../../migrations/postgres/0006_schedule.sql"),
}];
