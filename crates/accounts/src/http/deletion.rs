//! `POST /api/v1/me/deletion`

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::Shape;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::{Answer, current_password, read};
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::flow;

static DELETE: LazyLock<Shape> = LazyLock::new(|| Shape::new("DeleteAccount").field(current_password()));
documented!(
    /// The fresh proof that it is the owner who wants this.
    DeleteAccountBody, DELETE, Strict, Create
);

/// Delete your account
///
/// Needs the password. Profile, services, sessions and picture go with it, for good. The last administrator stays.
#[utoipa::path(
    post, path = "/api/v1/me/deletion", tag = "accounts", request_body = DeleteAccountBody, security(("bearer" = [])),
    responses(
        (status = 204, description = "It is gone.",
         headers(("Clear-Site-Data" = String, description = "What a browser may forget."))),
        (status = 409, description = "The last administrator stays (`last_admin`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn delete_me(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<(StatusCode, [(HeaderName, HeaderValue); 1], ())> {
    let values = read(&DELETE, &headers, body).await?;
    flow::delete_with_proof(&desk, &caller, caller.user_id, values.secret("current_password"), &origin).await?;
    let clear = (HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok((StatusCode::NO_CONTENT, [clear], ()))
}
