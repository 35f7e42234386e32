//! The declaration of one field.

use super::{number::Rounding, syntax, values::Value};
use crate::locale::Message;

/// What kind of value a field takes, with the limits that belong to the kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Lengths in code points. Only prose may hold line breaks and tabs.
    Text {
        min: usize,
        max: usize,
        prose: bool,
    },
    Email {
        max: usize,
    },
    Url {
        max: usize,
    },
    /// Never trimmed, never composed, never echoed. Lengths in code points.
    Secret {
        min: usize,
        max: usize,
    },
    Integer {
        min: i64,
        max: i64,
    },
    /// Kept in units of `10^-places`, as are `min` and `max`. With `rounding` the field is the bound of a filter: any
    /// number will do, and what is finer or larger than we keep is rounded.
    Decimal {
        whole: u32,
        places: u32,
        min: i64,
        max: i64,
        rounding: Option<Rounding>,
    },
    Boolean,
    /// One of these keys.
    Choice(Vec<String>),
    /// Some of these keys, each once.
    Many(Vec<String>),
    Date,
    Uuid,
    /// An uploaded picture; whether it is one, decides who decodes it.
    Image,
    /// The number of another record; a text that is no number is answered like an unknown record.
    Reference,
}

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
        }
    }

    /// One line of text, at most 255 characters unless said otherwise.
    pub fn text(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Text { min: 0, max: 255, prose: false })
    }

    /// Text with line breaks, at most 5,000 characters unless said otherwise.
    pub fn prose(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Text { min: 0, max: 5_000, prose: true })
    }

    /// A login name: letters and digits of any script and `@ . + - _`, at most 150 characters.
    pub fn username(name: impl Into<String>) -> Self {
        let rule = |text: &str| match syntax::is_username(text) {
            true => Ok(()),
            false => Err(FieldCode { code: "invalid_username", key: "field-username" }),
        };
        Self::text(name).max(150).check(rule, r"\p{L}\p{N}@.+_-")
    }

    /// A telephone number as people write it, at most 20 characters.
    pub fn phone(name: impl Into<String>) -> Self {
        Self::text(name).max(20)
    }

    pub fn email(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Email { max: syntax::EMAIL_MAX })
    }

    pub fn url(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Url { max: syntax::URL_MAX })
    }

    /// A password, at most 128 characters unless said otherwise.
    pub fn secret(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Secret { min: 0, max: 128 })
    }

    /// A whole number within `i64`.
    pub fn integer(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Integer { min: i64::MIN, max: i64::MAX })
    }

    /// An amount of money as decimal text, from 0 to 99999999.99; read as minor units.
    pub fn money(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Decimal { whole: 8, places: 2, min: 0, max: 9_999_999_999, rounding: None })
    }

    /// A bound of money in a filter: any decimal number, rounded to whole minor units.
    pub fn money_bound(name: impl Into<String>, rounding: Rounding) -> Self {
        let kind = Kind::Decimal { whole: 16, places: 2, min: i64::MIN, max: i64::MAX, rounding: Some(rounding) };
        Self::new(name, kind)
    }

    pub fn boolean(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Boolean)
    }

    pub fn choice<S: Into<String>>(name: impl Into<String>, keys: impl IntoIterator<Item = S>) -> Self {
        Self::new(name, Kind::Choice(keys.into_iter().map(Into::into).collect()))
    }

    pub fn many<S: Into<String>>(name: impl Into<String>, keys: impl IntoIterator<Item = S>) -> Self {
        Self::new(name, Kind::Many(keys.into_iter().map(Into::into).collect()))
    }

    pub fn date(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Date)
    }

    pub fn uuid(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Uuid)
    }

    pub fn image(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Image)
    }

    pub fn reference(name: impl Into<String>) -> Self {
        Self::new(name, Kind::Reference)
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

    /// The least length in code points, or the least number (in the smallest units).
    pub fn min(mut self, least: i64) -> Self {
        let length = usize::try_from(least).unwrap_or(0);
        match &mut self.kind {
            Kind::Text { min, .. } | Kind::Secret { min, .. } => *min = length,
            Kind::Integer { min, .. } | Kind::Decimal { min, .. } => *min = least,
            _ => {}
        }
        self
    }

    /// The greatest length in code points, or the greatest number (in the smallest units).
    pub fn max(mut self, most: i64) -> Self {
        let length = usize::try_from(most).unwrap_or(0);
        match &mut self.kind {
            Kind::Text { max, .. } | Kind::Secret { max, .. } => *max = length,
            Kind::Email { max } | Kind::Url { max } => *max = length,
            Kind::Integer { max, .. } | Kind::Decimal { max, .. } => *max = most,
            _ => {}
        }
        self
    }

    pub fn between(self, least: i64, most: i64) -> Self {
        self.min(least).max(most)
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
