//! The end-to-end tests: the real binary, on loopback, over HTTP. Folders and files mirror the routes.
//!
//! Tests that show a line of the security checklist bear its id (`sec_TOK_07_…`). Those that take long are
//! `#[ignore = "slow: …"]` and run with `./test --slow`.

mod access;
mod accounts;
mod booking;
mod catalogue;
mod django;
mod edges;
mod old_wires;
mod ops;
mod pictures;
mod schedule;
mod start;
mod store;
mod support;
mod tokens;
