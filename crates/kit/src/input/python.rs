//! How Python names and shows a JSON value, for messages that clients of the older wires know.

use super::json::Json;

/// What is shown of a value that was sent, in characters.
const SHOWN: usize = 200;

impl Json {
    /// Python's name of the value's type.
    pub fn python_type(&self) -> &'static str {
        match self {
            Self::Null => "NoneType",
            Self::Bool(_) => "bool",
            Self::Number(text) if text.contains(['.', 'e', 'E']) => "float",
            Self::Number(_) => "int",
            Self::Text(_) | Self::Unpaired { .. } => "str",
            Self::List(_) => "list",
            Self::Object(_) => "dict",
        }
    }

    /// The value as Python's `str` shows it.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Unpaired { text, .. } => text.clone(),
            other => other.represented(),
        }
    }

    /// The value as Python's `repr` shows it.
    fn represented(&self) -> String {
        let joined = |shown: Vec<String>| shown.join(", ");
        match self {
            Self::Null => "None".to_owned(),
            Self::Bool(true) => "True".to_owned(),
            Self::Bool(false) => "False".to_owned(),
            Self::Number(text) => text.to_string(),
            Self::Text(text) | Self::Unpaired { text, .. } => quoted(text),
            Self::List(items) => format!("[{}]", joined(items.iter().map(Self::represented).collect())),
            Self::Object(entries) => {
                let entry = |(key, value): &(String, Self)| format!("{}: {}", quoted(key), value.represented());
                format!("{{{}}}", joined(entries.iter().map(entry).collect()))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut shown = String::from(quote);
    for char in text.chars() {
        match char {
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            _ if char == quote => shown.extend(['\\', char]),
            _ if char.is_control() => shown.push_str(&format!("\\x{:02x}", u32::from(char))),
            _ => shown.push(char),
        }
    }
    shown.push(quote);
    shown
}

/// The beginning of a text that goes into an error message.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
