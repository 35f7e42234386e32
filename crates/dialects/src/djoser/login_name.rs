//! `POST /auth/users/set_username/`, `reset_username/` and `reset_username_confirm/`; where people are known by their
//! addresses, the same with `email`.

use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::declared::Login;
use frontdesk_accounts::flow::{self, AccountChange, ask_email_proof, edit_account, prove_owner, reset_login};
use frontdesk_accounts::store::proofs::Purpose;
use frontdesk_kit::input::{Mode, Values};
use frontdesk_kit::locale::Message;
use http::{HeaderMap, StatusCode};

use super::{Door, policy, proof, refusal};
use crate::wire::{Answer, Edit, by_email, read};

/// The fields in which the new name stands, and in which it is repeated.
fn fields(login: Login) -> (&'static str, &'static str) {
    match login {
        Login::Username => ("new_username", "re_new_username"),
        Login::Email => ("new_email", "re_new_email"),
    }
}

fn unless_same(values: &Values, login: Login) -> Answer<()> {
    let differ = Message::new("drf-fields-differ").arg("field", login.key());
    refusal::unless_same(values, fields(login), differ)
}

/// Change the name to log in with
///
/// With the password. A new address holds at once; the old one is told, and the new one gets a letter that proves it.
#[utoipa::path(
    post, path = "/auth/users/set_username/", tag = "djoser", operation_id = "djoser_set_username",
    security(("bearer" = [])),
    responses((status = 204, description = "The new name holds.")),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn set_login(State(door): State<Door>, edit: Edit) -> Answer<StatusCode> {
    let (login, (field, _)) = (door.login, fields(door.login));
    let values = read(&door.forms.set_login, &edit.headers, edit.body, Mode::Create).await?;
    unless_same(&values, login)?;
    let proven = prove_owner(&door.desk, &edit.caller, values.secret("current_password"), &edit.origin).await;
    proven.map_err(refusal::of_proof)?;
    let new = Some(values.text(field).to_owned());
    let mut change = AccountChange::nothing(policy());
    match login {
        Login::Username => change.username = new,
        Login::Email => change.email = new,
    }
    let user = edit.caller.user_id;
    let changed = edit_account(&door.desk, &edit.caller, user, change, &edit.origin).await;
    changed.map_err(|error| refusal::of_login(error, login.key(), field))?;
    if login == Login::Email {
        ask_email_proof(&door.desk, user, &edit.origin).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Ask for another name to log in with
///
/// The account's address gets a letter. The answer is the same whether somebody has the address or not.
#[utoipa::path(
    post, path = "/auth/users/reset_username/", tag = "djoser", operation_id = "djoser_reset_username",
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
    flow::ask_reset(&door.desk, Purpose::ResetLogin, by_email(values.text("email")), &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Choose another name to log in with
///
/// With `uid` and `token` of the letter; the token works once.
#[utoipa::path(
    post, path = "/auth/users/reset_username_confirm/", tag = "djoser", operation_id = "djoser_reset_username_confirm",
    security((), ("bearer" = [])),
    responses((status = 204, description = "The new name holds.")),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn confirm_reset(
    State(door): State<Door>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<StatusCode> {
    let (login, (field, _)) = (door.login, fields(door.login));
    let values = read(&door.forms.new_login, &headers, body, Mode::Create).await?;
    unless_same(&values, login)?;
    let owner = proof::owner(&door.desk, &values).await?;
    let link = proof::link(&door.desk, &owner, &values, |purpose| purpose == Purpose::ResetLogin).await?;
    let reset = reset_login(&door.desk, link, values.text(field), &origin).await;
    reset.map_err(|error| refusal::of_login(error, login.key(), field))?;
    if login == Login::Email {
        ask_email_proof(&door.desk, owner.id, &origin).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
