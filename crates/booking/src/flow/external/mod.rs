//! Calendars that specialists keep elsewhere.

mod add;
mod fetch;

pub use add::add;
pub use fetch::Reader;
