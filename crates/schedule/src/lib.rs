//! Working hours and the arithmetic of starts: pure decisions without a database, a clock or a wire.
//!
//! A [`Schedule`] says in wall time when a specialist works. [`Open::lay_out`] turns it into ticks of five minutes for a
//! few local days. [`starts`] takes from these what does not fit an [`Offer`], what is [`Busy`], and what is too soon or
//! too far off; whatever it leaves can be booked. Slots, search and booking all ask this one function, so that "offered,
//! then refused" can only mean that somebody was faster. [`explain`] names the first reason why a moment is not among them.

mod bits;
mod busy;
mod check;
mod dates;
mod day;
mod explain;
mod fault;
mod model;
mod offer;
mod open;
mod starts;
mod stretch;
mod tick;
pub mod visit;
mod wall;
mod zone;

pub use busy::Busy;
pub use dates::{Dates, DatesError};
pub use day::{Anchor, DayBits};
pub use explain::{Reason, explain};
pub use fault::{Fault, Faults, Field, Place, Wrong};
pub use model::{Change, Cycle, Draft, Hours, Override, Rule, RuleKind, Schedule, TimeOff};
pub use offer::{Grid, GridMode, Offer, Terms};
pub use open::Open;
pub use starts::{Starts, starts};
pub use stretch::Stretch;
pub use tick::{Reversed, Span, Tick};
pub use zone::{UnknownZone, Zone};
