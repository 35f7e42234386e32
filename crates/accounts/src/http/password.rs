//! `PUT /api/v1/me/password`

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Field, Shape};
use http::{HeaderMap, StatusCode};

use super::{Answer, LONGEST_TYPED, current_password, read};
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::flow;

static CHANGE: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("ChangePassword")
        .field(current_password())
        .field(Field::secret("new_password").max(LONGEST_TYPED).required().example("meadow-lantern-17"))
});
documented!(
    /// The body of a change of password.
    ChangePasswordBody, CHANGE, Strict, Create
);

/// Change your password
///
/// Needs the present one. Every other session ends, this one goes on, and a letter tells the owner.
#[utoipa::path(
    put, path = "/api/v1/me/password", tag = "accounts", request_body = ChangePasswordBody, security(("bearer" = [])),
    responses((status = 204, description = "It is changed.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn change_password(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<StatusCode> {
    let values = read(&CHANGE, &headers, body).await?;
    let request = flow::ChangePassword {
        current: values.secret("current_password").to_owned(),
        new: values.secret("new_password").to_owned(),
        policy: desk.password_policy(caller.role.as_str()),
    };
    flow::change_password(&desk, &caller, request, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
