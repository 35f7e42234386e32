//! Accounts as a table: the rows of a file become rows to import, and accounts become the rows of a file.

use frontdesk_kit::csv::{Rows, Unclosed};
use frontdesk_kit::input::{Body, Field, Invalid, Kind, Shape};
use frontdesk_kit::locale::Message;
use serde_json::{Map, Value};

use crate::declared::{DeclaredField, FieldType, Model, RoleKey};
use crate::flow::ImportRow;
use crate::http::avatar_url;
use crate::model::Person;

/// Rows that one table may have.
pub const MOST_ROWS: usize = 20_000;

/// Columns before those of the declared fields.
const COLUMNS: [&str; 9] =
    ["id", "username", "email", "email_verified", "phone", "phone_verified", "role", "active", "created_at"];
/// Those of them that are passed over when a table comes in: nobody is made what they say.
const PASSED_OVER: [&str; 4] = ["id", "email_verified", "phone_verified", "created_at"];

/// Why a text is no table of accounts.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    #[error(transparent)]
    Unclosed(#[from] Unclosed),
    #[error("there are no rows")]
    Empty,
    #[error("there are more than {MOST_ROWS} rows")]
    TooMany,
    /// Columns that the table must not have, or lacks.
    #[error(transparent)]
    Columns(#[from] Invalid),
}

/// Reads a table whose first row names the columns: those of `shape`, which is one of
/// [`row_shape`](crate::flow::row_shape). A blank cell is as good as none.
pub fn read(model: &Model, shape: &Shape, text: &str) -> Result<Vec<ImportRow>, TableError> {
    let mut rows = Rows::of(text);
    let header = rows.next().ok_or(TableError::Empty)??;
    let header: Vec<String> = header.cells.iter().map(|name| name.trim().to_lowercase()).collect();
    let columns = columns(model, shape, &header)?;
    let mut read = Vec::new();
    for row in rows {
        let row = row?;
        if read.len() == MOST_ROWS {
            return Err(TableError::TooMany);
        }
        read.push(ImportRow { line: row.line, sent: cells(&columns, row.cells) });
    }
    Ok(read)
}

/// The field of each column; none for what is passed over.
fn columns<'a>(model: &Model, shape: &'a Shape, header: &[String]) -> Result<Vec<Option<&'a Field>>, Invalid> {
    let mut invalid = Invalid::default();
    let is_picture = |name: &str| {
        let key = name.strip_suffix("_url").and_then(|key| model.field(key));
        key.is_some_and(|field| field.kind == FieldType::Image)
    };
    let mut columns = Vec::with_capacity(header.len());
    for (index, name) in header.iter().enumerate() {
        let field = shape.fields.iter().find(|field| field.name == *name);
        if header[..index].contains(name) {
            invalid.push(name, "repeated", Message::new("field-repeated"));
        } else if field.is_none() && !PASSED_OVER.contains(&name.as_str()) && !is_picture(name) {
            invalid.push(name, "unknown_field", Message::new("field-unknown"));
        }
        columns.push(field);
    }
    if !header.iter().any(|name| name == "role") {
        invalid.push("role", "required", Message::new("field-required"));
    }
    invalid.or_ok(columns)
}

fn cells(columns: &[Option<&Field>], mut cells: Vec<String>) -> Result<Body, Invalid> {
    // Spreadsheets pad rows with blank cells.
    while cells.len() > columns.len() && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if cells.len() != columns.len() {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let message = Message::new("table-cells").number("found", count(cells.len()));
        return Err(Invalid::one("row", "wrong_cells", message.number("expected", count(columns.len()))));
    }
    let pairs = columns.iter().zip(cells).filter_map(|(field, cell)| Some((field.as_ref()?, cell)));
    Ok(Body::from_pairs(pairs.map(|(field, cell)| (field.name.clone(), written(field, cell))).collect())
        .without_blanks())
}

/// A cell in the form in which the field is read.
fn written(field: &Field, cell: String) -> String {
    match &field.kind {
        Kind::Secret { .. } => cell,
        Kind::Boolean => match cell.trim().to_lowercase().as_str() {
            "yes" | "1" | "да" | "true" => "true".to_owned(),
            "no" | "0" | "нет" | "false" => "false".to_owned(),
            other => other.to_owned(),
        },
        Kind::Many(_) => cell.split(',').map(str::trim).collect::<Vec<_>>().join(","),
        _ => cell.trim().to_owned(),
    }
}

/// The columns of a table for somebody with `role`: what they may read of anyone.
pub fn header(model: &Model, role: &RoleKey) -> Vec<String> {
    let declared = model.readable_fields(Some(role), false).map(|field| match field.kind {
        FieldType::Image => format!("{}_url", field.key),
        _ => field.key.clone(),
    });
    COLUMNS.map(str::to_owned).into_iter().chain(declared).collect()
}

/// The cells of one account under [`header`].
pub fn row(model: &Model, role: &RoleKey, person: &Person) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let stored: Map<String, Value> = serde_json::from_str(&person.fields).unwrap_or_default();
    let own = [
        person.public_id.to_string(),
        text(&person.username),
        text(&person.email),
        person.email_verified_at.is_some().to_string(),
        text(&person.phone),
        person.phone_verified_at.is_some().to_string(),
        person.role.clone(),
        person.suspended_at.is_none().to_string(),
        person.created_at.to_string(),
    ];
    let declared = model.readable_fields(Some(role), false).map(|field| match field.kind {
        FieldType::Image => person.avatar.as_deref().map(avatar_url).unwrap_or_default(),
        _ => shown(field, stored.get(&field.key)),
    });
    own.into_iter().chain(declared).collect()
}

/// A stored value as a cell; what was stored as another type is not shown.
fn shown(field: &DeclaredField, stored: Option<&Value>) -> String {
    let value = stored.filter(|value| field.shows(&value.to_string())).cloned().unwrap_or_else(|| field.empty_value());
    match value {
        Value::Null => String::new(),
        Value::String(text) => text,
        Value::Array(some) => some.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
