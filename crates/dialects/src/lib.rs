//! The older wires: thin faces over the same flows, bit for bit as their clients know them.

pub mod marketplace;
mod render;

pub use render::{Dialect, Facts};
