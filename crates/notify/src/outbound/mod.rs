//! Requests to addresses that users have given: where they may lead, and how much they may cost.
//!
//! Whoever gives an address wants this server to speak with a machine that it can reach and they perhaps cannot. So only
//! what the whole internet can reach is asked: the address is read by one parser, its name looked up once, every address
//! that it has is checked, and the connection is made to one of those and to no other.

mod address;
mod client;
mod target;

pub use address::is_public;
pub use client::{Fetched, Limits, Outbound, OutboundError};
pub use target::{Reach, Target, TargetError};
