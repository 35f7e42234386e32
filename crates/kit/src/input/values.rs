//! What a shape has read: checked values, by the names of their fields.

use jiff::civil::Date;
use uuid::Uuid;

use super::form::Upload;
use crate::clock::Timestamp;

/// A password or another text that must not reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[secret]")
    }
}

/// One checked value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    /// Also e-mail addresses, URLs and choices.
    Text(String),
    Secret(Secret),
    Integer(i64),
    /// A decimal in its smallest units: `15.00` is 1500.
    Minor(i64),
    Boolean(bool),
    Many(Vec<String>),
    Date(Date),
    Moment(Timestamp),
    Uuid(Uuid),
    Uuids(Vec<Uuid>),
    Upload(Upload),
    Object(Values),
    Objects(Vec<Values>),
}

/// The checked values of one input, in the order of the shape's fields.
///
/// The getters never panic. A getter without `opt_` is for required and defaulted fields: what was not sent, is null
/// or has another kind reads as empty, zero or false.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values(Vec<(String, Value)>);

impl Values {
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Sets or replaces a value, for what a face knows beside the body.
    pub fn set(&mut self, key: &str, value: Value) {
        match self.0.iter_mut().find(|(name, _)| name == key) {
            Some((_, earlier)) => *earlier = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    /// Whether the field was sent (also as null) or defaulted.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Whether the field was sent as null.
    pub fn is_null(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Null)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    pub fn opt_text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn text(&self, key: &str) -> &str {
        self.opt_text(key).unwrap_or_default()
    }

    pub fn opt_secret(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Value::Secret(secret) => Some(secret.expose()),
            _ => None,
        }
    }

    pub fn secret(&self, key: &str) -> &str {
        self.opt_secret(key).unwrap_or_default()
    }

    pub fn opt_integer(&self, key: &str) -> Option<i64> {
        match self.get(key)? {
            Value::Integer(number) => Some(*number),
            _ => None,
        }
    }

    pub fn integer(&self, key: &str) -> i64 {
        self.opt_integer(key).unwrap_or_default()
    }

    /// A decimal in its smallest units.
    pub fn opt_minor(&self, key: &str) -> Option<i64> {
        match self.get(key)? {
            Value::Minor(units) => Some(*units),
            _ => None,
        }
    }

    /// A decimal in its smallest units.
    pub fn minor(&self, key: &str) -> i64 {
        self.opt_minor(key).unwrap_or_default()
    }

    pub fn opt_boolean(&self, key: &str) -> Option<bool> {
        match self.get(key)? {
            Value::Boolean(is_true) => Some(*is_true),
            _ => None,
        }
    }

    pub fn boolean(&self, key: &str) -> bool {
        self.opt_boolean(key).unwrap_or_default()
    }

    pub fn many(&self, key: &str) -> &[String] {
        match self.get(key) {
            Some(Value::Many(chosen)) => chosen,
            _ => &[],
        }
    }

    pub fn date(&self, key: &str) -> Option<Date> {
        match self.get(key)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    pub fn moment(&self, key: &str) -> Option<Timestamp> {
        match self.get(key)? {
            Value::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    pub fn object(&self, key: &str) -> Option<&Values> {
        match self.get(key)? {
            Value::Object(values) => Some(values),
            _ => None,
        }
    }

    pub fn objects(&self, key: &str) -> &[Values] {
        match self.get(key) {
            Some(Value::Objects(all)) => all,
            _ => &[],
        }
    }

    pub fn uuid(&self, key: &str) -> Option<Uuid> {
        match self.get(key)? {
            Value::Uuid(id) => Some(*id),
            _ => None,
        }
    }

    pub fn uuids(&self, key: &str) -> &[Uuid] {
        match self.get(key) {
            Some(Value::Uuids(all)) => all,
            _ => &[],
        }
    }

    pub fn upload(&self, key: &str) -> Option<&Upload> {
        match self.get(key)? {
            Value::Upload(upload) => Some(upload),
            _ => None,
        }
    }
}

impl<'a> IntoIterator for &'a Values {
    type Item = (&'a str, &'a Value);
    type IntoIter = Box<dyn Iterator<Item = Self::Item> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}
