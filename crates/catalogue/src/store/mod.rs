//! This room's tables.

pub mod answers;
mod candidates;
mod complete;
pub mod counts;
pub mod scan;
pub mod services;
pub mod stems;

pub use candidates::{Batch, Candidate, in_order, of_city, of_specialist, of_word};
pub use complete::{Narrowing, complete};
pub use services::{card_of, find, listed, listed_one};
