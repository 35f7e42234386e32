//! A read-only view of an OpenAPI 3.1 document.

use std::collections::HashSet;

use serde_json::{Map, Value};

/// The methods an address may have, in the order they are shown.
const METHODS: [&str; 8] = ["get", "post", "put", "patch", "delete", "head", "options", "trace"];

/// Stands before a server address that names no host: where a desk listens by default.
const DEFAULT_ORIGIN: &str = "http://127.0.0.1:8000";

/// A chain of references longer than this is taken for a circle.
const MAX_HOPS: usize = 32;

/// The document as it was read; wrong or missing parts count as empty.
#[derive(Clone, Copy)]
pub struct Document<'a> {
    root: &'a Value,
}

/// The operations under one tag.
pub struct Group<'a> {
    /// The group's place on the page.
    pub anchor: String,
    pub title: &'a str,
    pub description: &'a str,
    pub operations: Vec<Operation<'a>>,
}

/// One method at one address.
pub struct Operation<'a> {
    /// The operation's place on the page.
    pub anchor: String,
    /// Lower case, one of [`METHODS`].
    pub method: &'static str,
    pub path: &'a str,
    pub node: &'a Value,
    /// What all methods at this address share.
    shared: &'a Value,
}

impl<'a> Document<'a> {
    pub fn new(root: &'a Value) -> Self {
        Self { root }
    }

