//! The declaration of a whole input, and how it is read.

use super::{
    body::{Body, Input},
    field::{Fault, Field, fault},
    invalid::Invalid,
    json::Json,
    kind::Kind,
    lenient, nested, strict,
    values::{Value, Values},
};

/// How exactly an input must keep to its declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manners {
    /// The native API: exact JSON types, unknown keys refused.
    Strict,
    /// The older wires: Django REST framework's rules.
    Lenient,
}

/// What an input is for, which decides about the fields it leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Required fields must be there; others get their default.
    Create,
    /// Required fields must be there; others stay as they are.
    Replace,
    /// All that is left out stays as it is.
    Patch,
}

/// The declaration of one input.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The schema's name in the OpenAPI document.
    pub name: String,
    pub fields: Vec<Field>,
}

impl Shape {
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), fields: Vec::new() }
    }

    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// Reads all fields; either every value is as declared or every fault is told, in the order of the fields.
    pub fn read(&self, body: &Body, manners: Manners, mode: Mode) -> Result<Values, Invalid> {
        let (values, invalid) = self.sift(body, manners, mode);
        invalid.or_ok(values)
    }

    /// The values that are as declared, and the faults of the others: for a flow that has more to say of the sound ones.
    pub fn sift(&self, body: &Body, manners: Manners, mode: Mode) -> (Values, Invalid) {
        let (mut values, mut invalid) = (Values::default(), Invalid::default());
        for field in self.fields.iter().filter(|field| !field.read_only) {
            let read = match &field.parts {
                Some(parts) => nested::read(field, parts, body, mode),
                None => read_field(field, body, manners, mode).map_err(|faults| Invalid::of(&field.name, faults)),
            };
            match read {
                Ok(Some(value)) => values.set(&field.name, value),
                Ok(None) => {}
                Err(faulty) => invalid.errors.extend(faulty.errors),
            }
        }
        if manners == Manners::Strict {
            for key in body.keys().filter(|key| !self.declares(key)) {
                invalid.extend(key, vec![fault("unknown_field", "field-unknown")]);
            }
        }
        (values, invalid)
    }

    pub(super) fn declares(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.name == key)
    }
}

type Read = Result<Option<Value>, Vec<Fault>>;

fn read_field(field: &Field, body: &Body, manners: Manners, mode: Mode) -> Read {
    let Some(input) = body.get(&field.name) else { return absent(field, mode) };
    let is_repeated = || body.texts(&field.name).len() > 1 && !matches!(field.kind, Kind::Many(_));
    let read = match (manners, input) {
        _ if is_null(field, input) => null(field),
        (Manners::Strict, _) if is_repeated() => Err(vec![fault("repeated", "field-repeated")]),
        (Manners::Strict, input) => strict::read(field, input),
        (Manners::Lenient, input) => lenient::read(field, input, &body.texts(&field.name)),
    };
    read.map(Some)
}

pub(super) fn absent(field: &Field, mode: Mode) -> Read {
    match mode {
        Mode::Patch => Ok(None),
        _ if field.required && field.kind == Kind::Image => Err(vec![fault("required", "field-file-required")]),
        _ if field.required => Err(vec![fault("required", "field-required")]),
        Mode::Replace => Ok(None),
        Mode::Create => Ok(field.default.clone()),
    }
}

/// A JSON null; in a form, which has none, the blank value of a field that may be null but not blank.
fn is_null(field: &Field, input: &Input) -> bool {
    match input {
        Input::Json(json) => *json == Json::Null,
        Input::Form(text) => text.is_empty() && field.nullable && !field.blank,
        Input::File(_) => false,
    }
}

pub(super) fn null(field: &Field) -> Result<Value, Vec<Fault>> {
    if field.nullable { Ok(Value::Null) } else { Err(vec![fault("null", "field-null")]) }
}
