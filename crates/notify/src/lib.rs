//! What goes out: letters queued in the transaction that is their reason, delivered by a worker.

pub mod outbox;
pub mod sender;
pub mod worker;

use frontdesk_kit::db::Migration;

/// This room's steps of the schema.
pub const MIGRATIONS: &[Migration] = &[Migration {
    name: "0001_outbox",
    sqlite: include_str!("../../../migrations/sqlite/0001_outbox.sql"),
    postgres: include_str!("../../../migrations/postgres/0001_outbox.sql"),
}];
