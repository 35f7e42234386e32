//! What `manage.py dumpdata` writes, as tables again.

use std::fmt;
use std::io::{BufReader, Read};
use std::path::Path;

use frontdesk_kit::db::{DbError, Foreign};
use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::DjangoError;

/// Django's own bookkeeping, which nobody moves in from.
const PASSED_OVER: [&str; 4] = ["admin.logentry", "auth.permission", "contenttypes.contenttype", "sessions.session"];

/// One object of the file.
#[derive(Deserialize)]
struct Object {
    model: String,
    #[serde(default)]
    pk: Value,
    fields: Map<String, Value>,
}

/// Reads the file object by object into scratch tables, so that its size does not matter.
///
/// A model `app.model` becomes the table `app_model`; a relation to many becomes `app_model_FIELD`.
pub fn load(file: impl Read, path: &Path) -> Result<Foreign, DjangoError> {
    let mut scratch = Foreign::scratch()?;
    let mut json = serde_json::Deserializer::from_reader(BufReader::new(file));
    let read = json.deserialize_seq(Objects(&mut scratch)).and_then(|()| json.end());
    read.map_err(|error| DjangoError::Source(format!("{}: {error}", path.display())))?;
    Ok(scratch)
}

struct Objects<'a>(&'a mut Foreign);

impl<'de> Visitor<'de> for Objects<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of objects with model, pk and fields")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut objects: A) -> Result<(), A::Error> {
        while let Some(object) = objects.next_element::<Object>()? {
            if !PASSED_OVER.contains(&object.model.as_str()) {
                add(self.0, object).map_err(A::Error::custom)?;
            }
        }
        Ok(())
    }
}

fn add(scratch: &mut Foreign, object: Object) -> Result<(), DbError> {
    let table = object.model.replace('.', "_");
    let mut row = vec![("id".to_owned(), cell(&object.pk))];
    for (name, value) in &object.fields {
        match value {
            Value::Array(others) => {
                for (key, other) in (0_i64..).zip(others) {
                    add_relation(scratch, (&table, name, key), &object.pk, other)?;
                }
                // A list of values rather than of rows is read from here.
                row.push((name.clone(), Some((value.to_string(), false))));
            }
            value if name != "id" => row.push((name.clone(), cell(value))),
            _ => {}
        }
    }
    scratch.add(&table, &row)
}

/// One row of the table that Django keeps for a relation to many.
fn add_relation(
    scratch: &mut Foreign,
    (table, field, key): (&str, &str, i64),
    owner: &Value,
    other: &Value,
) -> Result<(), DbError> {
    // A natural key is an array itself; that of a group is its name.
    let other = if let Value::Array(natural) = other { natural.first().unwrap_or(&Value::Null) } else { other };
    let singular = field.strip_suffix('s').unwrap_or(field);
    let row = [
        ("id".to_owned(), Some((key.to_string(), true))),
        ("owner_id".to_owned(), cell(owner)),
        (format!("{singular}_id"), cell(other)),
    ];
    scratch.add(&format!("{table}_{field}"), &row)
}

fn cell(value: &Value) -> Option<(String, bool)> {
    match value {
        Value::Null => None,
        Value::String(text) => Some((text.clone(), false)),
        Value::Number(number) => Some((number.to_string(), number.is_i64())),
        other => Some((other.to_string(), false)),
    }
}
