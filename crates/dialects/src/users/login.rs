//! `POST /api/users/login/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{SignIn, begin_session};
use frontdesk_accounts::token::Wire;
use frontdesk_kit::input::{Field, Mode, Shape};
use http::{HeaderMap, StatusCode};
use serde_json::json;

use crate::cookies;
use crate::wire::{Answer, by_email, read};

pub(super) static LOGIN: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("UsersLogin")
        .field(Field::email("email").max(255).required().example("anna@example.com"))
        .field(Field::secret("password").max(4096).required().example("Quiet-Harbor-42"))
});

/// Log in
///
/// Begins a session and sets its cookies: `sessionid`, and `csrftoken` whose value every writing request shows as
/// `X-CSRFToken`.
#[utoipa::path(
    post, path = "/api/users/login/", tag = "users", operation_id = "users_login", security((), ("session" = [])),
    responses((status = 200, description = "Logged in.", body = Value, example = json!({"message": "login successful"}))),
    extensions(("x-rule" = json!("public")), ("x-credentials" = json!("cookie"))),
)]
pub async fn login(
    State(desk): State<Desk>,
    caller: Option<Caller>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let values = read(&LOGIN, &headers, body, Mode::Create).await?;
    let request = SignIn {
        identifiers: by_email(values.text("email")),
        password: values.secret("password").to_owned(),
        device_name: String::new(),
        device_token: cookies::device(&headers),
        wire: Wire::Browser,
    };
    let begun = match begin_session(&desk, request, &origin).await {
        Err(AccountError::WrongCredentials) => {
            let refusal = Json(json!({"message": "Invalid email or password"}));
            return Ok((StatusCode::BAD_REQUEST, refusal).into_response());
        }
        begun => begun?,
    };
    cookies::leave(&desk, caller.as_ref(), &origin).await?;
    let mut response = Json(json!({"message": "login successful"})).into_response();
    cookies::hand_out(&desk, begun.session, &mut response);
    cookies::keep_device(&desk, &begun.device_token, &mut response);
    Ok(response)
}
