//! What is wrong with an input, field by field, in the wording of either face.

use serde_json::{Map, Value as JsonValue, json};

use super::field::Fault;
use crate::locale::{self, Lang, Message};

/// One thing that is wrong with one field.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    pub field: String,
    /// Stable; clients compare it.
    pub code: &'static str,
    pub message: Message,
}

/// All that is wrong with one input; a field may be there more than once.
#[derive(Clone, Debug, Default, PartialEq, thiserror::Error)]
#[error("{} faulty fields", errors.len())]
pub struct Invalid {
    pub errors: Vec<FieldError>,
}

impl Invalid {
    pub fn one(field: impl Into<String>, code: &'static str, message: Message) -> Self {
        Self { errors: vec![FieldError { field: field.into(), code, message }] }
    }

    pub fn push(&mut self, field: impl Into<String>, code: &'static str, message: Message) {
        self.errors.push(FieldError { field: field.into(), code, message });
    }

    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// `value`, if nothing is wrong.
    pub fn or_ok<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The faults of one field.
    pub(super) fn of(field: &str, faults: Vec<Fault>) -> Self {
        let mut invalid = Self::default();
        invalid.extend(field, faults);
        invalid
    }

    /// The same faults, of fields that are parts of `whole`.
    pub(super) fn within(mut self, whole: &str) -> Self {
        for error in &mut self.errors {
            error.field = format!("{whole}.{}", error.field);
        }
        self
    }

    pub(super) fn extend(&mut self, field: &str, faults: Vec<Fault>) {
        for Fault { code, message } in faults {
            self.push(field, code, message);
        }
    }

    /// `{"field": ["message", …]}` in Django REST framework's wording.
    pub fn to_drf(&self, lang: Lang) -> JsonValue {
        let mut fields = Map::new();
        for error in &self.errors {
            let messages = fields.entry(error.field.clone()).or_insert_with(|| json!([]));
            if let JsonValue::Array(messages) = messages {
                messages.push(locale::drf(lang, &error.message).into());
            }
        }
        JsonValue::Object(fields)
    }

    /// `[{"field", "code", "message"}]` in our own wording.
    pub fn to_problem_errors(&self, lang: Lang) -> JsonValue {
        let told = |error: &FieldError| json!({ "field": error.field, "code": error.code, "message": locale::text(lang, &error.message) });
        self.errors.iter().map(told).collect()
    }
}
