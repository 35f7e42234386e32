//! Values of declared fields: as stored, as lists compare them, and how old ones become new ones.

use frontdesk_kit::input::{Invalid, Manners, Value, Values};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::Model;
use super::field::{DeclaredField, FieldType};
use crate::identifier::{Email, Phone};
use crate::words::fold;

/// Bytes of a value that lists compare; a longer one is cut and told apart by its hash. An index page of PostgreSQL
/// holds three keys at least.
const LONGEST_KEY: usize = 1000;

/// What lists and unique rules know of one profile: pairs of field and folded value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// What lists filter, sort and search by; a field with many values stands there with each.
    pub listed: Vec<(String, String)>,
    /// What no other profile may have.
    pub unique: Vec<(String, String)>,
}

/// The profile of a new account.
#[derive(Clone, Debug)]
pub struct NewProfile {
    /// As stored: one JSON object.
    pub fields: String,
    pub keys: Keys,
}

/// What becomes of a stored value when its field is declared otherwise.
#[derive(Clone, Debug, PartialEq)]
pub enum TakenOver {
    /// It stays as it is.
    Fits,
    /// The same value in the form of the new type.
    Becomes(Json),
    /// The new declaration has no such value.
    Unfit,
}

impl Model {
    /// What lists and unique rules are to know of a profile with these stored fields.
    pub fn keys(&self, fields: &Map<String, Json>) -> Keys {
        let mut keys = Keys::default();
        for field in self.fields.iter().filter(|field| field.is_listed() || field.unique) {
            let mut values = fields.get(&field.key).map(|value| field.folded(value)).unwrap_or_default();
            values.sort_unstable();
            values.dedup();
            for value in values {
                if field.unique {
                    keys.unique.push((field.key.clone(), value.clone()));
                }
                if field.is_listed() {
                    keys.listed.push((field.key.clone(), value));
                }
            }
        }
        keys
    }

    /// The profile of a new account: `values` (checked by the face) where there are some, else what stands there before
    /// anybody has written.
    pub fn new_profile(&self, values: &Values) -> NewProfile {
        let value = |field: &DeclaredField| {
            values.get(&field.key).and_then(|value| field.stored(value)).unwrap_or_else(|| field.empty_value())
        };
        let fields: Map<_, _> = self.fields.iter().map(|field| (field.key.clone(), value(field))).collect();
        NewProfile { keys: self.keys(&fields), fields: Json::Object(fields).to_string() }
    }
}

impl DeclaredField {
    /// What stands in a profile whose owner has not written anything yet.
    pub fn empty_value(&self) -> Json {
        match (&self.default, self.kind) {
            (Some(default), _) => default.clone(),
            (None, FieldType::Text | FieldType::LongText) if !self.nullable => Json::String(String::new()),
            (None, FieldType::ManyChoice) if !self.nullable => Json::Array(Vec::new()),
            _ => Json::Null,
        }
    }

    /// A checked value as it is stored. Pictures are files: they have no such form.
    pub fn stored(&self, value: &Value) -> Option<Json> {
        self.input.to_json(value)
    }

    /// A stored value as lists and unique rules compare it; none for nothing, several for a choice of many.
    ///
    /// Numbers are spelled so that their texts stand in the order of the numbers.
    pub fn folded(&self, value: &Json) -> Vec<String> {
        let folded = match (self.kind, value) {
            (FieldType::Image | FieldType::LongText, _) => None,
            (FieldType::ManyChoice, Json::Array(chosen)) => {
                return chosen.iter().filter_map(Json::as_str).map(fold).collect();
            }
            (FieldType::Integer, Json::Number(number)) => number.as_i64().map(in_order),
            (FieldType::Decimal, value) => match self.input.read(value, Manners::Lenient) {
                Ok(Value::Minor(units)) => Some(in_order(units)),
                _ => None,
            },
            (FieldType::Phone, Json::String(text)) => Some(phone_key(text)),
            (FieldType::Email, Json::String(text)) => {
                Some(Email::parse(text).map_or_else(|_| fold(text), |email| email.key().to_owned()))
            }
            (_, Json::String(text)) => Some(fold(text)),
            (_, Json::Number(number)) => Some(number.to_string()),
            (_, Json::Bool(yes)) => Some(yes.to_string()),
            _ => None,
        };
        folded.filter(|text| !text.is_empty()).map(bounded).into_iter().collect()
    }

