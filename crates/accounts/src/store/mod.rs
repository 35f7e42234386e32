//! This room's tables.

pub mod arrivals;
pub mod attempts;
pub mod audit;
pub mod bulk;
pub mod devices;
pub mod events;
pub mod facts;
pub mod invitations;
pub mod profiles;
pub mod proofs;
pub mod search;
pub mod sessions;
pub mod users;
