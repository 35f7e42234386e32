//! What becomes of each row: a line of JSON for whatever was not taken as it is, and a summary.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use serde_json::json;

use crate::cli::Failure;

/// How many rows of a table went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub taken: u64,
    /// Of those: without something.
    pub partly: u64,
    pub there_already: u64,
    pub not_taken: u64,
}

/// The report's file.
pub struct Report {
    path: PathBuf,
    file: BufWriter<File>,
    lines: u64,
    summary: Vec<String>,
}

impl Report {
    /// Begins a new file at `path`.
    pub fn create(path: PathBuf) -> Result<Self, Failure> {
        let file = File::create(&path).map_err(|error| Failure::from(error).about(path.display()))?;
        Ok(Self { path, file: BufWriter::new(file), lines: 0, summary: Vec::new() })
    }

    /// A row that is not taken.
    pub fn not_taken(&mut self, table: &str, id: i64, why: &str) -> Result<(), Failure> {
        self.line(json!({"table": table, "id": id, "outcome": "not_taken", "why": why}))
    }

    /// A row that is taken without something.
    pub fn left_behind(&mut self, table: &str, id: i64, what: &str, why: &str) -> Result<(), Failure> {
        self.line(json!({"table": table, "id": id, "outcome": "taken_without", "what": what, "why": why}))
    }

    fn line(&mut self, line: serde_json::Value) -> Result<(), Failure> {
        self.lines += 1;
        Ok(writeln!(self.file, "{line}")?)
    }

    /// Adds to the summary.
    pub fn say(&mut self, sentence: String) {
        self.summary.push(sentence);
    }

    /// Tells the summary, and where the file is, if there is something in it.
    ///
    /// Not before: whoever reads the output may have gone away, and the import must not end of it halfway.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.file.flush()?;
        if self.lines > 0 {
            let (path, lines) = (self.path.display(), self.lines);
            self.summary.push(format!("{path} says which rows these are, and why ({lines} lines)."));
        }
        // If nobody reads it there is nobody to tell.
        let _ = writeln!(std::io::stdout(), "{}", self.summary.join("\n"));
        Ok(())
    }
}

impl Tally {
    /// One sentence for the summary.
    pub fn told(&self, what: &str) -> String {
        let Self { taken, partly, there_already, not_taken } = self;
        format!(
            "{what}: {taken} taken ({partly} without something), {there_already} there already, {not_taken} not taken."
        )
    }
}
