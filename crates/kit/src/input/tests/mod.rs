//! Promises of the readers, and that the schema says the same.

mod bodies;
mod json;
mod lenient;
mod nested;
mod numbers;
mod pattern;
mod queries;
mod schemas;
mod strict;
mod syntax;

use serde_json::{Value as JsonValue, json};

use super::*;
use crate::locale::Lang;

/// One field, read out of a JSON body in which it is called `x`.
fn read(field: Field, manners: Manners, value: &str) -> Result<Values, Invalid> {
    let body = format!("{{\"x\": {value}}}");
    let body = Body::parse_json(body.as_bytes(), manners).expect("a sound body");
    Shape::new("Test").field(field).read(&body, manners, Mode::Create)
}

/// The codes that a strict reader answers, or none.
fn codes(field: Field, value: &str) -> Vec<&'static str> {
    let invalid = read(field, Manners::Strict, value).err().unwrap_or_default();
    invalid.errors.iter().map(|error| error.code).collect()
}

/// The messages for `x` that a client of the older wires sees.
fn messages(lang: Lang, field: Field, value: &str) -> JsonValue {
    match read(field, Manners::Lenient, value) {
        Ok(_) => json!([]),
        Err(invalid) => invalid.to_drf(lang)["x"].clone(),
    }
}