    /// The value of a filter, written as text, as lists compare it; `None`: no value of this field is written so.
    pub fn folded_text(&self, text: &str) -> Option<String> {
        let sent = self.as_sent(&Json::String(text.to_owned()));
        if self.kind.is_free_text() {
            return self.folded(&sent).pop();
        }
        let value = self.input.read(&sent, Manners::Lenient).ok()?;
        self.folded(&self.stored(&value)?).pop()
    }

    /// Whether the JSON text `raw` is of the type that clients expect here. Another model may have stored something
    /// else under this key.
    pub fn shows(&self, raw: &str) -> bool {
        match raw.as_bytes().first() {
            Some(b'n') => true,
            Some(b'"') => !matches!(self.kind, FieldType::Integer | FieldType::Boolean | FieldType::ManyChoice),
            Some(b'[') => self.kind == FieldType::ManyChoice,
            Some(b't' | b'f') => self.kind == FieldType::Boolean,
            Some(b'{') | None => false,
            Some(_) => self.kind == FieldType::Integer,
        }
    }

    /// What becomes of `value`, which was stored under another declaration of this field.
    pub fn take_over(&self, value: &Json) -> TakenOver {
        let is_nothing = value.is_null() || value == "";
        let taken = match self.kind {
            FieldType::Image => return TakenOver::Fits,
            FieldType::ManyChoice if value.as_array().is_some_and(Vec::is_empty) => return TakenOver::Fits,
            _ if is_nothing => Some(if self.may_hold_nothing(value) { value.clone() } else { self.empty_value() }),
            _ => self.input.read(&self.as_sent(value), Manners::Lenient).ok().and_then(|value| self.stored(&value)),
        };
        match taken {
            Some(taken) if taken == *value => TakenOver::Fits,
            Some(taken) => TakenOver::Becomes(taken),
            None => TakenOver::Unfit,
        }
    }

    fn may_hold_nothing(&self, nothing: &Json) -> bool {
        if nothing.is_null() { self.nullable || self.empty_value().is_null() } else { self.kind.is_free_text() }
    }

    /// A value of another type, spelled so that the reader of this field may understand it.
    fn as_sent(&self, value: &Json) -> Json {
        match (self.kind, value) {
            (FieldType::ManyChoice, Json::Array(_)) => value.clone(),
            (FieldType::ManyChoice, one) => Json::Array(vec![one.clone()]),
            (_, Json::Array(some)) if some.len() == 1 => self.as_sent(&some[0]),
            (FieldType::Text | FieldType::LongText | FieldType::Choice, Json::Bool(_) | Json::Number(_)) => {
                Json::String(value.to_string())
            }
            _ => value.clone(),
        }
    }
}

/// Names every value that has another form than its field declares: contracts of older wires know of none.
pub fn check_forms<'a>(fields: impl IntoIterator<Item = &'a DeclaredField>, values: &Values, invalid: &mut Invalid) {
    for field in fields {
        if let Some(value) = values.get(&field.key) {
            field.input.check_form(value, &field.key, invalid);
        }
    }
}

/// A number as twenty digits whose order as text is the order of the numbers.
fn in_order(number: i64) -> String {
    format!("{:020}", number.cast_unsigned() ^ (1 << 63))
}

/// One key for all spellings of a telephone number.
fn phone_key(text: &str) -> String {
    let international = Phone::lenient(text).ok().and_then(|phone| phone.key().map(str::to_owned));
    international.unwrap_or_else(|| text.chars().filter(char::is_ascii_digit).collect())
}

fn bounded(text: String) -> String {
    if text.len() <= LONGEST_KEY {
        return text;
    }
    let hash: String = Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let kept = text.floor_char_boundary(LONGEST_KEY - hash.len());
    format!("{}{hash}", &text[..kept])
}
