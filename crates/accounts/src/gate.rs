//! The one door: every request passes here, under what its route declares: a rule, and whether it reads a query string.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_kit::documented::{is_native, reads_query};
use frontdesk_kit::ids;
use frontdesk_kit::input::{Manners, Shape};
use frontdesk_kit::problem::Problem;
use http::{Method, Uri};
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, PathItem};

use crate::caller::{Credentials, authenticate};
use crate::desk::Desk;
use crate::model::UserId;
use crate::policy::{Rule, authorise};

/// The query string of those who take none.
static NOTHING: LazyLock<Shape> = LazyLock::new(|| Shape::new("Nothing"));

/// The rules of all routes, read from the `x-rule` and the parameters that each operation declares.
#[derive(Debug, Default)]
pub struct Rules {
    by_path: HashMap<String, PathRules>,
}

#[derive(Debug)]
struct PathRules {
    methods: Vec<(Method, Terms)>,
    /// What holds for a method that the path does not have: the strictest rule that it has.
    otherwise: Terms,
}

/// On which terms a request may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub rule: Rule,
    /// What is looked at to find out who calls; declared as `x-credentials` where it is a cookie.
    pub credentials: Credentials,
    /// Parameters in the query string are refused here. Who reads some refuses the others together with what
    /// else is wrong; the older wires and the pages ignore what they do not know.
    pub takes_no_query: bool,
    /// Which segment of the path is called `{number}`: with anything else there it leads nowhere, whoever asks.
    pub number_at: Option<usize>,
}

impl Rules {
    /// Collects the rules; names every operation that declares none or an unknown one.
    pub fn collect(document: &OpenApi) -> Result<Self, Vec<String>> {
        let mut rules = Self::default();
        let mut missing = Vec::new();
        for (path, item) in &document.paths.paths {
            let mut methods = Vec::new();
            let number_at = path.split('/').position(|segment| segment == "{number}");
            for (method, operation) in operations(item) {
                let declared = operation.extensions.as_ref().and_then(|all| all.get("x-rule"));
                match declared.and_then(|rule| rule.as_str()).and_then(Rule::parse) {
                    Some(rule) => {
                        let takes_no_query = is_native(path) && !reads_query(operation);
                        let credentials = credentials(operation);
                        methods.push((method, Terms { rule, credentials, takes_no_query, number_at }));
                    }
                    None => missing.push(format!("{method} {path}")),
                }
            }
            let strictest = methods.iter().map(|(_, terms)| *terms).reduce(Terms::stricter);
            if let Some(strictest) = strictest {
                let otherwise = Terms { takes_no_query: false, ..strictest };
                rules.by_path.insert(path.clone(), PathRules { methods, otherwise });
            }
        }
        if missing.is_empty() { Ok(rules) } else { Err(missing) }
    }

    /// The terms for `method` on the route `path`; `None` when the route is not known.
    pub fn find(&self, path: &str, method: &Method) -> Option<Terms> {
        let rules = self.by_path.get(path)?;
        // HEAD is answered by GET's handler.
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let own = rules.methods.iter().find(|(known, _)| known == method).map(|(_, terms)| *terms);
        Some(own.unwrap_or(rules.otherwise))
    }

    /// Every route with its rule, for tests and reports.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Method, Rule)> {
        self.by_path.iter().flat_map(|(path, rules)| {
            rules.methods.iter().map(move |(method, terms)| (path.as_str(), method, terms.rule))
        })
    }
}

fn credentials(operation: &Operation) -> Credentials {
    match operation.extensions.as_ref().and_then(|all| all.get("x-credentials")).and_then(|name| name.as_str()) {
        Some("cookie") => Credentials::Cookie,
        _ => Credentials::Bearer,
    }
}

impl Terms {
    fn stricter(self, other: Terms) -> Terms {
        Terms { rule: self.rule.stricter(other.rule), ..self }
    }

    fn leads_somewhere(self, uri: &Uri) -> bool {
        let segment = self.number_at.map(|at| uri.path().split('/').nth(at).unwrap_or_default());
        segment.is_none_or(|segment| ids::number(segment).is_some())
    }

    fn check_query(self, uri: &Uri) -> Result<(), Problem> {
        match uri.query() {
            Some(query) if self.takes_no_query => Ok(NOTHING.read_query(query, Manners::Strict).map(|_| ())?),
            _ => Ok(()),
        }
    }
}

fn operations(item: &PathItem) -> impl Iterator<Item = (Method, &Operation)> {
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

/// Who acted in a request, in the extensions of its answer: for the log.
#[derive(Clone, Copy, Debug)]
pub struct ActedAs(pub UserId);

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
    let terms = gate.rules.find(path.as_str(), request.method());
    let Some(terms) = terms.filter(|terms| terms.leads_somewhere(request.uri())) else {
        return Problem::not_found().into_response();
    };
    let mut acted_as = None;
    if terms.rule != Rule::Open {
        let caller = match authenticate(&gate.desk, terms.credentials, (request.method(), request.headers())).await {
            Ok(caller) => caller,
            Err(problem) => return problem.into_response(),
        };
        if let Err(problem) = authorise(&gate.desk.model, terms.rule, caller.as_ref()) {
            return problem.into_response();
        }
        if let Some(caller) = caller {
            acted_as = Some(ActedAs(caller.user_id));
            request.extensions_mut().insert(caller);
        }
    }
    // After the rule: who may not pass learns nothing of what would be read.
    if let Err(problem) = terms.check_query(request.uri()) {
        return problem.into_response();
    }
    let mut response = next.run(request).await;
    if let Some(acted_as) = acted_as {
        response.extensions_mut().insert(acted_as);
    }
    response
}
