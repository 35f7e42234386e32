//! `POST /auth/users/set_password/`, `reset_password/` and `reset_password_confirm/`

use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::flow::{self, ChangePassword, Shown, change_password, reset_password};
use frontdesk_accounts::store::proofs::Purpose;
use frontdesk_kit::input::Mode;
use http::{HeaderMap, StatusCode};

use super::{Door, policy, proof, refusal};
use crate::wire::{Answer, Edit, by_email, read};

const TWICE: (&str, &str) = ("new_password", "re_new_password");

/// Change your password
///
/// With the present one. All other sessions end, this one goes on.
#[utoipa::path(
    post, path = "/auth/users/set_password/", tag = "djoser", operation_id = "djoser_set_password",
    security(("bearer" = [])),
    responses((status = 204, description = "The new password holds.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn set_password(State(door): State<Door>, edit: Edit) -> Answer<StatusCode> {
    let values = read(&door.forms.set_password, &edit.headers, edit.body, Mode::Create).await?;
    refusal::unless_same(&values, TWICE, refusal::passwords_differ())?;
    let request = ChangePassword {
        current: values.secret("current_password").to_owned(),
        new: values.secret("new_password").to_owned(),
        policy: policy(),
    };
    change_password(&door.desk, &edit.caller, request, &edit.origin).await.map_err(refusal::of_proof)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ask for a new password
///
/// The account's address gets a letter. The answer is the same whether somebody has the address or not.
#[utoipa::path(
    post, path = "/auth/users/reset_password/", tag = "djoser", operation_id = "djoser_reset_password",
    security((), ("bearer" = [])),
    responses((status = 204, description = "If there is such an account, a letter is on its way.")),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn ask_reset(
    State(door): State<Door>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<StatusCode> {
    let values = read(&door.forms.address, &headers, body, Mode::Create).await?;
    flow::ask_reset(&door.desk, Purpose::ResetPassword, by_email(values.text("email")), &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Choose a new password
///
/// With `uid` and `token` of the letter; the token works once. All sessions end.
#[utoipa::path(
    post, path = "/auth/users/reset_password_confirm/", tag = "djoser", operation_id = "djoser_reset_password_confirm",
    security((), ("bearer" = [])),
    responses((status = 204, description = "The new password holds.")),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn confirm_reset(
    State(door): State<Door>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<StatusCode> {
    let values = read(&door.forms.new_password, &headers, body, Mode::Create).await?;
    refusal::unless_same(&values, TWICE, refusal::passwords_differ())?;
    let owner = proof::owner(&door.desk, &values).await?;
    let link = proof::link(&door.desk, &owner, &values, Purpose::chooses_password).await?;
    let new = (values.secret("new_password"), Some(policy()));
    let reset = reset_password(&door.desk, Shown::Link(link.to_owned()), new, &origin).await;
    reset.map_err(refusal::of_proof)?;
    Ok(StatusCode::NO_CONTENT)
}
