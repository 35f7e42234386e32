//! The document in the forms and editions in which it is served; each is made once, when it is asked for.

use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::{ANONYMOUS, Model};
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::policy::Rule;
use frontdesk_kit::etag;
use http::HeaderValue;
use serde_json::Value;
use utoipa::openapi::OpenApi;
use utoipa::openapi::path::Operation;

use super::check::operations;
use super::{Audience, edition};
use crate::docs::{self, Lang};

/// The finished document; cheap to clone. Empty until it is published.
#[derive(Clone)]
pub struct Docs(Arc<Shelf>);

struct Shelf {
    desk: Desk,
    /// The whole of it as JSON, which nobody is shown. As a tree it takes many times as much memory.
    whole: OnceLock<Bytes>,
    /// Every operation: method, path, rule.
    operations: OnceLock<Vec<(&'static str, String, Rule)>>,
    /// As many as the model has roles, and two.
    editions: Vec<(Audience, Pages)>,
    reference: [OnceLock<Bytes>; 2],
    problems: OnceLock<Bytes>,
}

#[derive(Default)]
struct Pages {
    json: OnceLock<Page>,
    yaml: OnceLock<Page>,
}

/// One form of one edition.
#[derive(Clone, Debug)]
pub struct Page {
    pub bytes: Bytes,
    pub tag: HeaderValue,
}

impl Page {
    fn new(text: Vec<u8>) -> Self {
        Self { tag: etag::of_content(&text), bytes: text.into() }
    }
}

impl Docs {
    /// A place for the document of a server over `desk`.
    pub fn new(desk: Desk) -> Self {
        let editions = Audience::all(&desk.model).map(|audience| (audience, Pages::default())).collect();
        Self(Arc::new(Shelf {
            desk,
            whole: OnceLock::new(),
            operations: OnceLock::new(),
            editions,
            reference: Default::default(),
            problems: OnceLock::new(),
        }))
    }

    /// Takes the document; what is served of it is made when it is asked for.
    pub fn publish(&self, document: &OpenApi) {
        // Published once, before anybody can ask.
        let _ = self.0.whole.set(serde_json::to_vec(document).unwrap_or_default().into());
        let rule = |operation: &Operation| {
            operation.extensions.as_ref()?.get("x-rule").and_then(|rule| rule.as_str()).and_then(Rule::parse)
        };
        let all = operations(document).filter_map(|(method, path, it)| Some((method, path.to_owned(), rule(it)?)));
        let _ = self.0.operations.set(all.collect());
    }

    /// The audience that `caller` asks to belong to; without a wish the one of their role. `None`: there is none called
    /// so, or it is none of their business.
    pub fn audience(&self, caller: Option<&Caller>, wish: Option<&str>) -> Option<Audience> {
        let desk = &self.0.desk;
        let Some(name) = wish else {
            let own = caller.map(|caller| Audience::Role(caller.role.clone()));
            // A role that the model has no longer is told what everybody is.
            return Some(own.filter(|own| self.pages(own).is_some()).unwrap_or(Audience::Public));
        };
        Audience::called(name, &desk.model).filter(|audience| audience.is_open_to(desk, caller))
    }

    /// The model that it is about.
    pub fn model(&self) -> &Model {
        &self.0.desk.model
    }

    /// Every operation: method, path, rule.
    pub fn operations(&self) -> &[(&'static str, String, Rule)] {
        self.0.operations.get().map_or(&[], Vec::as_slice)
    }

    /// The audience called `name`; `Err` says who there is.
    pub fn audience_called(&self, name: &str) -> Result<Audience, String> {
        let model = &self.0.desk.model;
        Audience::called(name, model).ok_or_else(|| {
            let roles: Vec<&str> = model.roles.iter().map(|role| role.key.as_str()).collect();
            format!("there is no role {name:?}; write {ANONYMOUS} or one of {}", roles.join(", "))
        })
    }

    /// An edition as JSON.
    pub fn json(&self, audience: &Audience) -> Page {
        let make = || Page::new(serde_json::to_vec(&self.edition(audience)).unwrap_or_default());
        self.pages(audience).map_or_else(make, |pages| pages.json.get_or_init(make).clone())
    }

    /// An edition as YAML.
    pub fn yaml(&self, audience: &Audience) -> Page {
        let make = || Page::new(yaml_serde::to_string(&self.edition(audience)).unwrap_or_default().into_bytes());
        self.pages(audience).map_or_else(make, |pages| pages.yaml.get_or_init(make).clone())
    }

    /// The reference page in `lang`.
    pub fn reference(&self, lang: Lang) -> Bytes {
        let page = &self.0.reference[usize::from(lang == Lang::En)];
        page.get_or_init(|| docs::reference_page(&self.edition(&Audience::Public), lang).into()).clone()
    }

    /// What each problem means.
    pub fn problems(&self) -> Bytes {
        self.0.problems.get_or_init(|| docs::problems_page().into()).clone()
    }

    fn pages(&self, audience: &Audience) -> Option<&Pages> {
        self.0.editions.iter().find(|(known, _)| known == audience).map(|(_, pages)| pages)
    }

    fn edition(&self, audience: &Audience) -> Value {
        let whole = self.0.whole.get().and_then(|text| serde_json::from_slice(text).ok()).unwrap_or_default();
        edition(&whole, &self.0.desk.model, audience)
    }
}
