//! This room's tables.

pub mod answers;
mod candidates;
pub mod cards;
mod complete;
pub mod counts;
mod listed;
pub mod scan;
pub mod services;
pub mod stems;

pub use candidates::{Batch, Candidate, arrange, in_order, of_city, of_specialist, of_word};
pub use complete::{Narrowing, complete};
pub use listed::{AT_ONCE, beside_card, listed, listed_one};
pub use services::find;
