//! Lists of plain values by the native API's rules; in a form or a query they are parted by commas.

use super::{
    body::Input,
    field::{Fault, Field},
    json::Json,
    strict::{choice, one, read_uuid},
    values::Value,
};
use crate::locale::Message;

/// Some of `keys`, each once.
pub(super) fn many(field: &Field, keys: &[String], input: &Input) -> Result<Value, Vec<Fault>> {
    let mut chosen: Vec<String> = Vec::new();
    for key in texts(input)? {
        let key = choice(field, keys, key)?;
        if !chosen.contains(&key) {
            chosen.push(key);
        }
    }
    Ok(Value::Many(chosen))
}

/// At most `max` ids; the same may come again.
pub(super) fn uuids(input: &Input, max: usize) -> Result<Value, Vec<Fault>> {
    let sent = texts(input)?;
    if sent.len() > max {
        let message = Message::new("field-too-many").number("max", max as i64);
        return Err(vec![Fault { code: "too_many", message }]);
    }
    sent.into_iter().map(read_uuid).collect::<Result<_, _>>().map(Value::Uuids)
}

fn texts(input: &Input) -> Result<Vec<&str>, Vec<Fault>> {
    match input {
        Input::Json(Json::List(items)) => items.iter().map(text).collect(),
        Input::Form(text) => Ok(text.split(',').collect()),
        _ => Err(one("not_list", "field-not-list")),
    }
}

fn text(item: &Json) -> Result<&str, Vec<Fault>> {
    match item {
        Json::Text(text) => Ok(text),
        _ => Err(one("not_text", "field-not-text")),
    }
}
