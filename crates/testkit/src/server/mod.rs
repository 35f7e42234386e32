//! The real program, as an operator starts it.

mod launch;
mod running;

pub use launch::{Launch, Run};
pub use running::Server;
