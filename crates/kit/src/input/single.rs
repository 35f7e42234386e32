//! One value that comes in no body: a default in a file, something stored.

use serde_json::{Value as JsonValue, json};
use uuid::Uuid;

use super::{
    body::{Body, Input},
    field::Field,
    invalid::Invalid,
    json::Json,
    kind::Kind,
    number::decimal_text,
    shape::{Manners, Mode, Shape},
    times,
    values::Value,
};

impl Field {
    /// Reads one value by the rules of this field; what is wrong names it.
    pub fn read(&self, value: &JsonValue, manners: Manners) -> Result<Value, Invalid> {
        let body = Body::one(&self.name, Input::Json(value.into()));
        let alone = Shape::new("").field(Self { read_only: false, ..self.clone() });
        let values = alone.read(&body, manners, Mode::Patch)?;
        Ok(values.get(&self.name).cloned().unwrap_or(Value::Null))
    }

    /// The JSON form of one of its values; a decimal is text with all its decimals. Files, secrets and objects have none.
    pub fn to_json(&self, value: &Value) -> Option<JsonValue> {
        match (value, &self.kind) {
            (Value::Null, _) => Some(JsonValue::Null),
            (Value::Text(text), _) => Some(json!(text)),
            (Value::Minor(units), Kind::Decimal { places, .. }) => Some(json!(decimal_text(*units, *places))),
            (Value::Integer(minutes), Kind::Time { .. }) => Some(json!(times::shown(*minutes))),
            (Value::Integer(number) | Value::Minor(number), _) => Some(json!(number)),
            (Value::Boolean(is_true), _) => Some(json!(is_true)),
            (Value::Many(chosen), _) => Some(json!(chosen)),
            (Value::Date(date), _) => Some(json!(date.to_string())),
            (Value::Moment(moment), _) => Some(json!(moment.to_string())),
            (Value::Uuid(id), _) => Some(json!(id.to_string())),
            (Value::Uuids(all), _) => Some(json!(all.iter().map(Uuid::to_string).collect::<Vec<_>>())),
            (Value::Secret(_) | Value::Upload(_) | Value::Object(_) | Value::Objects(_), _) => None,
        }
    }
}

impl From<&JsonValue> for Json {
    fn from(value: &JsonValue) -> Self {
        match value {
            JsonValue::Null => Json::Null,
            JsonValue::Bool(is_true) => Json::Bool(*is_true),
            JsonValue::Number(number) => Json::Number(number.to_string().into()),
            JsonValue::String(text) => Json::Text(text.clone()),
            JsonValue::Array(items) => Json::List(items.iter().map(Json::from).collect()),
            JsonValue::Object(entries) => {
                Json::Object(entries.iter().map(|(key, value)| (key.clone(), value.into())).collect())
            }
        }
    }
}
