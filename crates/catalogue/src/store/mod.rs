//! This room's tables.

pub mod arrivals;
pub mod cards;
pub mod changes;
mod columns;
mod complete;
mod listed;
pub mod performers;
pub mod ratings;
pub mod services;

pub use complete::{Narrowing, complete};
pub use listed::{beside_card, listed, listed_one, visible, visible_called};
pub use services::find;
