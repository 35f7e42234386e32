//! Measures Frontdesk against floors of the same shape; see README.md.

mod accounts;
mod booking;
mod client;
mod dice;
mod errand;
mod floor;
mod histogram;
mod http;
mod interrupt;
mod line;
mod options;
mod pages;
mod people;
mod procfs;
mod raw;
mod report;
mod rounds;
mod run;
mod scripts;
mod server;
mod stage;
mod summary;
mod tally;
mod trouble;
mod vocabulary;
mod workloads;

use std::process::ExitCode;

use options::{Options, USAGE};
use trouble::Fallible;

fn main() -> ExitCode {
    match obey(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn obey(mut arguments: Vec<String>) -> Fallible<()> {
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        print!("{USAGE}");
        return Ok(());
    }
    if arguments.is_empty() {
        return Err(USAGE.into());
    }
    match arguments.remove(0).as_str() {
        "run" => {
            let options = Options::parse(arguments)?;
            interrupt::watch()?;
            run::run(&options)
        }
        "booking" => {
            let options = Options::parse(arguments)?;
            interrupt::watch()?;
            booking::run(&options)
        }
        "accounts" => {
            interrupt::watch()?;
            accounts::run(arguments)
        }
        "floor" => floor::serve(&arguments),
        other => Err(format!("{other} is unknown\n\n{USAGE}").into()),
    }
}
