//! The one door: every request passes here, under the rule that its route declares.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::Method;
use utoipa::openapi::{OpenApi, PathItem};

use crate::caller::authenticate;
use crate::desk::Desk;
use crate::policy::{Rule, authorise};

/// The rules of all routes, read from the `x-rule` that each operation declares.
#[derive(Debug, Default)]
pub struct Rules {
    by_path: HashMap<String, PathRules>,
}

#[derive(Debug)]
struct PathRules {
    methods: Vec<(Method, Rule)>,
    /// What holds for a method that the path does not have: the strictest that it has.
    otherwise: Rule,
}

impl Rules {
    /// Collects the rules; names every operation that declares none or an unknown one.
    pub fn collect(document: &OpenApi) -> Result<Self, Vec<String>> {
        let mut rules = Self::default();
        let mut missing = Vec::new();
        for (path, item) in &document.paths.paths {
            let mut methods = Vec::new();
            for (method, operation) in operations(item) {
                let declared = operation.extensions.as_ref().and_then(|all| all.get("x-rule"));
                match declared.and_then(|rule| rule.as_str()).and_then(Rule::parse) {
                    Some(rule) => methods.push((method, rule)),
                    None => missing.push(format!("{method} {path}")),
                }
            }
            let strictest = methods.iter().map(|(_, rule)| *rule).reduce(Rule::stricter);
            if let Some(otherwise) = strictest {
                rules.by_path.insert(path.clone(), PathRules { methods, otherwise });
            }
        }
        if missing.is_empty() { Ok(rules) } else { Err(missing) }
    }

    /// The rule for `method` on the route `path`; `None` when the route is not known.
    pub fn find(&self, path: &str, method: &Method) -> Option<Rule> {
        let rules = self.by_path.get(path)?;
        // HEAD is answered by GET's handler.
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let own = rules.methods.iter().find(|(known, _)| known == method).map(|(_, rule)| *rule);
        Some(own.unwrap_or(rules.otherwise))
    }

    /// Every route with its rule, for tests and reports.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Method, Rule)> {
        self.by_path
            .iter()
            .flat_map(|(path, rules)| rules.methods.iter().map(move |(method, rule)| (path.as_str(), method, *rule)))
    }
}

fn operations(item: &PathItem) -> impl Iterator<Item = (Method, &utoipa::openapi::path::Operation)> {
    [
        (Method::GET, &item.get),
        (Method::PUT, &item.put),
        (Method::POST, &item.post),
        (Method::DELETE, &item.delete),
        (Method::PATCH, &item.patch),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

/// What the gate needs: the desk and the rules.
#[derive(Clone)]
pub struct Gate {
    pub desk: Desk,
    pub rules: Arc<Rules>,
}

/// Lets a request pass if its route's rule allows it, with the `Caller` in its extensions.
///
/// A route that declares nothing is closed. An unknown path has no route and goes on to its 404.
pub async fn gate(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    let Some(path) = request.extensions().get::<MatchedPath>() else { return next.run(request).await };
    let rule = match gate.rules.find(path.as_str(), request.method()) {
        Some(Rule::Open) => return next.run(request).await,
        Some(rule) => rule,
        None => return frontdesk_kit::problem::Problem::not_found().into_response(),
    };
    let caller = match authenticate(&gate.desk, request.headers()).await {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    if let Err(problem) = authorise(rule, caller.as_ref()) {
        return problem.into_response();
    }
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    next.run(request).await
}
