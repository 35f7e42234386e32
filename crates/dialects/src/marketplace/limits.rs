//! Request limits: 10 log-ins a minute, 100 anonymous requests an hour, 1,000 a day for users.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::limits::Limit;
use frontdesk_kit::problem::Problem;

const LOGINS: Limit = Limit { bucket: "marketplace.login", count: 10, window_seconds: 60 };
const ANONYMOUS: Limit = Limit { bucket: "marketplace.anonymous", count: 100, window_seconds: 3600 };
const USERS: Limit = Limit { bucket: "marketplace.user", count: 1000, window_seconds: 86_400 };

/// Counts a request against its caller's limit; log-ins have one of their own, which a restart does not reset.
pub async fn limit(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let now = desk.clock.now();
    let (parts, body) = request.into_parts();
    let source = || address::origin(&parts, &desk.settings.trusted_proxies).source();
    let login = parts.extensions.get::<MatchedPath>().is_some_and(|path| path.as_str() == "/api/auth/login/");
    let counted = match parts.extensions.get::<Caller>() {
        _ if login && parts.method == http::Method::POST => {
            desk.limits.attempt(&desk.db, LOGINS, &source(), now).await.map_err(Problem::from)
        }
        Some(caller) => desk.limits.request(USERS, caller.user_id.to_string(), now).map_err(Problem::too_many),
        None => desk.limits.request(ANONYMOUS, source(), now).map_err(Problem::too_many),
    };
    match counted {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    }
}
