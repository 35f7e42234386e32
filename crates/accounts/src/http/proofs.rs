//! Addresses and numbers that are shown to be their owner's: `/api/v1/me/email…`, `/api/v1/me/phone…`, `/api/v1/links`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Field, Shape};
use http::{HeaderMap, StatusCode};
use serde::Serialize;

use super::{AccountView, Answer, current_password, read};
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::flow;
use crate::store::proofs::Purpose;

static EMAIL: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("ChangeEmail")
        .field(Field::email("email").required().example("anna@example.org"))
        .field(current_password())
});
documented!(
    /// The address that is to be the account's.
    ChangeEmailBody, EMAIL, Strict, Create
);

static PHONE: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("ChangePhone")
        .field(Field::phone("phone").nullable().required().example("+7 900 123-45-67").help("`null` for none."))
        .field(current_password())
});
documented!(
    /// The number that is to be the account's.
    ChangePhoneBody, PHONE, Strict, Create
);

static CODE: LazyLock<Shape> =
    LazyLock::new(|| Shape::new("ShownCode").field(Field::text("code").max(20).required().example("402857")));
documented!(
    /// The code of the letter or message.
    ShownCodeBody, CODE, Strict, Create
);

static LINK: LazyLock<Shape> =
    LazyLock::new(|| Shape::new("FollowedLink").field(Field::text("token").max(200).required().example("Jx3…")));
documented!(
    /// The last part of a letter's link.
    FollowedLinkBody, LINK, Strict, Create
);

/// What a link was good for.
#[derive(Serialize, utoipa::ToSchema)]
pub struct FollowedLinkView {
    /// `verify_email`, `change_email` or `disown_sign_in`.
    #[schema(example = "verify_email")]
    pub purpose: &'static str,
}

/// Change your e-mail address
///
/// Needs the password. The new address gets a letter with a link and a code, and is the account's once one of them is
/// shown; then the old address is told. Whether the address is somebody else's is not said.
#[utoipa::path(
    put, path = "/api/v1/me/email", tag = "accounts", request_body = ChangeEmailBody, security(("bearer" = [])),
    responses((status = 202, description = "If the address is free, a letter to it is on its way.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn change_email(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<StatusCode> {
    let values = read(&EMAIL, &headers, body).await?;
    let asked = (values.text("email"), values.secret("current_password"));
    flow::ask_email_change(&desk, &caller, asked, &origin).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Show the code that the new address got
#[utoipa::path(
    post, path = "/api/v1/me/email/code", tag = "accounts", request_body = ShownCodeBody, security(("bearer" = [])),
    responses((status = 204, description = "The new address is the account's.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn show_email_change_code(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<StatusCode> {
    show(&desk, &caller, Purpose::ChangeEmail, &origin, (headers, body)).await
}

/// Ask for a proof of your address
///
/// The account's address gets a letter with a link and a code, unless it is verified already.
#[utoipa::path(
    post, path = "/api/v1/me/email/proof", tag = "accounts", security(("bearer" = [])),
    responses((status = 202, description = "A letter is on its way.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn ask_email_proof(State(desk): State<Desk>, caller: Caller, origin: Origin) -> Answer<StatusCode> {
    flow::ask_email_proof(&desk, caller.user_id, &origin).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Show the code that your address got
#[utoipa::path(
    post, path = "/api/v1/me/email/proof/code", tag = "accounts", request_body = ShownCodeBody,
    security(("bearer" = [])),
    responses((status = 204, description = "The address is verified.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn show_email_code(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<StatusCode> {
    show(&desk, &caller, Purpose::VerifyEmail, &origin, (headers, body)).await
}

/// Follow a letter's link
///
/// Verifies an address, makes a new one the account's, or says of a sign-in that it was somebody else's: then every
/// session ends, the password is void, and a letter to choose another is sent. Nobody has to be signed in. A link works once; that of a
/// forgotten password belongs to `/api/v1/password-resets/complete`.
#[utoipa::path(
    post, path = "/api/v1/links", tag = "accounts", request_body = FollowedLinkBody, security(()),
    responses((status = 200, description = "Done.", body = FollowedLinkView)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn follow_link(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<Json<FollowedLinkView>> {
    let values = read(&LINK, &headers, body).await?;
    let purpose = flow::follow_link(&desk, values.text("token"), &origin).await?;
    Ok(Json(FollowedLinkView { purpose: purpose.name() }))
}

/// Change your telephone number
///
/// Needs the password. A new number gets a code; until that is shown the number proves nothing.
#[utoipa::path(
    put, path = "/api/v1/me/phone", tag = "accounts", request_body = ChangePhoneBody, security(("bearer" = [])),
    responses((status = 200, description = "The account.", body = AccountView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn change_phone(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<Json<AccountView>> {
    let values = read(&PHONE, &headers, body).await?;
    let asked = (values.opt_text("phone"), values.secret("current_password"));
    Ok(Json(flow::change_phone(&desk, &caller, asked, &origin).await?.into()))
}

/// Ask for a proof of your number
///
/// The account's number gets a code, unless it is verified already.
#[utoipa::path(
    post, path = "/api/v1/me/phone/proof", tag = "accounts", security(("bearer" = [])),
    responses((status = 202, description = "A message is on its way.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn ask_phone_proof(State(desk): State<Desk>, caller: Caller, origin: Origin) -> Answer<StatusCode> {
    flow::ask_phone_proof(&desk, &caller, &origin).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Show the code that your number got
///
/// Five wrong ones burn it; then ask for another.
#[utoipa::path(
    post, path = "/api/v1/me/phone/proof/code", tag = "accounts", request_body = ShownCodeBody,
    security(("bearer" = [])),
    responses((status = 204, description = "The number is verified.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn show_phone_code(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<StatusCode> {
    show(&desk, &caller, Purpose::VerifyPhone, &origin, (headers, body)).await
}

async fn show(
    desk: &Desk,
    caller: &Caller,
    purpose: Purpose,
    origin: &Origin,
    (headers, body): (HeaderMap, Body),
) -> Answer<StatusCode> {
    let values = read(&CODE, &headers, body).await?;
    flow::show_code(desk, caller, (purpose, values.text("code")), origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
