//! `POST /api/user/login/`, which answers 200 whatever happens: its clients look for the key `error`.

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{Begun, SignIn, begin_session};
use frontdesk_accounts::store::users;
use frontdesk_accounts::token::Wire;
use frontdesk_kit::db::DbError;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Shape};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, Method, StatusCode};
use serde_json::json;

use super::views::{LoggedInView, NumberedView, RecordView};
use crate::cookies;
use crate::wire::{Answer, by_email};

/// Code points of a password that is worth looking at.
const SHORTEST_PASSWORD: usize = 8;

/// For the document: what is wrong with a body is told in this wire's own way.
pub(super) static LOGIN: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("SessionTokenLogin")
        .field(Field::email("email").required().example("anna@example.com"))
        .field(Field::secret("password").min(SHORTEST_PASSWORD as i64).required().example("Quiet-Harbor-42"))
});

/// Success and failure have one status: clients look at the key `error`.
#[derive(utoipa::ToSchema)]
#[schema(as = SessionTokenLoginAnswer)]
#[serde(untagged)]
#[expect(dead_code, reason = "documents the two answers, which are made apart")]
enum LoginAnswer {
    LoggedIn(LoggedInView),
    Refused { error: String },
}

/// Log in
///
/// Always 200: look for `error`. Begins a session, sets its cookies and tells its short token. Whoever has a live
/// token is refused once; that ends it, so that the next attempt succeeds.
#[utoipa::path(
    post, path = "/api/user/login/", tag = "session-token", operation_id = "session_token_login",
    security((), ("session" = [])),
    responses((status = 200, description = "The token and the record as it was before, or `error`.", body = LoginAnswer)),
    extensions(("x-rule" = json!("public")), ("x-credentials" = json!("cookie"))),
)]
pub async fn login(
    State(desk): State<Desk>,
    caller: Option<Caller>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    // What cannot be read holds no address.
    let body = Body::read(&headers, body, Limits::json(), Manners::Lenient).await.unwrap_or_default();
    let identifiers = by_email(body.text("email").unwrap_or_default());
    let password = body.text("password").unwrap_or_default();
    if identifiers.is_empty() {
        return Ok(error("Invalid email format"));
    }
    if password.chars().count() < SHORTEST_PASSWORD {
        return Ok(error("Password must be at least 8 characters long"));
    }
    let request = SignIn {
        identifiers,
        password: password.to_owned(),
        device_name: String::new(),
        device_token: cookies::device(&headers),
        wire: Wire::Short,
    };
    let begun = match begin_session(&desk, request, &origin).await {
        Err(AccountError::WrongCredentials) => return Ok(error("Invalid email or password")),
        Err(AccountError::AlreadySignedIn) => return Ok(error("User already logged in")),
        begun => begun?,
    };
    cookies::leave(&desk, caller.as_ref(), &origin).await?;
    logged_in(&desk, begun).await
}

async fn logged_in(desk: &Desk, begun: Begun) -> Answer<Response> {
    let found = desk.db.read(async move |tx| users::person(tx, begun.user).await).await;
    let person = found.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    let user = NumberedView { id: person.id.0, record: RecordView::new(&person) };
    let view = LoggedInView { token: desk.tokens.short_token(begun.session), user };
    let mut response = Json(view).into_response();
    cookies::hand_out(desk, begun.session, &mut response);
    cookies::keep_device(desk, &begun.device_token, &mut response);
    Ok(response)
}

/// Methods that its clients may have tried.
const USUAL: [Method; 6] = [Method::GET, Method::HEAD, Method::PUT, Method::PATCH, Method::DELETE, Method::OPTIONS];

/// What any other method is told; one that no client of this wire sends gets the refusal that it gets everywhere.
pub async fn hint(method: Method) -> Response {
    if !USUAL.contains(&method) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    error("Send a post request with valid parameters")
}

fn error(text: &str) -> Response {
    Json(json!({ "error": text })).into_response()
}
