//! The catalogue: what specialists offer, and how clients find it.

mod answers;
pub mod cards;
mod category;
mod currency;
mod desk;
pub mod error;
pub mod flow;
pub mod http;
mod index;
pub mod model;
pub mod rules;
pub mod search;
mod search_index;
pub mod store;
pub mod terms;
pub mod words;

use frontdesk_kit::db::Migration;

pub use answers::{Answers, Seen};
pub use category::{CATEGORIES, Category};
pub use currency::{CURRENCIES, Currency};
pub use desk::Catalogue;
pub use error::ServiceError;
pub use http::router;
pub use search_index::SearchIndex;

/// This room's steps of the schema.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "0003_catalogue",
        sqlite: include_str!("../../../migrations/sqlite/0003_catalogue.sql"),
        postgres: include_str!("../../../migrations/postgres/0003_catalogue.sql"),
    },
    Migration {
        name: "0008_performers",
        sqlite: include_str!("../../../migrations/sqlite/0008_performers.sql"),
        postgres: include_str!("../../../migrations/postgres/0008_performers.sql"),
    },
];

#[cfg(test)]
#[expect(non_snake_case, reason = "tests carry the ids of the security checklist")]
mod tests;
