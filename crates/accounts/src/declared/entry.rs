//! What stands in a model file, before it is checked.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer};
use toml::Spanned;

use super::field::{AtSignUp, Choice, FieldType, Labels};
use super::{Identifiers, PasswordLengths};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelEntry {
    pub name: Spanned<String>,
    pub dialects: Vec<Spanned<String>>,
    pub identifiers: Spanned<Identifiers>,
    pub password: Spanned<PasswordLengths>,
    pub roles: Spanned<Vec<RoleEntry>>,
    #[serde(default)]
    pub fields: Vec<FieldEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleEntry {
    pub key: Spanned<String>,
    pub label: Spanned<Labels>,
    #[serde(default)]
    pub sign_up: bool,
    pub permissions: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldEntry {
    pub key: Spanned<String>,
    pub was: Option<Spanned<String>>,
    #[serde(rename = "type")]
    pub kind: FieldType,
    #[serde(default)]
    pub required: bool,
    pub blank: Option<Spanned<bool>>,
    pub nullable: Option<bool>,
    pub unique: Option<Spanned<bool>>,
    pub filter: Option<Spanned<bool>>,
    pub sort: Option<Spanned<bool>>,
    pub search: Option<Spanned<bool>>,
    pub sign_up: Option<Spanned<AtSignUp>>,
    pub min_length: Option<Spanned<usize>>,
    pub max_length: Option<Spanned<usize>>,
    pub pattern: Option<Spanned<String>>,
    pub pattern_message: Option<Spanned<Labels>>,
    pub min: Option<Spanned<toml::Value>>,
    pub max: Option<Spanned<toml::Value>>,
    pub decimal_places: Option<Spanned<u32>>,
    pub choices: Option<Spanned<Vec<Spanned<ChoiceEntry>>>>,
    pub default: Option<Spanned<toml::Value>>,
    pub example: Option<Spanned<toml::Value>>,
    pub label: Spanned<Labels>,
    pub help: Option<Spanned<Labels>>,
    pub read: Spanned<Vec<String>>,
    pub write: Spanned<Vec<String>>,
}

/// A choice: `{ key, label }`, or only its key, which is its label too.
pub struct ChoiceEntry(pub Choice);

impl<'de> Deserialize<'de> for ChoiceEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyOrTable;

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Table {
            key: String,
            label: Labels,
        }

        impl<'de> Visitor<'de> for KeyOrTable {
            type Value = ChoiceEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a choice")
            }

            fn visit_str<E: Error>(self, key: &str) -> Result<ChoiceEntry, E> {
                let label = Labels { ru: key.to_owned(), en: key.to_owned() };
                Ok(ChoiceEntry(Choice { key: key.to_owned(), label }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ChoiceEntry, A::Error> {
                let Table { key, label } = Table::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ChoiceEntry(Choice { key, label }))
            }
        }

        deserializer.deserialize_any(KeyOrTable)
    }
}
