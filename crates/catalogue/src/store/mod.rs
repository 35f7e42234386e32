//! This room's tables.

pub mod answers;
pub mod arrivals;
pub mod cards;
pub mod changes;
mod complete;
mod listed;
pub mod services;

pub use complete::{Narrowing, complete};
pub use listed::{beside_card, listed, listed_one, visible};
pub use services::find;
