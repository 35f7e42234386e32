//! What goes out: letters queued in the transaction that is their reason, delivered by a worker.

mod failure;
mod files;
mod letters;
pub mod mail;
pub mod outbound;
pub mod outbox;
mod secret;
pub mod sender;
pub mod sms;
#[cfg(test)]
mod tests;
mod visits;
pub mod webhook;
mod wire;
pub mod words;
pub mod worker;

use frontdesk_kit::db::Migration;

pub use failure::{Failure, Receipt};
pub use secret::Secret;
pub use visits::{About, Visit};

/// This room's steps of the schema.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "0001_outbox",
    sqlite: include_str!("../../../migrations/sqlite/0001_outbox.sql"),
    postgres: include_str!("../../../migrations/postgres/0001_outbox.sql"),
}];
