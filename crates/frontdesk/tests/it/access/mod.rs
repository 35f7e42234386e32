//! Who may do what: the rule of every operation, tried by everybody.

pub mod cast;
mod contacts;
mod cursors;
mod detours;
mod editions;
mod everybody;
mod lists;
mod others;
pub mod targets;
mod unknown_keys;
mod unknown_parameters;
