//! The document in the forms in which it is served; each is made once.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::docs::{self, Lang};

/// The finished document; cheap to clone. Empty until it is published.
#[derive(Clone, Default)]
pub struct Docs(Arc<Pages>);

#[derive(Default)]
struct Pages {
    document: OnceLock<Value>,
    json: OnceLock<Bytes>,
    yaml: OnceLock<Bytes>,
    reference: [OnceLock<Bytes>; 2],
    problems: OnceLock<Bytes>,
}

impl Docs {
    /// Takes the document; its other forms are made when they are asked for.
    pub fn publish(&self, document: &OpenApi) {
        let value = serde_json::to_value(document).unwrap_or_default();
        let _ = self.0.json.set(value.to_string().into());
        // Published once, before anybody can ask.
        let _ = self.0.document.set(value);
    }

    /// The document as JSON.
    pub fn json(&self) -> Bytes {
        self.0.json.get().cloned().unwrap_or_default()
    }

    /// The document as YAML.
    pub fn yaml(&self) -> Bytes {
        self.0.yaml.get_or_init(|| docs::to_yaml(self.value()).into()).clone()
    }

    /// The reference page in `lang`.
    pub fn reference(&self, lang: Lang) -> Bytes {
        let page = &self.0.reference[usize::from(lang == Lang::En)];
        page.get_or_init(|| docs::reference_page(self.value(), lang).into()).clone()
    }

    /// What each problem means.
    pub fn problems(&self) -> Bytes {
        self.0.problems.get_or_init(|| docs::problems_page().into()).clone()
    }

    fn value(&self) -> &Value {
        self.0.document.get().unwrap_or(&Value::Null)
    }
}
