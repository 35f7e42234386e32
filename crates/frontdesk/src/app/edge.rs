//! The outermost layer: what holds for every request and every answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::RequestId;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::gate::ActedAs;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::entropy::{Entropy, uuid_at};
use frontdesk_kit::problem::Problem;
use http::{HeaderName, HeaderValue, Method, Uri, header};
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::headers::{self, Security};
use super::{adopt, render};
use crate::config::Server;
use crate::telemetry::{Access, AccessLog, Metrics};

/// Tells the request's id, so that a report can be matched to the log.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What the edge works with; cheap to clone.
#[derive(Clone)]
pub struct Edge(Arc<Parts>);

struct Parts {
    desk: Desk,
    security: Security,
    /// Where a line for each request goes, if there is to be one.
    log: Option<AccessLog>,
    metrics: Metrics,
    ids: RequestIds,
    /// One place for each request that may be worked on at the same time.
    places: Semaphore,
}

/// Makes ids that nobody else makes. They are no secrets: one random number and a count are enough.
struct RequestIds {
    node: [u8; 2],
    count: AtomicU64,
}

impl RequestIds {
    fn new(entropy: Entropy) -> Self {
        Self { node: entropy.bytes(), count: AtomicU64::new(u64::from_be_bytes(entropy.bytes())) }
    }

    fn next(&self, now: Timestamp) -> Uuid {
        let count = self.count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let mut rest = [0; 10];
        rest[..2].copy_from_slice(&self.node);
        rest[2..].copy_from_slice(&count);
        uuid_at(now, &rest)
    }
}

/// What must be known of a request after it has been handed on.
struct Asked {
    method: Method,
    uri: Uri,
    route: Option<MatchedPath>,
    languages: Option<HeaderValue>,
    /// Credentials were shown, so that the answer is for one person's eyes.
    personal: bool,
}

impl Edge {
    /// An edge for the server that `server` describes.
    pub fn new(desk: Desk, server: &Server, log: Option<AccessLog>, metrics: Metrics) -> Self {
        let security = Security::new(server.public_url.as_deref());
        let (ids, places) = (RequestIds::new(desk.entropy), Semaphore::new(server.max_requests));
        Self(Arc::new(Parts { desk, security, log, metrics, ids, places }))
    }
}

/// Takes a request in and sees its answer out.
pub async fn pass(State(edge): State<Edge>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let edge = &*edge.0;
    let _in_flight = edge.metrics.begin();
    // Ours alone: an id from outside could be anybody's, of any length.
    let id = edge.ids.next(edge.desk.clock.now()).to_string();
    let asked = Asked::of(&request);
    request.extensions_mut().insert(RequestId(id.clone()));

    // Beyond the limit a queue would only make all of them late.
    let mut response = match edge.places.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => Problem::busy(1).into_response(),
    };
    if let Some(problem) = response.extensions_mut().remove::<Problem>().or_else(|| adopt::problem(&response)) {
        tell(&problem, &id);
        let what = (&asked.method, asked.uri.path());
        response = render::render(&problem, what, asked.languages.as_ref(), &id, response);
    }
    headers::settle_cors(response.headers_mut());
    edge.security.apply(response.headers_mut());
    if asked.personal || response.status().is_client_error() || response.status().is_server_error() {
        headers::keep_private(response.headers_mut());
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    edge.note(&asked, &response, &id, began);
    response
}

impl Asked {
    fn of(request: &Request) -> Self {
        Self {
            method: request.method().clone(),
            uri: request.uri().clone(),
            route: request.extensions().get::<MatchedPath>().cloned(),
            languages: request.headers().get(header::ACCEPT_LANGUAGE).cloned(),
            personal: [header::AUTHORIZATION, header::COOKIE].iter().any(|name| request.headers().contains_key(name)),
        }
    }
}

impl Parts {
    fn note(&self, asked: &Asked, response: &Response, id: &str, began: Instant) {
        let (elapsed, status) = (began.elapsed(), response.status());
        let route = asked.route.as_ref().map(MatchedPath::as_str);
        self.metrics.observe(&asked.method, route, status, elapsed);
        if let Some(log) = &self.log {
            let user = response.extensions().get::<ActedAs>().map(|user| user.0.0);
            log.put(&Access { method: &asked.method, route, status, elapsed, request_id: id, user });
        }
    }
}

/// Logs what the client is not told. Once, here, whatever the problem passed through.
fn tell(problem: &Problem, request_id: &str) {
    let Some(cause) = &problem.cause else { return };
    if problem.status == http::StatusCode::INTERNAL_SERVER_ERROR {
        tracing::error!(code = problem.code, cause, request_id, "a request failed");
    } else {
        tracing::warn!(code = problem.code, cause, request_id, "a request was turned away");
    }
}
