//! What the person at the terminal asked for.

use std::path::PathBuf;
use std::time::Duration;

use crate::trouble::Fallible;

pub const USAGE: &str = "\
Usage: bench/run [OPTIONS]

  --seconds N       length of one measured window (default 5)
  --rounds N        interleaved rounds, of which medians are told (default 3)
  --connections N   connections of a workload (default 64)
  --only KEY,…      only the workloads whose key contains one of these (list, login, create, …)
  --size s|m|l      size of the demo data (default m)
  --seed N          seed of the demo data (default 7)
  --fresh           make the demo data anew
  --json FILE       write every number to FILE as well
  --server PROGRAM  measure this program instead of the one just built

Usage: bench/run booking [OPTIONS]

  --seconds, --rounds, --connections, --size, --seed, --fresh, --server   as above

Usage: bench/run accounts [OPTIONS]

  --postgres URL    an empty database of PostgreSQL for the look-ups too; it is left full
  --server PROGRAM  as above
";

pub struct Options {
    pub window: Duration,
    pub rounds: usize,
    pub connections: usize,
    pub only: Vec<String>,
    pub size: String,
    pub seed: u64,
    pub fresh: bool,
    pub json: Option<PathBuf>,
    pub server: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            window: Duration::from_secs(5),
            rounds: 3,
            connections: 64,
            only: Vec::new(),
            size: "m".into(),
            seed: 7,
            fresh: false,
            json: None,
            server: None,
        }
    }
}

impl Options {
    /// Reads the arguments that follow the subcommand. Unknown ones are an error.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Fallible<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            if name == "--fresh" {
                options.fresh = true;
                continue;
            }
            let value = arguments.next().ok_or_else(|| format!("{name} is unknown or lacks its value\n\n{USAGE}"))?;
            options.set(&name, value)?;
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: String) -> Fallible<()> {
        match name {
            "--seconds" => self.window = Duration::from_secs(at_least_one(name, &value)?),
            "--rounds" => self.rounds = at_least_one(name, &value)? as usize,
            "--connections" => self.connections = at_least_one(name, &value)? as usize,
            "--only" => self.only = value.split(',').map(|key| key.trim().to_owned()).collect(),
            "--size" => self.size = value,
            "--seed" => self.seed = value.parse().map_err(|_| format!("{name} takes a whole number"))?,
            "--json" => self.json = Some(std::path::absolute(value)?),
            "--server" => self.server = Some(std::path::absolute(value)?),
            _ => return Err(format!("{name} is unknown\n\n{USAGE}").into()),
        }
        Ok(())
    }

    /// Whether the workload named `key` is wanted.
    pub fn wants(&self, key: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|part| key.contains(part.as_str()))
    }
}

fn at_least_one(name: &str, value: &str) -> Fallible<u64> {
    match value.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(format!("{name} takes a whole number above zero").into()),
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn parse(line: &str) -> Option<Options> {
        Options::parse(line.split_whitespace().map(str::to_owned)).ok()
    }

    #[test]
    fn options_are_read_in_any_order() {
        let options = parse("--rounds 1 --fresh --only list,login --seconds 2").expect("valid");
        assert_eq!((options.rounds, options.window.as_secs(), options.fresh), (1, 2, true));
        assert!(options.wants("list-native-fresh") && options.wants("login") && !options.wants("create"));
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in ["--rounds 0", "--rounds", "--seconds x", "--fast 1", "extra"] {
            assert!(parse(line).is_none(), "{line}");
        }
    }
}
