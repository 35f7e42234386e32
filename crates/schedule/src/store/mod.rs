//! This room's tables.

pub mod holidays;
pub mod hours;
pub mod locations;
pub mod of_owners;
pub mod time_off;
