//! The layers that bound what one request may cost.

use std::any::Any;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::problem::Problem;
use http::StatusCode;
use tokio::sync::Semaphore;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::config::Server;
use crate::telemetry::PANICS;

/// The largest body that any route takes, in bytes: a picture of 10 MiB with the rest of its form.
const LARGEST_BODY: usize = 11 << 20;

/// Who acted in a request, for the log.
#[derive(Clone, Copy)]
pub struct ActedAs(pub UserId);

/// Puts the guards around `router`, the innermost first.
pub fn apply(router: Router, server: &Server) -> Router {
    let places = Arc::new(Semaphore::new(server.max_requests));
    router
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, server.request_limit))
        .layer(middleware::from_fn_with_state(places, one_of_many))
        .layer(CatchPanicLayer::custom(panicked))
}

/// Remembers who acted; stands just inside the gate, which knows.
pub async fn remember_caller(request: Request, next: Next) -> Response {
    let acted_as = request.extensions().get::<Caller>().map(|caller| ActedAs(caller.user_id));
    let mut response = next.run(request).await;
    if let Some(acted_as) = acted_as {
        response.extensions_mut().insert(acted_as);
    }
    response
}

/// Turns a request away when too many are being worked on: a queue would only make all of them late.
async fn one_of_many(State(places): State<Arc<Semaphore>>, request: Request, next: Next) -> Response {
    match places.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => Problem::busy(1).into_response(),
    }
}

/// The panic itself has been logged where it happened, with its place.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    metrics::counter!(PANICS).increment(1);
    Problem::internal("a panic").into_response()
}
