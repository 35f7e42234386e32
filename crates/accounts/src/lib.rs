//! Accounts: who can sign in, with what, as which role; their sessions, tokens and profiles.

pub mod address;
pub mod agent;
pub mod caller;
pub mod declared;
pub mod desk;
pub mod device;
pub mod error;
pub mod flow;
pub mod gate;
pub mod http;
pub mod identifier;
pub mod keys;
pub mod limits;
pub mod links;
pub mod live;
pub mod model;
pub mod once;
pub mod password;
pub mod picture;
pub mod policy;
pub mod roster;
pub mod store;
pub mod token;
pub mod words;

use frontdesk_kit::db::Migration;

/// This room's steps of the schema.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "0002_accounts",
        sqlite: include_str!("../../../migrations/sqlite/0002_accounts.sql"),
        postgres: include_str!("../../../migrations/postgres/0002_accounts.sql"),
    },
    Migration {
        name: "0004_invitations",
        sqlite: include_str!("../../../migrations/sqlite/0004_invitations.sql"),
        postgres: include_str!("../../../migrations/postgres/0004_invitations.sql"),
    },
    Migration {
        name: "0005_devices",
        sqlite: include_str!("../../../migrations/sqlite/0005_devices.sql"),
        postgres: include_str!("../../../migrations/postgres/0005_devices.sql"),
    },
];
