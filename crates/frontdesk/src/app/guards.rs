//! The layers that bound what one request may cost.

use std::any::Any;

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use frontdesk_kit::problem::Problem;
use http::StatusCode;
use tower::ServiceBuilder;
use tower::layer::util::{Identity, Stack};
use tower_http::body::Limited;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::map_request_body::MapRequestBodyLayer;
use tower_http::timeout::TimeoutLayer;

use crate::config::Server;
use crate::telemetry::PANICS;

/// More than the largest body that any route takes, in bytes. Routes know their own limits and say better what is wrong;
/// this one holds where a route forgets.
const LARGEST_BODY: usize = 16 << 20;

/// All guards as one layer.
pub type Guards = Stack<
    MapRequestBodyLayer<fn(Limited<Body>) -> Body>,
    Stack<
        RequestBodyLimitLayer,
        Stack<TimeoutLayer, Stack<CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response>, Identity>>,
    >,
>;

/// The guards for the server that `server` describes.
pub fn guards(server: &Server) -> Guards {
    ServiceBuilder::new()
        .layer(CatchPanicLayer::custom(panicked as fn(Box<dyn Any + Send>) -> Response))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, server.request_limit))
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(MapRequestBodyLayer::new(Body::new as fn(Limited<Body>) -> Body))
        .into_inner()
}

/// The panic itself has been logged where it happened, with its place.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    metrics::counter!(PANICS).increment(1);
    Problem::internal("a panic").into_response()
}

#[cfg(test)]
#[expect(non_snake_case, reason = "tests carry the ids of the security checklist")]
mod tests {
    use std::time::Duration;

    use axum::Router;
    use axum::body::to_bytes;
    use axum::routing::{get, post};
    use tower::ServiceExt;

    use super::*;

    fn guarded() -> Router {
        let server = Server {
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: None,
            security_contact: None,
            trusted_proxies: Vec::new(),
            max_connections: 1,
            max_requests: 1,
            request_limit: Duration::from_millis(50),
        };
        let read =
            async |body: Body| to_bytes(body, usize::MAX).await.map_or(StatusCode::BAD_REQUEST, |_| StatusCode::OK);
        let router = Router::new()
            .route("/well", get(async || "well"))
            .route("/panic", get(async || -> &'static str { panic!("on purpose") }))
            .route("/slow", get(async || tokio::time::sleep(Duration::from_secs(60)).await))
            .route("/read", post(read));
        router.layer(guards(&server))
    }

    async fn ask(router: &Router, method: &str, path: &str, body: Body) -> Response {
        let request = http::Request::builder().method(method).uri(path).body(body).expect("a request");
        router.clone().oneshot(request).await.expect("routers always answer")
    }

    #[tokio::test]
    async fn sec_IN_07_a_panic_costs_one_request() {
        let router = guarded();
        let fine = || async { ask(&router, "GET", "/well", Body::empty()).await.status() };
        for _ in 0..20 {
            let (panicked, well) = tokio::join!(ask(&router, "GET", "/panic", Body::empty()), fine());
            assert_eq!((panicked.status(), well), (StatusCode::INTERNAL_SERVER_ERROR, StatusCode::OK));
            let problem = panicked.extensions().get::<Problem>().expect("a problem");
            assert_eq!((problem.code, problem.cause.as_deref()), ("internal", Some("a panic")));
        }
    }

    #[tokio::test]
    async fn what_takes_too_long_is_given_up() {
        let answer = ask(&guarded(), "GET", "/slow", Body::empty()).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    }

    #[tokio::test]
    async fn sec_IN_01_no_body_is_read_without_end() {
        let router = guarded();
        let told = http::Request::builder().method("POST").uri("/read").header("content-length", 17 << 20);
        let answer = router.clone().oneshot(told.body(Body::empty()).expect("a request")).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        let untold = Body::from(vec![0; 17 << 20]);
        assert_eq!(ask(&router, "POST", "/read", untold).await.status(), StatusCode::BAD_REQUEST);
    }
}
