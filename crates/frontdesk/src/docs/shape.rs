//! What a schema says once references and wrappers are taken off.

use serde_json::Value;

use super::document::{Document, entries, flag, list, text};

/// References and wrappers deeper than this are taken for a circle.
const MAX_LAYERS: usize = 32;

/// `allOf` inside `allOf` deeper than this is taken for a circle.
const MAX_PARTS: usize = 8;

/// Where the schemas that have a name live.
const NAMED: &str = "#/components/schemas/";

/// One schema, unwrapped: `$ref`, an `allOf` of one and a choice between one schema and null are looked through.
pub struct Shape<'a> {
    /// The schema as written first, then what each reference or wrapper led to; never empty.
    layers: Vec<&'a Value>,
    /// The references passed on the way, which show when a schema contains itself.
    pub references: Vec<&'a str>,
    /// Whether null is allowed beside what the schema says.
    pub nullable: bool,
}

/// A property of an object.
pub struct Field<'a> {
    pub name: &'a str,
    pub schema: &'a Value,
    pub required: bool,
}

impl<'a> Document<'a> {
    /// Unwraps `schema`.
    pub fn shape(&self, schema: &'a Value) -> Shape<'a> {
        let mut shape = Shape { layers: vec![schema], references: Vec::new(), nullable: false };
        while shape.layers.len() < MAX_LAYERS {
            let node = shape.inner();
            let next = if let Some(target) = self.target(node) {
                shape.references.push(text(node, "$ref"));
                Some(target)
            } else if let ([only], true) = (list(&node["allOf"]), node["properties"].is_null()) {
                Some(only)
            } else {
                let choices = list(choice(node));
                let mut others = choices.iter().filter(|choice| !is_null(choice));
                let first = others.next();
                shape.nullable |= choices.iter().any(is_null);
                first.filter(|_| others.next().is_none())
            };
            let Some(next) = next else { break };
            shape.layers.push(next);
        }
        let inner = shape.inner();
        shape.nullable |= is_null(inner) || flag(inner, "nullable");
        shape.nullable |= list(&inner["type"]).iter().any(|name| name == "null");
        shape
    }

    /// The properties of an object with those of its `allOf` parts, each name once.
    pub fn fields(&self, shape: &Shape<'a>) -> Vec<Field<'a>> {
        let (mut found, mut required) = (Vec::new(), Vec::new());
        self.gather(shape.inner(), &mut found, &mut required, 0);
        for field in &mut found {
            field.required = required.contains(&field.name);
        }
        found
    }

    fn gather(&self, node: &'a Value, found: &mut Vec<Field<'a>>, required: &mut Vec<&'a str>, depth: usize) {
        for part in list(&node["allOf"]).iter().filter(|_| depth < MAX_PARTS) {
            self.gather(self.shape(part).inner(), found, required, depth + 1);
        }
        for (name, schema) in entries(&node["properties"]) {
            match found.iter_mut().find(|field| field.name == name) {
                Some(field) => field.schema = schema,
                None => found.push(Field { name, schema, required: false }),
            }
        }
        required.extend(list(&node["required"]).iter().filter_map(Value::as_str));
    }
}

impl<'a> Shape<'a> {
    /// The schema below all wrappers.
    pub fn inner(&self) -> &'a Value {
        self.layers[self.layers.len() - 1]
    }

    /// What the outermost layer that has `key` says about it: a wrapper may refine what it wraps.
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.layers.iter().find_map(|layer| layer.get(key))
    }

    /// The text at `key`; empty when no layer has it.
    pub fn text(&self, key: &str) -> &'a str {
        self.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// Whether some layer sets `key`.
    pub fn flag(&self, key: &str) -> bool {
        self.layers.iter().any(|layer| flag(layer, key))
    }

    /// The name the document gives this schema, if it gives one.
    pub fn name(&self) -> Option<&'a str> {
        self.references.iter().find_map(|reference| reference.strip_prefix(NAMED))
    }

    /// The types a value may have, without null; told from other keywords where `type` is missing.
    pub fn types(&self) -> Vec<&'a str> {
        let inner = self.inner();
        let declared = inner["type"].as_str().into_iter();
        let mut types: Vec<&str> = declared.chain(list(&inner["type"]).iter().filter_map(Value::as_str)).collect();
        types.retain(|name| *name != "null");
        let has = |key: &str| inner.get(key).is_some();
        if !inner["type"].is_null() {
            types
        } else if has("properties") || has("additionalProperties") || has("allOf") {
            vec!["object"]
        } else if has("items") || has("prefixItems") {
            vec!["array"]
        } else if list(&inner["enum"]).iter().chain(inner.get("const")).any(Value::is_string) {
            vec!["string"]
        } else {
            types
        }
    }

    /// Whether null is the only value.
    pub fn is_nothing_else(&self) -> bool {
        is_null(self.inner())
    }

    /// The schemas a value may choose between, without null.
    pub fn choices(&self) -> Vec<&'a Value> {
        list(choice(self.inner())).iter().filter(|choice| !is_null(choice)).collect()
    }

    /// The schema of the values under names that are not declared.
    pub fn additional(&self) -> Option<&'a Value> {
        self.inner().get("additionalProperties").filter(|schema| **schema != Value::Bool(false))
    }

    /// The example the document gives for this schema.
    pub fn example(&self) -> Option<&'a Value> {
        self.get("example").or_else(|| self.get("examples")?.get(0))
    }
}

/// The alternatives of `node`; null when it has none.
fn choice(node: &Value) -> &Value {
    let one_of = &node["oneOf"];
    if one_of.is_null() { &node["anyOf"] } else { one_of }
}

fn is_null(schema: &Value) -> bool {
    schema["type"] == "null"
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_reference_or_null_is_that_reference_nullable() {
        let root = json!({"components": {"schemas": {"A": {"type": ["string", "null"], "description": "inner"}}}});
        let schema = json!({"description": "outer", "oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/A"}]});
        let shape = Document::new(&root).shape(&schema);
        assert_eq!((shape.name(), shape.nullable, shape.text("description")), (Some("A"), true, "outer"));
        assert_eq!(shape.types(), ["string"]);
    }

    #[test]
    fn parts_are_merged_and_circles_end() {
        let root = json!({"components": {"schemas": {
            "Base": {"properties": {"x": {"type": "string"}, "y": {"type": "string"}}, "required": ["x"]},
            "Whole": {
                "allOf": [{"$ref": "#/components/schemas/Base"}, {"$ref": "#/components/schemas/Whole"}],
                "properties": {"y": {"type": "integer"}, "z": true}, "required": ["y"]
            },
        }}});
        let document = Document::new(&root);
        let shape = document.shape(&root["components"]["schemas"]["Whole"]);
        let fields: Vec<_> = document.fields(&shape).iter().map(|field| (field.name, field.required)).collect();
        assert_eq!(fields, [("x", true), ("y", true), ("z", false)]);
    }

    #[test]
    fn a_wrapper_around_itself_ends() {
        let root = json!({"components": {"schemas": {"A": {"allOf": [{"$ref": "#/components/schemas/A"}]}}}});
        let document = Document::new(&root);
        let shape = document.shape(&root["components"]["schemas"]["A"]);
        assert!(document.fields(&shape).is_empty());
    }
}
