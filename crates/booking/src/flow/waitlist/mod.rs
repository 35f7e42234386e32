//! Waiting for a time to come free.

mod join;
mod leave;
mod offer;
mod serve;

pub use join::join;
pub use leave::{count_waiting, leave};
pub(crate) use serve::AT_ONCE;
pub use serve::serve_waitlist;
