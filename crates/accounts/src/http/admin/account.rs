//! `GET`, `PATCH` and `DELETE /api/v1/admin/accounts/{id}`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use http::{HeaderMap, StatusCode};

use super::Target;
use super::views::ManagedAccountView;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::flow::{self, AccountChange};
use crate::http::Answer;

static CHANGE: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("AccountChange")
        .field(Field::username("username").max(150).example("anna"))
        .field(Field::email("email").example("anna@example.com").help("Nobody has verified a new one."))
        .field(Field::phone("phone").nullable().example("+7 900 123-45-67"))
        .field(Field::text("role").max(40).example("specialist").help("Never one that may do more than the caller."))
        .field(Field::boolean("suspended").help("`true` ends all sessions and lets nobody in."))
});
documented!(
    /// What is to be otherwise; what is not sent stays.
    AccountChangeBody, CHANGE, Strict, Patch
);

/// One account
#[utoipa::path(
    get, path = "/api/v1/admin/accounts/{id}", tag = "administration", security(("bearer" = [])),
    params(("id" = String, Path, description = "The account's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses(
        (status = 200, description = "The account.", body = ManagedAccountView),
        (status = 404, description = "There is none.", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.read_any"))),
)]
pub async fn show_account(
    State(desk): State<Desk>,
    caller: Caller,
    Target(person): Target,
) -> Json<ManagedAccountView> {
    Json(ManagedAccountView::new(&desk.model, &person, &caller))
}

/// Change an account
///
/// Names, role, suspension. Nobody touches an account that may do more than they; the last administrator stays one.
/// Passwords are not set here: start a reset.
#[utoipa::path(
    patch, path = "/api/v1/admin/accounts/{id}", tag = "administration", request_body = AccountChangeBody,
    security(("bearer" = [])),
    params(("id" = String, Path, description = "The account's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses(
        (status = 200, description = "The account.", body = ManagedAccountView),
        (status = 404, description = "There is none.", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
        (status = 409, description = "The last administrator stays (`last_admin`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn change_account(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Target(person): Target,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<ManagedAccountView>> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let (values, invalid) = CHANGE.sift(&body, Manners::Strict, Mode::Patch);
    let text = |key: &str| values.opt_text(key).map(str::to_owned);
    let change = AccountChange {
        username: text("username"),
        email: text("email"),
        phone: values.has("phone").then(|| text("phone")),
        role: text("role"),
        active: values.opt_boolean("suspended").map(|suspended| !suspended),
        invalid,
        ..AccountChange::nothing(desk.password_policy(&person.role))
    };
    let person = flow::edit_account(&desk, &caller, person.id, change, &origin).await?;
    Ok(Json(ManagedAccountView::new(&desk.model, &person, &caller)))
}

/// Delete an account
///
/// With its profile, services, sessions and picture, for good. Its names are free again; its id never comes back.
#[utoipa::path(
    delete, path = "/api/v1/admin/accounts/{id}", tag = "administration", security(("bearer" = [])),
    params(("id" = String, Path, description = "The account's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is none.", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
        (status = 409, description = "The last administrator stays (`last_admin`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn delete_account(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Target(person): Target,
) -> Answer<StatusCode> {
    flow::delete_account(&desk, &caller, person.id, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
