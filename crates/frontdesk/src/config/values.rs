//! What was said about each setting, by whom, and what it means.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::known::{Known, by_key, is_delicate};

/// Who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Default,
    File { name: String, line: usize },
    Variable(&'static str),
    Flag(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Default => f.write_str("default"),
            Source::File { name, line } => write!(f, "{name}, line {line}"),
            Source::Variable(name) | Source::Flag(name) => f.write_str(name),
        }
    }
}

/// Why the settings cannot be used: where it stands, and what is wrong with it.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ConfigError {
    pub place: String,
    pub message: String,
}

impl ConfigError {
    /// An error at `place`.
    pub fn new(place: impl fmt::Display, message: impl Into<String>) -> Self {
        Self { place: place.to_string(), message: message.into() }
    }
}

/// The last word on every setting, still as text.
#[derive(Debug, Default)]
pub struct Values(BTreeMap<&'static str, (String, Source)>);

impl Values {
    /// Takes `text` for the setting; whoever speaks later is right.
    pub fn put(&mut self, known: &'static Known, text: String, source: Source) {
        self.0.insert(known.key, (text, source));
    }

    /// What is said about `key`, trimmed; empty when nobody says anything.
    pub fn text(&self, key: &str) -> &str {
        match (self.0.get(key), by_key(key)) {
            (Some((text, _)), _) => text.trim(),
            (None, Some(known)) => known.default,
            (None, None) => "",
        }
    }

    /// Who says it.
    pub fn source(&self, key: &str) -> Source {
        self.0.get(key).map_or(Source::Default, |(_, source)| source.clone())
    }

    /// The value of `key`; `what` completes "… is not ".
    pub fn read<T: FromStr>(&self, key: &str, what: &str) -> Result<T, ConfigError> {
        self.text(key).parse().map_err(|_| self.wrong(key, what))
    }

    /// A whole number from `least` to `most`.
    pub fn number(&self, key: &str, least: usize, most: usize) -> Result<usize, ConfigError> {
        let what = format!("a whole number from {least} to {most}");
        let number = self.read(key, &what)?;
        if (least..=most).contains(&number) { Ok(number) } else { Err(self.wrong(key, &what)) }
    }

    /// Whether something is on.
    pub fn switch(&self, key: &str) -> Result<bool, ConfigError> {
        match self.text(key) {
            "on" | "true" | "1" => Ok(true),
            "off" | "false" | "0" => Ok(false),
            _ => Err(self.wrong(key, "on or off")),
        }
    }

    /// The parts of a list, which commas separate.
    pub fn list(&self, key: &str) -> impl Iterator<Item = &str> {
        self.text(key).split(',').map(str::trim).filter(|part| !part.is_empty())
    }

    /// The error that the value of `key` is not `what`. Tells the value unless it may hold a secret.
    pub fn wrong(&self, key: &str, what: &str) -> ConfigError {
        let message = match self.text(key) {
            _ if is_delicate(key) => format!("the value is not {what}"),
            text => format!("{text:?} is not {what}"),
        };
        self.refused(key, message)
    }

    /// The error that `why` speaks against the value of `key`, with the place where the value stands.
    pub fn refused(&self, key: &str, why: impl fmt::Display) -> ConfigError {
        let source = self.source(key);
        let place = if let Source::File { .. } = source { format!("{source}, {key}") } else { source.to_string() };
        ConfigError::new(place, why.to_string())
    }
}
