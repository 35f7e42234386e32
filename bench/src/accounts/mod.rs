//! What *Accounts* promises beside the workloads: look-ups that stay flat, a cheap gate, and a quick move from Django.

mod checks;
mod finding;
mod lookups;
mod moving_in;

use std::fmt::Display;
use std::path::PathBuf;

use crate::options::USAGE;
use crate::procfs::load_average;
use crate::stage::Stage;
use crate::trouble::Fallible;

/// Where to measure.
#[derive(Default)]
struct Options {
    /// An empty PostgreSQL database for the look-ups; it is left full.
    postgres: Option<String>,
    /// The program to measure instead of the one just built.
    server: Option<PathBuf>,
}

impl Options {
    fn parse(arguments: Vec<String>) -> Fallible<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("{name} is unknown or lacks its value\n\n{USAGE}"))?;
            match name.as_str() {
                "--postgres" => options.postgres = Some(value),
                "--server" => options.server = Some(std::path::absolute(value)?),
                _ => return Err(format!("{name} is unknown\n\n{USAGE}").into()),
            }
        }
        Ok(options)
    }
}

/// Measures and prints.
pub fn run(arguments: Vec<String>) -> Fallible<()> {
    let options = Options::parse(arguments)?;
    let stage = Stage::bare(options.server)?;
    let busy = load_average().map_or("unknown".into(), |busy| format!("{busy:.2}"));
    println!("\nFrontdesk bench, accounts · load average before the run {busy}\n");
    finding::measure(&stage)?;
    lookups::measure("in the store, SQLite", &format!("sqlite:{}", stage.path("lookups.db").display()))?;
    if let Some(url) = &options.postgres {
        lookups::measure("in the store, PostgreSQL", url)?;
    }
    checks::measure(&stage.path(""))?;
    moving_in::measure(&stage)
}

fn told(reached: bool, goal: impl Display) -> String {
    format!("goal {goal} {}", if reached { "✓" } else { "✗" })
}
