//! Who may do what: the rule of every operation, tried by everybody.

mod cast;
mod contacts;
mod cursors;
mod detours;
mod lists;
mod matrix;
mod others;
mod targets;
mod unknown_keys;
