//! The declared fields of a profile as they are stored, read by the key that a wire knows them by.

use frontdesk_accounts::model::Person;
use serde_json::{Map, Value};

/// What is stored. An operator's model may hold something else under a key, or nothing.
pub struct Stored(Map<String, Value>);

impl Stored {
    /// The fields of `person`.
    pub fn of(person: &Person) -> Self {
        Self(serde_json::from_str(&person.fields).unwrap_or_default())
    }

    /// The text of the field `key`; `None` where nothing is written, or no text.
    pub fn text(&mut self, key: &str) -> Option<String> {
        match self.0.remove(key) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }
}

/// What people call `person`: the name they gave, else the one they sign in with.
pub fn called(person: &Person, stored: &mut Stored) -> Option<String> {
    stored.text("display_name").filter(|name| !name.is_empty()).or_else(|| person.username.clone())
}
