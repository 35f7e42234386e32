//! What every operation has to say of itself, or the server does not start.

use std::fmt;

use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr};

/// Everything that some operation leaves unsaid, one sentence each.
#[derive(Debug)]
pub struct Flaws(pub Vec<String>);

impl Flaws {
    /// The operations `missing` declare no rule.
    pub fn without_rule(missing: Vec<String>) -> Self {
        Self(missing.into_iter().map(|operation| format!("{operation} declares no rule")).collect())
    }
}

impl fmt::Display for Flaws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}

impl std::error::Error for Flaws {}

/// All operations: method, path, operation.
pub fn operations(document: &OpenApi) -> impl Iterator<Item = (&'static str, &str, &Operation)> {
    document.paths.paths.iter().flat_map(|(path, item)| {
        let all = [
            ("GET", &item.get),
            ("PUT", &item.put),
            ("POST", &item.post),
            ("PATCH", &item.patch),
            ("DELETE", &item.delete),
        ];
        all.into_iter().filter_map(move |(method, operation)| Some((method, path.as_str(), operation.as_ref()?)))
    })
}

/// Finds what is left unsaid.
pub fn check(document: &OpenApi) -> Result<(), Flaws> {
    let mut flaws = Vec::new();
    let mut names = std::collections::HashSet::new();
    for (method, path, operation) in operations(document) {
        let mut flaw = |what: &str| flaws.push(format!("{method} {path} {what}"));
        let declares_rule = operation.extensions.as_ref().is_some_and(|extensions| extensions.contains_key("x-rule"));
        if !declares_rule {
            flaw("declares no rule");
        }
        if operation.summary.as_deref().is_none_or(str::is_empty) {
            flaw("has no summary");
        }
        if !operation.tags.iter().flatten().any(|tag| super::info::is_known_tag(tag)) {
            flaw("has no tag that is explained");
        }
        if operation.security.is_none() {
            flaw("does not say what a caller must prove");
        }
        if !operation.operation_id.as_ref().is_some_and(|name| names.insert(name)) {
            flaw("has no name of its own");
        }
        let refuses = |status: &String| status.starts_with('4') || status.starts_with('5') || status == "default";
        if !operation.responses.responses.keys().any(refuses) {
            flaw("documents no refusal");
        }
        if let Some(RefOr::T(body)) = &operation.request_body
            && body.content.is_empty()
        {
            flaw("does not describe its body");
        }
    }
    if flaws.is_empty() { Ok(()) } else { Err(Flaws(flaws)) }
}