    /// The text at `key` of the `info` object.
    pub fn info(&self, key: &str) -> &'a str {
        text(&self.root["info"], key)
    }

    /// The object at `key` of the `info` object.
    pub fn about(&self, key: &str) -> &'a Value {
        &self.root["info"][key]
    }

    /// Follows `$ref` within the document; a reference that leads nowhere stands for itself.
    pub fn resolve(&self, mut node: &'a Value) -> &'a Value {
        for _ in 0..MAX_HOPS {
            match self.target(node) {
                Some(target) => node = target,
                None => break,
            }
        }
        node
    }

    /// What the `$ref` of `node` points to, one hop on.
    pub fn target(&self, node: &'a Value) -> Option<&'a Value> {
        self.root.pointer(node["$ref"].as_str()?.strip_prefix('#')?)
    }

    /// The address requests go to: the first server, without a slash at its end.
    pub fn server(&self) -> String {
        let server = &self.root["servers"][0];
        let mut address = text(server, "url").to_owned();
        for (name, variable) in entries(&server["variables"]) {
            address = address.replace(&format!("{{{name}}}"), text(variable, "default"));
        }
        let origin = if address.contains("://") { "" } else { DEFAULT_ORIGIN };
        format!("{origin}{}", address.trim_end_matches('/'))
    }

    /// Named parts of the document, such as `schemas` or `securitySchemes`.
    pub fn components(&self, kind: &str) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        let document = *self;
        entries(&self.root["components"][kind]).map(move |(name, node)| (name, document.resolve(node)))
    }

    /// What a caller of `operation` must prove: alternatives, of which each names its schemes.
    pub fn requirements(&self, operation: &Operation<'a>) -> &'a [Value] {
        let own = operation.node["security"].as_array();
        own.or_else(|| self.root["security"].as_array()).map_or(&[], Vec::as_slice)
    }

    /// The parameters of `operation`; one of its own replaces the one of the same name and place that its address has.
    pub fn parameters(&self, operation: &Operation<'a>) -> Vec<&'a Value> {
        let mut found: Vec<&'a Value> = Vec::new();
        for node in list(&operation.shared["parameters"]).iter().chain(list(&operation.node["parameters"])) {
            let parameter = self.resolve(node);
            let same = |other: &&Value| other["name"] == parameter["name"] && other["in"] == parameter["in"];
            match found.iter_mut().find(|other| same(other)) {
                Some(other) => *other = parameter,
                None => found.push(parameter),
            }
        }
        found
    }

    /// All operations, each under its first tag: declared tags first and in their order, `untagged` last.
    pub fn groups(&self, untagged: &'static str) -> Vec<Group<'a>> {
        let mut anchors = Anchors::default();
        let mut groups: Vec<(Option<&str>, Group<'a>)> = Vec::new();
        for tag in list(&self.root["tags"]) {
            let name = text(tag, "name");
            let title = Some(text(tag, "x-displayName")).filter(|title| !title.is_empty()).unwrap_or(name);
            groups.push((Some(name), anchors.group(title, text(tag, "description"))));
        }
        for operation in self.operations(&mut anchors) {
            let tag = operation.node["tags"][0].as_str();
            let place = groups.iter().position(|(name, _)| *name == tag).unwrap_or_else(|| {
                groups.push((tag, anchors.group(tag.unwrap_or(untagged), "")));
                groups.len() - 1
            });
            groups[place].1.operations.push(operation);
        }
        groups.sort_by_key(|(name, _)| name.is_none());
        groups.into_iter().map(|(_, group)| group).filter(|group| !group.operations.is_empty()).collect()
    }

    fn operations(&self, anchors: &mut Anchors) -> Vec<Operation<'a>> {
        let mut found = Vec::new();
        for (path, item) in entries(&self.root["paths"]) {
            let shared = self.resolve(item);
            for method in METHODS {
                let node = &shared[method];
                if node.is_object() {
                    let name = node["operationId"].as_str().map_or_else(|| format!("{method} {path}"), str::to_owned);
                    found.push(Operation { anchor: anchors.claim("op", &name), method, path, node, shared });
                }
            }
        }
        found
    }
}

impl<'a> Operation<'a> {
    /// The summary, or the path where there is none.
    pub fn title(&self) -> &'a str {
        Some(text(self.node, "summary")).filter(|summary| !summary.is_empty()).unwrap_or(self.path)
    }
}

/// The text at `key`; empty when there is none.
pub fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    node[key].as_str().unwrap_or_default()
}

/// Whether `key` is there and true.
pub fn flag(node: &Value, key: &str) -> bool {
    node[key].as_bool().unwrap_or_default()
}

/// The items of an array; none when it is none.
pub fn list(node: &Value) -> &[Value] {
    node.as_array().map_or(&[], Vec::as_slice)
}

/// The entries of an object; none when it is none.
pub fn entries(node: &Value) -> impl Iterator<Item = (&str, &Value)> {
    node.as_object().into_iter().flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
}

/// A place on the page for a name that is unique by itself: letters, digits and dashes.
pub fn anchor(kind: &str, name: &str) -> String {
    let words = name.split(|character: char| !character.is_alphanumeric() && character != '_');
    let mut made = kind.to_owned();
    for word in words.filter(|word| !word.is_empty()) {
        made.push('-');
        made.push_str(word);
    }
    made
}

/// The places that are taken already.
#[derive(Default)]
struct Anchors(HashSet<String>);

impl Anchors {
    fn claim(&mut self, kind: &str, name: &str) -> String {
        let wish = anchor(kind, name);
        let mut made = wish.clone();
        let mut count = 1;
        while !self.0.insert(made.clone()) {
            count += 1;
            made = format!("{wish}-{count}");
        }
        made
    }

    fn group<'a>(&mut self, title: &'a str, description: &'a str) -> Group<'a> {
        Group { anchor: self.claim("tag", title), title, description, operations: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn places_are_unique_and_readable() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.claim("op", "get /a/{id}"), "op-get-a-id");
        assert_eq!(anchors.claim("op", "get /a/id"), "op-get-a-id-2");
        assert_eq!(anchor("tag", "Услуги и <b>"), "tag-Услуги-и-b");
    }

    #[test]
    fn references_in_a_circle_end() {
        let root =
            json!({"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}, "c": {"$ref": "#/nowhere"}, "d": {"$ref": "#/c"}});
        let document = Document::new(&root);
        assert!(document.resolve(&root["a"]).is_object());
        assert_eq!(document.resolve(&root["d"]), &root["c"]);
    }

    #[test]
    fn a_server_without_a_host_is_given_one() {
        for (servers, expected) in [
            (json!([]), "http://127.0.0.1:8000"),
            (json!([{"url": "/desk/"}]), "http://127.0.0.1:8000/desk"),
            (json!([{"url": "https://{h}.test/", "variables": {"h": {"default": "api"}}}]), "https://api.test"),
        ] {
            assert_eq!(Document::new(&json!({"servers": servers})).server(), expected);
        }
    }
}
