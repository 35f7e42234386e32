//! The settings file.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::known::{by_key, keys};
use super::values::{ConfigError, Source, Values};

/// The file that is read when it stands in the working directory.
pub const USUAL: &str = "frontdesk.toml";

/// Reads the file at `path` into `values`. A missing file is an error only if it was asked for.
pub fn read(path: &Path, asked_for: bool, values: &mut Values) -> Result<bool, ConfigError> {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(&path.display().to_string(), &text, values).map(|()| true),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !asked_for => Ok(false),
        Err(error) => Err(ConfigError::new(path.display(), format!("cannot be read: {error}"))),
    }
}

/// Reads the file's `text`; `name` stands in messages.
pub fn parse(name: &str, text: &str, values: &mut Values) -> Result<(), ConfigError> {
    let line = |offset: usize| text[..offset.min(text.len())].matches('\n').count() + 1;
    let place = |offset: usize| format!("{name}, line {}", line(offset));
    let table = DeTable::parse(text).map_err(|error| {
        ConfigError::new(place(error.span().map_or(0, |span| span.start)), error.message().to_owned())
    })?;
    for (key, value) in entries(table.get_ref()) {
        let at = key.span().start;
        let Some(known) = by_key(key.get_ref()) else {
            let message = format!("unknown key `{}`; known keys: {}", key.get_ref(), keys());
            return Err(ConfigError::new(place(at), message));
        };
        let said = said(value.get_ref()).ok_or_else(|| {
            ConfigError::new(
                place(at),
                format!("`{}` must be a text, a number, true or false, or a list of texts", known.key),
            )
        })?;
        values.put(known, said, Source::File { name: name.to_owned(), line: line(at) });
    }
    Ok(())
}

type Entry<'a, 'i> = (Spanned<String>, &'a Spanned<DeValue<'i>>);

/// The entries of the file, with those of a table under `table.key`.
fn entries<'a, 'i>(table: &'a DeTable<'i>) -> Vec<Entry<'a, 'i>> {
    let mut found = Vec::new();
    for (key, value) in table {
        match value.get_ref() {
            DeValue::Table(inner) => found.extend(inner.iter().map(|(inner_key, value)| {
                let name = format!("{}.{}", key.get_ref(), inner_key.get_ref());
                (Spanned::new(inner_key.span(), name), value)
            })),
            _ => found.push((Spanned::new(key.span(), key.get_ref().to_string()), value)),
        }
    }
    found
}

/// A value as the text that the environment would give.
fn said(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Some(if *yes { "on" } else { "off" }.to_owned()),
        DeValue::Array(items) => {
            let single = |item: &DeValue<'_>| if matches!(item, DeValue::Array(_)) { None } else { said(item) };
            let texts: Option<Vec<String>> = items.iter().map(|item| single(item.get_ref())).collect();
            texts.map(|texts| texts.join(","))
        }
        _ => None,
    }
}
