//! Frontdesk: accounts, catalogue and booking for a small business, in one program.

mod app;
mod cli;
mod config;
mod demo;
mod docs;
mod links;
mod openapi;
mod operator;
mod own_data;
mod serve;
mod setup;
mod telemetry;

use std::process::ExitCode;

/// Requests are born on one thread and freed on another; glibc's allocator takes a lock for each of those.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(std::env::args_os())
}
