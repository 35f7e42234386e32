//! The settings as `check-config` shows them.

use std::fmt;

use super::known::{KNOWN, Known};
use super::{Database, Settings};

/// A table of the effective settings with where each comes from; secrets are masked.
pub struct Shown<'a>(pub &'a Settings);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.file {
            Some(path) => writeln!(f, "Settings file: {}", path.display())?,
            None => writeln!(f, "Settings file: none")?,
        }
        let rows: Vec<(&str, String, String)> = KNOWN.iter().map(|known| self.row(known)).collect();
        let width = rows.iter().map(|(_, value, _)| value.chars().count()).max().unwrap_or(0);
        for (key, value, source) in rows {
            writeln!(f, "{key:<24} {value:<width$}  {source}")?;
        }
        Ok(())
    }
}

impl Shown<'_> {
    fn row(&self, known: &Known) -> (&'static str, String, String) {
        let values = &self.0.values;
        let value = match (known.key, values.text(known.key)) {
            ("database.url", _) => self.database(),
            ("hashing.threads", "") => self.0.protection.hashing.threads.to_string(),
            ("mail.transport", _) => self.0.delivery.mail.to_string(),
            ("sms.transport", _) => self.0.delivery.sms.to_string(),
            (_, "") => "-".to_owned(),
            (_, _) if known.secret => "********".to_owned(),
            (_, text) => text.to_owned(),
        };
        (known.key, value, values.source(known.key).to_string())
    }

    fn database(&self) -> String {
        match &self.0.storage.database {
            Database::Sqlite(path) => format!("sqlite:{}", path.display()),
            Database::Postgres(url) => masked(url),
        }
    }
}

/// An address without its password, be it before the host or among the parameters.
fn masked(url: &str) -> String {
    let (address, parameters) = url.split_once('?').map_or((url, ""), |(address, parameters)| (address, parameters));
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    let shown = match rest.rsplit_once('@') {
        Some((user, host)) => format!("{scheme}://{}:********@{host}", user.split(':').next().unwrap_or_default()),
        None => address.to_owned(),
    };
    if parameters.is_empty() { shown } else { format!("{shown}?********") }
}
