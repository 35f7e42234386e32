//! Example values, from the document or made from a schema.

use serde_json::{Map, Value, json};

use super::document::{Document, entries, text};
use super::shape::Shape;

/// Schemas without a name deeper than this are left out of a made example.
const MAX_DEPTH: usize = 10;

/// Who sends the value: fields that only the other side sends are left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    Client,
    Server,
}

impl Sender {
    /// Whether a value from this side carries the field that `shape` describes.
    pub fn sends(self, shape: &Shape) -> bool {
        !shape.flag(if self == Self::Client { "readOnly" } else { "writeOnly" })
    }
}

/// An example of a body.
pub struct Example<'a> {
    /// Empty when the document has only one.
    pub title: &'a str,
    pub value: Value,
    /// Whether the document gives this example, rather than its schema.
    pub is_given: bool,
}

/// The examples of a media type: its own, or one made from its schema.
pub fn of_media<'a>(document: &Document<'a>, media: &'a Value, sender: Sender) -> Vec<Example<'a>> {
    if let Some(value) = media.get("example") {
        return vec![Example { title: "", value: value.clone(), is_given: true }];
    }
    let named: Vec<_> = entries(&media["examples"])
        .map(|(name, node)| (name, document.resolve(node)))
        .filter_map(|(name, node)| {
            let title = Some(text(node, "summary")).filter(|title| !title.is_empty()).unwrap_or(name);
            Some(Example { title, value: node.get("value")?.clone(), is_given: true })
        })
        .collect();
    match media.get("schema") {
        Some(schema) if named.is_empty() => {
            vec![Example { title: "", value: of_schema(document, schema, sender), is_given: false }]
        }
        _ => named,
    }
}

/// The example of a parameter or header: given, or made from its schema; `true` beside one that is given.
pub fn of_parameter(document: &Document, parameter: &Value) -> (Value, bool) {
    let named = entries(&parameter["examples"]).find_map(|(_, node)| document.resolve(node).get("value"));
    if let Some(value) = parameter.get("example").or(named) {
        return (value.clone(), true);
    }
    let schema = &parameter["schema"];
    (of_schema(document, schema, Sender::Client), document.shape(schema).example().is_some())
}

/// A value that `schema` describes.
pub fn of_schema(document: &Document, schema: &Value, sender: Sender) -> Value {
    Maker { document, sender, open: Vec::new(), depth: 0 }.value(schema).unwrap_or_default()
}

struct Maker<'d, 'a> {
    document: &'d Document<'a>,
    sender: Sender,
    /// The references that the value being made stands in.
    open: Vec<&'a str>,
    depth: usize,
}

impl<'a> Maker<'_, 'a> {
    /// `None` when the schema contains itself, or is too deep.
    fn value(&mut self, schema: &'a Value) -> Option<Value> {
        let shape = self.document.shape(schema);
        let given = shape.example().or_else(|| shape.get("const")).or_else(|| shape.get("default"));
        if let Some(value) = given.or_else(|| shape.get("enum")?.get(0)) {
            return Some(value.clone());
        }
        if self.depth >= MAX_DEPTH || shape.references.iter().any(|reference| self.open.contains(reference)) {
            return None;
        }
        let before = self.open.len();
        self.open.extend(&shape.references);
        self.depth += 1;
        let made = self.make(&shape);
        self.depth -= 1;
        self.open.truncate(before);
        made
    }

    fn make(&mut self, shape: &Shape<'a>) -> Option<Value> {
        let fields = self.object(shape);
        let choices = shape.choices();
        if !choices.is_empty() {
            let chosen = choices.into_iter().find_map(|choice| self.value(choice))?;
            return Some(merged(chosen, fields));
        }
        if shape.get("contentMediaType").is_some() {
            return Some(Value::from(word("binary")));
        }
        let types = shape.types();
        Some(match types.first().copied() {
            Some("object") => Value::Object(fields),
            Some("array") => {
                let items = shape.inner().get("items").and_then(|items| self.value(items));
                Value::Array(items.into_iter().collect())
            }
            Some("string") => Value::from(word(shape.text("format"))),
            Some("integer") => shape.get("minimum").cloned().unwrap_or(json!(1)),
            Some("number") => shape.get("minimum").cloned().unwrap_or(json!(1.5)),
            Some("boolean") => Value::Bool(true),
            _ => Value::Null,
        })
    }

    fn object(&mut self, shape: &Shape<'a>) -> Map<String, Value> {
        let mut made = Map::new();
        for field in self.document.fields(shape) {
            if !self.sender.sends(&self.document.shape(field.schema)) {
                continue;
            }
            match self.value(field.schema) {
                Some(value) => _ = made.insert(field.name.to_owned(), value),
                None if field.required => _ = made.insert(field.name.to_owned(), Value::Null),
                None => {}
            }
        }
        if let (true, Some(value)) = (made.is_empty(), shape.additional().and_then(|schema| self.value(schema))) {
            made.insert("key".to_owned(), value);
        }
        made
    }
}

/// Fields that stand beside a choice belong to whatever is chosen.
fn merged(chosen: Value, mut fields: Map<String, Value>) -> Value {
    match chosen {
        Value::Object(own) => {
            fields.extend(own);
            Value::Object(fields)
        }
        other => other,
    }
}

fn word(format: &str) -> &'static str {
    match format {
        "uuid" => "01938f4e-7c2a-7d31-9b58-4f1e2a6c0d57",
        "date-time" => "2026-11-22T06:00:00Z",
        "date" => "2026-11-22",
        "time" => "06:00:00Z",
        "duration" => "PT45M",
        "email" | "idn-email" => "anna@example.com",
        "uri" | "url" | "iri" => "https://example.com/",
        "uri-reference" | "iri-reference" => "/path",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "password" => "********",
        "binary" => "@file",
        "byte" => "aGVsbG8=",
        _ => "string",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_example_follows_the_schema_and_ends() {
        let root = json!({"components": {"schemas": {"Node": {
            "type": "object", "required": ["id", "parent"],
            "properties": {
                "id": {"type": "string", "format": "uuid", "readOnly": true},
                "secret": {"type": "string", "writeOnly": true},
                "kind": {"enum": ["leaf", "branch"]},
                "parent": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Node"}]},
                "children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
                "left": {"$ref": "#/components/schemas/Node"},
                "scores": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 3}}
            }
        }}}});
        let (document, schema) = (Document::new(&root), json!({"$ref": "#/components/schemas/Node"}));
        let made = of_schema(&document, &schema, Sender::Server);
        let expected =
            json!({"id": word("uuid"), "kind": "leaf", "parent": null, "children": [], "scores": {"key": 3}});
        assert_eq!(made, expected);
        assert_eq!(of_schema(&document, &schema, Sender::Client)["secret"], "string");
    }
}
