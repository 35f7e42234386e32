//! The declaration of one field.

use super::{invalid::Invalid, kind::Kind, pattern::Pattern, shape::Shape, values::Value};
use crate::locale::Message;

/// What a custom check says of a text it refuses: a stable code and the key of its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldCode {
    pub code: &'static str,
    pub key: &'static str,
}

/// A further condition on text: the characters it may be made of.
#[derive(Clone, Debug)]
pub struct Check {
    pub rule: fn(&str) -> Result<(), FieldCode>,
    /// The same for the schema, as the inside of a regular expression's character class.
    pub class: &'static str,
}

/// One declared field; made by the functions named like its kind.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: String,
    pub kind: Kind,
    pub required: bool,
    pub nullable: bool,
    pub blank: bool,
    /// Ignored when sent.
    pub read_only: bool,
    pub default: Option<Value>,
    pub help: String,
    pub example: Option<serde_json::Value>,
    pub check: Option<Check>,
    /// The form that a text must have unless it is empty; held against it as it is stored. In strict manners such a text is
    /// not trimmed.
    pub pattern: Option<Pattern>,
    /// The fields of an object, or of each object in a list.
    pub parts: Option<Box<Shape>>,
}

impl Field {
    /// An optional field of `kind`, neither nullable nor blank.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
            required: false,
            nullable: false,
            blank: false,
            read_only: false,
            default: None,
            help: String::new(),
            example: None,
            check: None,
            pattern: None,
            parts: None,
        }
    }

    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    pub fn nullable(self) -> Self {
        Self { nullable: true, ..self }
    }

    pub fn may_be_blank(self) -> Self {
        Self { blank: true, ..self }
    }

    pub fn read_only(self) -> Self {
        Self { read_only: true, ..self }
    }

    /// The value when a creation does not send the field.
    pub fn default(self, value: Value) -> Self {
        Self { default: Some(value), ..self }
    }

    /// A sentence for the reader of the documentation.
    pub fn help(self, sentence: impl Into<String>) -> Self {
        Self { help: sentence.into(), ..self }
    }

    pub fn example(self, value: impl Into<serde_json::Value>) -> Self {
        Self { example: Some(value.into()), ..self }
    }

    /// A condition on the characters of a text; `class` is the inside of a character class that says the same. In
    /// strict manners such a text is not trimmed.
    pub fn check(self, rule: fn(&str) -> Result<(), FieldCode>, class: &'static str) -> Self {
        Self { check: Some(Check { rule, class }), ..self }
    }

    /// The form that a text must have unless it is empty.
    pub fn pattern(self, pattern: Pattern) -> Self {
        Self { pattern: Some(pattern), ..self }
    }

    /// Holds a value that was read under another declaration against the pattern; what is wrong is named as `field`.
    pub fn check_form(&self, value: &Value, field: &str, invalid: &mut Invalid) {
        if let Value::Text(text) = value
            && !text.is_empty()
        {
            invalid.extend(field, self.mismatch(text).into_iter().collect());
        }
    }

    /// Whether `text` has another form than it must.
    pub(super) fn mismatch(&self, text: &str) -> Option<Fault> {
        self.pattern.as_ref().filter(|pattern| !pattern.is_met_by(text)).map(Pattern::fault)
    }

    /// The least length in code points, the fewest objects, or the least number (in the smallest units).
    pub fn min(mut self, least: i64) -> Self {
        let length = usize::try_from(least).unwrap_or(0);
        match &mut self.kind {
            Kind::Text { min, .. } | Kind::Secret { min, .. } | Kind::Objects { min, .. } => *min = length,
            Kind::Integer { min, .. } | Kind::Decimal { min, .. } => *min = least,
            _ => {}
        }
        self
    }

    /// The greatest length in code points, the most objects, or the greatest number (in the smallest units).
    pub fn max(mut self, most: i64) -> Self {
        let length = usize::try_from(most).unwrap_or(0);
        match &mut self.kind {
            Kind::Text { max, .. } | Kind::Secret { max, .. } | Kind::Objects { max, .. } => *max = length,
            Kind::Email { max } | Kind::Url { max } | Kind::Phone { max } => *max = length,
            Kind::Integer { max, .. } | Kind::Decimal { max, .. } | Kind::Time { max, .. } => *max = most,
            _ => {}
        }
        self
    }

    pub fn between(self, least: i64, most: i64) -> Self {
        self.min(least).max(most)
    }

    /// Of a whole number, that it is a multiple of `size`, which is above zero.
    pub fn in_steps_of(mut self, size: i64) -> Self {
        if let Kind::Integer { step, .. } = &mut self.kind {
            *step = size;
        }
        self
    }
}

/// One thing that is wrong with one field.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fault {
    pub code: &'static str,
    pub message: Message,
}

/// A fault whose message takes no arguments.
pub(super) fn fault(code: &'static str, key: &'static str) -> Fault {
    Fault { code, message: Message::new(key) }
}
