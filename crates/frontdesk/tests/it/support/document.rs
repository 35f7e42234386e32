//! The served OpenAPI document, as a client's generator would read it.

use frontdesk_testkit::Http;
use serde_json::{Map, Value};

/// The document that a server serves.
#[derive(Debug)]
pub struct Document(Value);

/// One operation of the document.
#[derive(Clone, Debug)]
pub struct Operation {
    /// In capitals.
    pub method: String,
    /// The template: `/api/v1/services/{id}`.
    pub path: String,
    /// `x-rule`: who may call it.
    pub rule: Option<String>,
    /// Whether a session's cookie shows who calls, instead of a token.
    pub takes_cookie: bool,
    /// The names of the parameters in the query.
    pub query: Vec<String>,
    /// An example of the JSON body, if it takes one.
    pub json: Option<Value>,
    /// The fields of that body.
    pub fields: Vec<String>,
}

impl Operation {
    /// `PATCH /api/v1/services/{id}`
    pub fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether it belongs to one of the older wires.
    pub fn is_dialect(&self) -> bool {
        self.path.starts_with("/api/auth/")
    }

    /// Whether it is a page, a file or the document itself: something to read that holds nobody's data.
    pub fn is_docs(&self) -> bool {
        ["/api/schema/", "/docs/", "/links.css"].iter().any(|start| self.path.starts_with(start))
    }
}

impl From<Value> for Document {
    fn from(document: Value) -> Self {
        Self(document)
    }
}

impl Document {
    /// Fetches the document.
    pub async fn of(http: Http) -> Self {
        Self(http.get("/api/schema/?format=json").await.ok().json().clone())
    }

    pub fn json(&self) -> &Value {
        &self.0
    }

    /// Every operation.
    pub fn operations(&self) -> Vec<Operation> {
        let paths = self.0["paths"].as_object().expect("the document has paths");
        let mut found = Vec::new();
        for (path, item) in paths {
            let item = item.as_object().expect("a path is an object");
            for (method, operation) in item {
                if ["get", "put", "post", "patch", "delete", "head", "options", "trace"].contains(&method.as_str()) {
                    found.push(self.operation(method, path, operation));
                }
            }
        }
        found
    }

    fn operation(&self, method: &str, path: &str, operation: &Value) -> Operation {
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let query = parameters.iter().filter(|parameter| parameter["in"] == "query");
        let content = &self.resolved(&operation["requestBody"])["content"]["application/json"];
        let schema = self.resolved(&content["schema"]);
        let fields = schema["properties"].as_object().map(|fields| fields.keys().cloned().collect());
        Operation {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            rule: operation["x-rule"].as_str().map(str::to_owned),
            takes_cookie: operation["x-credentials"] == "cookie",
            query: query.filter_map(|parameter| parameter["name"].as_str().map(str::to_owned)).collect(),
            json: content.is_object().then(|| self.example(content, schema)),
            fields: fields.unwrap_or_default(),
        }
    }

    /// What `value` refers to, if it is a reference.
    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str().and_then(|place| place.strip_prefix('#')) {
            Some(pointer) => self.0.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")),
            None => value,
        }
    }

    /// The example of a body: the one it has as a whole, or one made of its fields' examples.
    fn example(&self, content: &Value, schema: &Value) -> Value {
        if content["example"].is_object() {
            return content["example"].clone();
        }
        let properties = schema["properties"].as_object().cloned().unwrap_or_default();
        let field = |(name, property): (String, Value)| {
            let property = self.resolved(&property).clone();
            let example = property.pointer("/examples/0").or(property.get("example")).or(property.get("default"));
            example.map(|example| (name, example.clone()))
        };
        Value::Object(properties.into_iter().filter_map(field).collect::<Map<_, _>>())
    }
}
