//! Locations, working hours, and the arithmetic of starts.
//!
//! Where somebody works is a [`Location`]; its hours are kept by `store`, changed by `flow`, and loaded as a [`Schedule`].
//! From there on all is pure: without a database, a clock or a wire.
//!
//! A [`Schedule`] says in wall time when a specialist works. [`Open::lay_out`] turns it into ticks of five minutes for a
//! few local days. [`starts`] takes from these what does not fit an [`Offer`], what is [`Busy`], and what is too soon or
//! too far off; whatever it leaves can be booked. Slots, search and booking all ask this one function, so that "offered,
//! then refused" can only mean that somebody was faster. [`explain`] names the first reason why a moment is not among them.
//!
//! ```
//! use frontdesk_schedule::*;
//! use jiff::civil::date;
//!
//! let weekly = |day| Cycle { days: 7, day, anchor: date(2026, 1, 5) };
//! let monday = Rule {
//!     kind: RuleKind::Open,
//!     cycle: weekly(0),
//!     hours: Hours { start_min: 9 * 60, end_min: 11 * 60 },
//!     valid_from: date(2026, 1, 1),
//!     valid_to: None,
//! };
//! let schedule = Schedule::new(Draft { zone: "Europe/Moscow".into(), rules: vec![monday], ..Draft::default() })?;
//! let offer = Offer::new(Terms {
//!     duration_min: 60,
//!     buffer_before_min: 0,
//!     buffer_after_min: 10,
//!     lead_seconds: 3600,
//!     horizon_days: 30,
//!     grid: Grid { minutes: 30, mode: GridMode::Clock },
//!     day_limit: None,
//! })?;
//!
//! let open = Open::lay_out(&schedule, Dates::new(date(2026, 5, 4), date(2026, 5, 10))?);
//! let mut busy = Busy::nothing(&open);
//! busy.take_span(Span::new("2026-05-04T10:00+03:00".parse()?, "2026-05-04T10:30+03:00".parse()?)?);
//!
//! let now = "2026-05-01T12:00+03:00".parse()?;
//! let found: Vec<Tick> = starts(offer, &open, &busy, Span::ALL, now).iter().collect();
//! assert_eq!(found, []); // 09:00 would do, were it not for the ten minutes after it.
//! let nine = "2026-05-04T09:00+03:00".parse()?;
//! assert_eq!(explain(offer, &open, &busy, nine, now), Some(Reason::Buffer));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
mod frame;
pub mod http;
mod location;
mod look;
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
pub use frame::Frame;
pub use http::router;
pub use location::{Location, LocationChange, LocationId, NewLocation, Point, Reach};
pub use look::Look;
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
