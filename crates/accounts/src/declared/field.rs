//! Declared profile fields.

use frontdesk_kit::input::Field;
use frontdesk_kit::locale::Lang;
use serde::Deserialize;

use super::rights::{Reader, allowing};
use super::role::RoleKey;

/// A name in the two languages of the product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    pub ru: String,
    pub en: String,
}

impl Labels {
    /// The name in `lang`.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// One line.
    Text,
    /// With line breaks.
    LongText,
    Integer,
    /// Exact, with a fixed number of decimals; stored and sent as text.
    Decimal,
    Boolean,
    Date,
    /// One of the declared keys.
    Choice,
    /// Some of the declared keys, each once.
    ManyChoice,
    Url,
    Phone,
    Email,
    /// The profile's picture.
    Image,
}

impl FieldType {
    /// The name in model files.
    pub fn name(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::LongText => "long_text",
            FieldType::Integer => "integer",
            FieldType::Decimal => "decimal",
            FieldType::Boolean => "boolean",
            FieldType::Date => "date",
            FieldType::Choice => "choice",
            FieldType::ManyChoice => "many_choice",
            FieldType::Url => "url",
            FieldType::Phone => "phone",
            FieldType::Email => "email",
            FieldType::Image => "image",
        }
    }

    /// Whether its values are texts without a fixed form.
    pub fn is_free_text(self) -> bool {
        matches!(self, FieldType::Text | FieldType::LongText)
    }

    /// Whether it holds keys that the model file lists.
    pub fn has_choices(self) -> bool {
        matches!(self, FieldType::Choice | FieldType::ManyChoice)
    }
}

/// One value that a choice can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As it is stored and sent.
    pub key: String,
    pub label: Labels,
}

/// Whether a field is asked for at sign-up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AtSignUp {
    #[default]
    Off,
    Optional,
    Required,
}

/// One declared field of a profile.
#[derive(Clone, Debug)]
pub struct DeclaredField {
    pub key: String,
    /// What the field was called before; its values are taken over.
    pub was: Option<String>,
    pub kind: FieldType,
    /// Must be there where a whole profile is replaced.
    pub required: bool,
    pub blank: bool,
    pub nullable: bool,
    /// No two profiles have the same value, in whatever spelling; nothing counts as no value.
    pub unique: bool,
    /// Whether lists can be filtered by it.
    pub filter: bool,
    /// Whether lists can be sorted by it.
    pub sort: bool,
    /// Whether the search for people looks into it.
    pub search: bool,
    pub sign_up: AtSignUp,
    /// Digits after the point; zero for all types but `decimal`.
    pub decimal_places: u32,
    /// Empty for all types that are no choice.
    pub choices: Vec<Choice>,
    /// As stored.
    pub default: Option<serde_json::Value>,
    pub label: Labels,
    pub help: Option<Labels>,
    pub read: Vec<Reader>,
    pub write: Vec<Reader>,
    pub(super) input: Field,
}

impl DeclaredField {
    /// Whether somebody may read it: `role` is the caller's (`None`: nobody is signed in), `own` whether
    /// the profile is the caller's.
    pub fn readable(&self, role: Option<&RoleKey>, own: bool) -> bool {
        self.why_readable(role, own).is_some()
    }

    /// Whether somebody may change it.
    pub fn writable(&self, role: Option<&RoleKey>, own: bool) -> bool {
        self.why_writable(role, own).is_some()
    }

    /// The entry of `read` by which somebody may read it.
    pub fn why_readable(&self, role: Option<&RoleKey>, own: bool) -> Option<&Reader> {
        allowing(&self.read, role, own)
    }

    /// The entry of `write` by which somebody may change it.
    pub fn why_writable(&self, role: Option<&RoleKey>, own: bool) -> Option<&Reader> {
        allowing(&self.write, role, own)
    }

    /// Whether lists filter, sort or search by it, so that its value is kept where they look.
    pub fn is_listed(&self) -> bool {
        self.filter || self.sort || self.search
    }

    /// How a value of it is read from a body.
    pub fn input(&self) -> &Field {
        &self.input
    }

    /// The same at sign-up: what is required there can be neither left out nor empty.
    pub fn sign_up_input(&self) -> Field {
        match self.sign_up {
            AtSignUp::Required => Field { nullable: false, blank: false, ..self.input.clone().required() },
            _ => Field { required: false, ..self.input.clone() },
        }
    }
}
