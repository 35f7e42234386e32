//! The short facts about a schema: its type, and what a value must keep to.

use frontdesk_kit::html::Html;
use serde_json::Value;

use super::document::{Document, anchor, list};
use super::json;
use super::lang::Labels;
use super::shape::Shape;

/// Arrays and choices within one another deeper than this are cut short.
const MAX_NESTING: usize = 5;

/// Writes the type of `schema` and its limits, each in an element of its own.
pub fn facts<'a>(document: &Document<'a>, labels: &Labels, out: &mut Html, schema: &'a Value) {
    out.raw("<span class='type'>");
    kind(document, labels, out, schema, 0);
    out.raw("</span>");
    let shape = document.shape(schema);
    limits(&shape, labels, out);
    let items = shape.inner().get("items").map(|items| document.shape(items));
    if let Some(items) = items.filter(|items| items.inner().get("enum").is_some()) {
        choice_of_values(&items, labels, out);
    }
    if let Some(value) = shape.get("default") {
        valued(out, labels.default, value);
    }
}

/// Writes one fact: what is said, and the value it is said of.
pub fn valued(out: &mut Html, label: &str, value: &Value) {
    out.raw(" <span class='fact'>").text(label).raw(" ").code(&json::short(value)).raw("</span>");
}

/// Writes the type as an expression: `Service[] | null`.
fn kind<'a>(document: &Document<'a>, labels: &Labels, out: &mut Html, schema: &'a Value, depth: usize) {
    let shape = document.shape(schema);
    let choices = shape.choices();
    if depth > MAX_NESTING {
        out.raw("…");
    } else if let Some(name) = shape.name().filter(|_| !is_scalar(&shape)) {
        out.jump(&anchor("schema", name), name);
    } else if !choices.is_empty() {
        for (index, choice) in choices.into_iter().enumerate() {
            out.raw(if index == 0 { "" } else { " | " });
            kind(document, labels, out, choice, depth + 1);
        }
    } else {
        let types = shape.types();
        for (index, name) in types.iter().enumerate() {
            out.raw(if index == 0 { "" } else { " | " });
            match shape.inner().get("items").filter(|_| *name == "array") {
                Some(items) => element(document, labels, out, items, depth),
                None => _ = out.text(name),
            }
        }
        if shape.inner()["type"].is_null() && types.is_empty() {
            out.text(labels.any);
        }
    }
    let format = shape.text("format");
    if !format.is_empty() {
        out.raw(" <span class='format'>").text(format).raw("</span>");
    }
    if shape.nullable {
        out.raw(if shape.is_nothing_else() { "null" } else { " | null" });
    }
}

/// Writes the type of an array's items and the brackets after it.
fn element<'a>(document: &Document<'a>, labels: &Labels, out: &mut Html, items: &'a Value, depth: usize) {
    let shape = document.shape(items);
    let is_compound = shape.nullable || shape.types().len() > 1 || !shape.choices().is_empty();
    out.raw(if is_compound { "(" } else { "" });
    kind(document, labels, out, items, depth + 1);
    out.raw(if is_compound { ")[]" } else { "[]" });
}

/// Whether the shape says everything in its type and limits, so that its name adds nothing.
fn is_scalar(shape: &Shape) -> bool {
    let types = shape.types();
    shape.choices().is_empty() && !types.is_empty() && !types.iter().any(|name| matches!(*name, "object" | "array"))
}

fn limits(shape: &Shape, labels: &Labels, out: &mut Html) {
    choice_of_values(shape, labels, out);
    if let Some(value) = shape.get("const") {
        valued(out, labels.always, value);
    }
    for (label, least, most) in [
        (labels.length, "minLength", "maxLength"),
        (labels.items, "minItems", "maxItems"),
        (labels.entries, "minProperties", "maxProperties"),
    ] {
        span(out, label, shape.get(least), shape.get(most));
    }
    span(out, "", shape.get("minimum"), shape.get("maximum"));
    for (sign, key) in [(">", "exclusiveMinimum"), ("<", "exclusiveMaximum")] {
        if let Some(bound) = shape.get(key).filter(|bound| bound.is_number()) {
            out.raw(" <span class='fact'>").text(sign).raw(" ").text(&bound.to_string()).raw("</span>");
        }
    }
    if let Some(value) = shape.get("multipleOf") {
        valued(out, labels.step, value);
    }
    if let Some(value) = shape.get("pattern") {
        valued(out, labels.pattern, value);
    }
    for (key, label) in [
        ("uniqueItems", labels.unique),
        ("readOnly", labels.read_only),
        ("writeOnly", labels.write_only),
        ("deprecated", labels.deprecated),
    ] {
        if shape.flag(key) {
            out.raw(" ").element("span", "fact", label);
        }
    }
}

fn choice_of_values(shape: &Shape, labels: &Labels, out: &mut Html) {
    let values = shape.get("enum").map_or(&[][..], list);
    if !values.is_empty() {
        out.raw(" <span class='fact'>").text(labels.one_of);
        for value in values {
            out.raw(" ").code(&json::short(value));
        }
        out.raw("</span>");
    }
}

/// Writes `label 3–150`, `label ≥ 3` or `label ≤ 150`.
fn span(out: &mut Html, label: &str, least: Option<&Value>, most: Option<&Value>) {
    let text = match (least, most) {
        (None, None) => return,
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) if least.as_f64().is_some_and(|least| least < 0.0) => format!("{least} … {most}"),
        (Some(least), Some(most)) => format!("{least}–{most}"),
        (Some(least), None) => format!("≥ {least}"),
        (None, Some(most)) => format!("≤ {most}"),
    };
    out.raw(" <span class='fact'>").text(label).raw(" ").text(&text).raw("</span>");
}

#[cfg(test)]
mod tests {
    use super::super::Lang;
    use super::*;
    use serde_json::json;

    fn plain(schema: &Value) -> String {
        let root = json!({"components": {"schemas": {
            "A": {"type": "object"}, "Loop": {"type": "array", "items": {"$ref": "#/components/schemas/Loop"}},
            "Word": {"type": "string", "maxLength": 9},
        }}});
        let mut out = Html::default();
        facts(&Document::new(&root), Lang::En.labels(), &mut out, schema);
        let (mut plain, mut in_tag) = (String::new(), false);
        for character in out.finish().chars() {
            in_tag = in_tag && character != '>' || character == '<';
            if !in_tag && character != '>' {
                plain.push(character);
            }
        }
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn types_and_limits_read_as_one_line() {
        for (schema, expected) in [
            (json!({"type": ["string", "null"], "minLength": 3, "maxLength": 150}), "string | null length 3–150"),
            (json!({"type": "integer", "format": "int64", "minimum": 0}), "integer int64 ≥ 0"),
            (json!({"type": "array", "items": {"$ref": "#/components/schemas/A"}, "maxItems": 5}), "A[] items ≤ 5"),
            (json!({"type": "array", "items": {"type": ["integer", "null"]}}), "(integer | null)[]"),
            (json!({"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}), "A | null"),
            (json!({"$ref": "#/components/schemas/Word", "default": "x"}), "string length ≤ 9 default x"),
            (json!({"type": "number", "minimum": -90, "maximum": 90}), "number -90 … 90"),
            (json!({"enum": ["a", "b"]}), "string one of a b"),
            (json!(true), "any"),
            (json!({"type": "null"}), "null"),
        ] {
            assert_eq!(plain(&schema), expected, "{schema}");
        }
    }

    #[test]
    fn an_array_of_itself_ends() {
        assert_eq!(plain(&json!({"$ref": "#/components/schemas/Loop"})), "Loop");
    }
}
