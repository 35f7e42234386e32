//! Bookings: what is free, who has taken it, and what became of it.
//!
//! A booking takes ticks of five minutes from its specialist. They stand as bits in one row for each day, and are taken by
//! one conditional update in the transaction that makes the booking: where a bit is set already, nothing happens. What is
//! shown as free comes from the same rows by the same arithmetic, so that "offered, then refused" can only mean that
//! somebody was faster.

pub mod agreement;
pub mod availability;
mod calendar;
mod candidates;
mod desk;
pub mod error;
pub mod external;
pub mod flow;
pub mod group;
pub mod http;
pub mod ics;
mod letters;
pub mod model;
mod notice;
mod offering;
mod pages;
pub mod reasons;
pub mod review;
pub mod rules;
pub mod search;
mod settings;
pub mod store;
pub mod waiting;
pub mod webhook;
mod when;
mod worker;

use frontdesk_kit::db::Migration;

pub use desk::Bookings;
pub use error::BookingError;
pub use http::router;
pub use settings::{BookingSettings, OnSuspension};
pub use worker::Worker;

/// This room's steps of the schema.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "0007_booking",
        sqlite: include_str!("../../../migrations/sqlite/0007_booking.sql"),
        postgres: include_str!("../../../migrations/postgres/0007_booking.sql"),
    },
    Migration {
        name: "0009_waitlist",
        sqlite: include_str!("../../../migrations/sqlite/0009_waitlist.sql"),
        postgres: include_str!("../../../migrations/postgres/0009_waitlist.sql"),
    },
    Migration {
        name: "0010_calendar_changes",
        sqlite: include_str!("../../../migrations/sqlite/0010_calendar_changes.sql"),
        postgres: include_str!("../../../migrations/postgres/0010_calendar_changes.sql"),
    },
    Migration {
        name: "0011_notices",
        sqlite: include_str!("../../../migrations/sqlite/0011_notices.sql"),
        postgres: include_str!("../../../migrations/postgres/0011_notices.sql"),
    },
    Migration {
        name: "0012_reviews",
        sqlite: include_str!("../../../migrations/sqlite/0012_reviews.sql"),
        postgres: include_str!("../../../migrations/postgres/0012_reviews.sql"),
    },
    Migration {
        name: "0013_calendars",
        sqlite: include_str!("../../../migrations/sqlite/0013_calendars.sql"),
        postgres: include_str!("../../../migrations/postgres/0013_calendars.sql"),
    },
];

#[cfg(test)]
mod tests;
