//! What the layer below the stores promises, on both engines.
#![expect(non_snake_case, reason = "tests carry the ids of the security checklist")]

mod contract;
mod migrations;
mod rows;

pub use rows::Rows;
