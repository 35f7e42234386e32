//! Services: offered, changed, found.

mod categories;
mod filters;
mod hidden;
mod idempotency;
pub mod market;
mod older_wire;
mod order;
mod owner;
mod parallel;
mod prices;
mod specialists;
mod terms;
mod versions;
mod words;
