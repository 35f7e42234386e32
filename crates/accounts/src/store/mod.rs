//! This room's tables.

pub mod attempts;
pub mod events;
pub mod facts;
pub mod profiles;
pub mod sessions;
pub mod users;
