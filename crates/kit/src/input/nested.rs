//! Objects inside of a body, and lists of them. Only the native API has any, so they are read strictly.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, Schema};

use super::{
    body::{Body, Input},
    field::{Fault, Field, fault},
    invalid::Invalid,
    json::Json,
    kind::Kind,
    shape::{self, Manners, Mode, Shape},
    values::{Value, Values},
};
use crate::locale::Message;

impl Field {
    /// An object with fields of its own. What is wrong in it is named `field.part`.
    pub fn object(name: impl Into<String>, parts: Shape) -> Self {
        Self { parts: Some(Box::new(parts)), ..Self::new(name, Kind::Object) }
    }

    /// A list of objects, at most 100 unless said otherwise. What is wrong in the third is named `field[2].part`.
    pub fn objects(name: impl Into<String>, parts: Shape) -> Self {
        Self { parts: Some(Box::new(parts)), ..Self::new(name, Kind::Objects { min: 0, max: 100 }) }
    }
}

/// What the objects of `field` are made of.
pub(super) fn parts(field: &Field) -> &Shape {
    static NOTHING: Shape = Shape { name: String::new(), fields: Vec::new() };
    field.parts.as_deref().unwrap_or(&NOTHING)
}

/// What an object, or a list of objects, may be.
pub(super) fn schema(field: &Field) -> Schema {
    let item = parts(field).schema(Manners::Strict, Mode::Create);
    match (&field.kind, item) {
        (&Kind::Objects { min, max }, item) => ArrayBuilder::new()
            .items(item)
            .min_items(Some(min).filter(|min| *min > 0))
            .max_items(Some(max))
            .build()
            .into(),
        (_, RefOr::T(schema)) => schema,
        (_, RefOr::Ref(_)) => Schema::default(),
    }
}

/// What was sent for `field`, which is an object of `parts` or a list of such objects. An object is always whole: what it
/// leaves out gets its default, also in a patch.
pub(super) fn read(field: &Field, parts: &Shape, body: &Body, mode: Mode) -> Result<Option<Value>, Invalid> {
    let told = |faults: Vec<Fault>| Invalid::of(&field.name, faults);
    let refused = |code, key| Err(told(vec![fault(code, key)]));
    let Some(input) = body.get(&field.name) else { return shape::absent(field, mode).map_err(told) };
    match (&field.kind, input) {
        (_, Input::Json(Json::Null)) => shape::null(field).map(Some).map_err(told),
        (Kind::Object, Input::Json(item)) => object(parts, item, &field.name).map(|values| Some(Value::Object(values))),
        (&Kind::Objects { max, .. }, Input::Json(Json::List(items))) if items.len() > max => {
            let message = Message::new("field-too-many").number("max", max as i64);
            Err(told(vec![Fault { code: "too_many", message }]))
        }
        (Kind::Objects { min, .. }, Input::Json(Json::List(items))) if items.len() < *min => {
            refused("empty_list", "field-list-empty")
        }
        (Kind::Objects { .. }, Input::Json(Json::List(items))) => list(parts, items, &field.name).map(Some),
        (Kind::Objects { .. }, _) => refused("not_list", "field-not-list"),
        _ => refused("not_an_object", "field-not-object"),
    }
}

fn list(parts: &Shape, items: &[Json], name: &str) -> Result<Value, Invalid> {
    let (mut all, mut invalid) = (Vec::with_capacity(items.len()), Invalid::default());
    for (place, item) in items.iter().enumerate() {
        match object(parts, item, &format!("{name}[{place}]")) {
            Ok(values) => all.push(values),
            Err(faulty) => invalid.errors.extend(faulty.errors),
        }
    }
    invalid.or_ok(Value::Objects(all))
}

fn object(parts: &Shape, item: &Json, name: &str) -> Result<Values, Invalid> {
    let Json::Object(entries) = item else {
        return Err(Invalid::of(name, vec![fault("not_an_object", "field-not-object")]));
    };
    let read = parts.read(&Body::of_json(entries), Manners::Strict, Mode::Create);
    read.map_err(|invalid| invalid.within(name))
}
