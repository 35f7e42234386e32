//! The desk under test, and the people who come to it.

mod actor;
mod desk;
mod document;
mod rows;
mod staff;

pub use actor::Actor;
pub use desk::{PASSWORD, TestDesk, frontdesk};
pub use document::{Document, Operation};
pub use rows::{rows, rows_at};
pub use staff::with_staff;
