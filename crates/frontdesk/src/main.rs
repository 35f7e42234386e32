//! Frontdesk: accounts, catalogue and booking for a small business, in one program.

mod app;
mod cli;
mod config;
mod demo;
mod docs;
mod openapi;
mod serve;
mod setup;
mod telemetry;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os())
}
