//! Declared profile fields.

use frontdesk_kit::input::Field;
use frontdesk_kit::locale::Lang;
use serde::Deserialize;

use super::RoleKey;

/// A name in the two languages of the product.
#[derive(Clone, Debug, Deserialize)]
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
    Text,
    LongText,
    Integer,
    Boolean,
    Date,
    Choice,
    Url,
    Image,
}

/// Who may read or write a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reader {
    Anyone,
    Own,
    Role(RoleKey),
}

/// One declared field of a profile.
#[derive(Clone, Debug)]
pub struct DeclaredField {
    pub key: String,
    pub kind: FieldType,
    pub required: bool,
    pub blank: bool,
    /// Whether lists can be filtered by it.
    pub filter: bool,
    pub default: Option<serde_json::Value>,
    pub label: Labels,
    pub read: Vec<Reader>,
    pub write: Vec<Reader>,
    pub(super) input: Field,
}

impl DeclaredField {
    /// Whether somebody may read it: `role` is the caller's (`None`: nobody is signed in), `own` whether
    /// the profile is the caller's.
    pub fn readable(&self, role: Option<&RoleKey>, own: bool) -> bool {
        allows(&self.read, role, own)
    }

    /// Whether somebody may change it.
    pub fn writable(&self, role: Option<&RoleKey>, own: bool) -> bool {
        allows(&self.write, role, own)
    }

    /// What stands in a profile whose owner has not written anything yet.
    pub fn empty_value(&self) -> serde_json::Value {
        if let Some(default) = &self.default {
            return default.clone();
        }
        match self.kind {
            FieldType::Text | FieldType::LongText => serde_json::Value::String(String::new()),
            _ => serde_json::Value::Null,
        }
    }
}

fn allows(list: &[Reader], role: Option<&RoleKey>, own: bool) -> bool {
    list.iter().any(|reader| match reader {
        Reader::Anyone => true,
        Reader::Own => own,
        Reader::Role(key) => role == Some(key),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldEntry {
    pub key: toml::Spanned<String>,
    #[serde(rename = "type")]
    pub kind: FieldType,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub blank: bool,
    #[serde(default)]
    pub filter: bool,
    pub max_length: Option<usize>,
    pub min: Option<i64>,
    pub max: Option<i64>,
    pub choices: Option<Vec<String>>,
    pub default: Option<toml::Value>,
    pub example: Option<toml::Value>,
    pub label: Labels,
    pub read: toml::Spanned<Vec<String>>,
    pub write: toml::Spanned<Vec<String>>,
}
