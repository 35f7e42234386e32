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
    json: OnceLock<Bytes>,
    yaml: OnceLock<Bytes>,
    reference: [OnceLock<Bytes>; 2],
    problems: OnceLock<Bytes>,
}

impl Docs {
    /// Takes the document; its other forms are made when they are asked for.
    pub fn publish(&self, document: &OpenApi) {
        // Published once, before anybody can ask.
        let _ = self.0.json.set(serde_json::to_vec(document).unwrap_or_default().into());
    }

    /// The document as JSON.
    pub fn json(&self) -> Bytes {
        self.0.json.get().cloned().unwrap_or_default()
    }

    /// The document as YAML.
    pub fn yaml(&self) -> Bytes {
        self.0.yaml.get_or_init(|| yaml_serde::to_string(&self.value()).unwrap_or_default().into()).clone()
    }

    /// The reference page in `lang`.
    pub fn reference(&self, lang: Lang) -> Bytes {
        let page = &self.0.reference[usize::from(lang == Lang::En)];
        page.get_or_init(|| docs::reference_page(&self.value(), lang).into()).clone()
    }

    /// What each problem means.
    pub fn problems(&self) -> Bytes {
        self.0.problems.get_or_init(|| docs::problems_page().into()).clone()
    }

    /// Read from its text, which is there in any case: as a tree it takes many times as much memory.
    fn value(&self) -> Value {
        serde_json::from_slice(&self.json()).unwrap_or_default()
    }
}
