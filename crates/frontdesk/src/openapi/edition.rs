//! One edition of the document: the operations and fields that an audience has, and nothing that only others need.

use std::collections::BTreeSet;

use frontdesk_accounts::declared::{DeclaredField, Model};
use frontdesk_accounts::http::{ProfileView, account_export_shape, account_list_shape, invite_shape};
use frontdesk_accounts::policy::Rule;
use frontdesk_kit::input::{Manners, Mode, Shape};
use serde_json::{Value, json};

use super::Audience;

/// Where accounts are listed, by what the model declares.
const ACCOUNTS: &str = "/paths/~1api~1v1~1admin~1accounts/get";
/// The same as a table.
const EXPORT: &str = "/paths/~1api~1v1~1admin~1accounts~1export/get";
/// Where schemas are referred to.
const SCHEMAS: &str = "#/components/schemas/";

/// What of `whole` is for `audience`.
pub fn edition(whole: &Value, model: &Model, audience: &Audience) -> Value {
    let mut document = whole.clone();
    if let Some(paths) = document["paths"].as_object_mut() {
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            item.retain(|_, operation| rule(operation).is_none_or(|rule| audience.may_call(model, rule)));
        }
        paths.retain(|_, item| item.as_object().is_some_and(|item| item.values().any(|part| rule(part).is_some())));
    }
    declare(&mut document, model, audience);
    forget_unused_schemas(&mut document);
    forget_unused_tags(&mut document);
    document
}

/// The rule of an operation; none of whatever else stands in a path.
fn rule(operation: &Value) -> Option<Rule> {
    operation["x-rule"].as_str().and_then(Rule::parse)
}

/// What follows from the model: schemas by their names, and the parameters by which accounts are looked for.
fn declare(document: &mut Value, model: &Model, audience: &Audience) {
    // Staff meet more fields than are told to everybody.
    let is_whole = *audience != Audience::Public;
    let shape = |shape: Shape, may: &dyn Fn(&DeclaredField) -> bool, mode| {
        let fields = shape.fields.into_iter().filter(|field| model.field(&field.name).is_none_or(may));
        json!(fields.fold(Shape::new(shape.name), Shape::field).schema(Manners::Strict, mode))
    };
    let writes = |own: bool| move |field: &DeclaredField| audience.writes(model, field, own);
    let fills = |field: &DeclaredField| audience.fills(model, field);
    let schemas = [
        ("Profile", json!(ProfileView::schema_for(model, |field| audience.reads(model, field), is_whole))),
        ("ProfilePatch", shape(model.editable_shape().clone(), &writes(true), Mode::Patch)),
        ("ManagedProfilePatch", shape(model.manageable_shape().clone(), &writes(false), Mode::Patch)),
        ("InviteBody", json!(invite_shape(model, fills).schema(Manners::Strict, Mode::Create))),
    ];
    for (name, schema) in schemas {
        document["components"]["schemas"][name] = schema;
    }
    let may_read = |field: &DeclaredField| audience.reads_of_anyone(model, field);
    for (place, looks_for) in
        [(ACCOUNTS, account_list_shape(model, may_read)), (EXPORT, account_export_shape(model, may_read))]
    {
        if let Some(operation) = document.pointer_mut(place) {
            operation["parameters"] = json!(looks_for.query_params(Manners::Strict));
        }
    }
}

/// Takes out the schemas that no operation leads to.
fn forget_unused_schemas(document: &mut Value) {
    let mut used = BTreeSet::new();
    let mut met = references(&document["paths"]);
    while let Some(name) = met.pop() {
        met.extend(
            references(&document["components"]["schemas"][&name]).into_iter().filter(|name| !used.contains(name)),
        );
        used.insert(name);
    }
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        schemas.retain(|name, _| used.contains(name));
    }
}

/// The names of the schemas that `value` refers to.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(entries) => {
            let own = entries.get("$ref").and_then(Value::as_str).and_then(|place| place.strip_prefix(SCHEMAS));
            own.map(str::to_owned).into_iter().chain(entries.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

fn forget_unused_tags(document: &mut Value) {
    let operations =
        document["paths"].as_object().into_iter().flatten().flat_map(|(_, item)| item.as_object()).flatten();
    let tags = operations.flat_map(|(_, operation)| operation["tags"].as_array()).flatten();
    let used: BTreeSet<String> = tags.filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
    if let Some(tags) = document["tags"].as_array_mut() {
        tags.retain(|tag| tag["name"].as_str().is_some_and(|name| used.contains(name)));
    }
}
