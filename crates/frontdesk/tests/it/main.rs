//! The end-to-end tests: the real binary, on loopback, over HTTP. Folders and files mirror the routes.
//!
//! Tests that show a line of the security checklist bear its id (`sec_TOK_07_…`). Those that take long are
//! `#[ignore = "slow: …"]` and run with `./test --slow`.

mod start;
#[expect(dead_code, reason = "the desk's people are there before all the tests that need them")]
mod support;
