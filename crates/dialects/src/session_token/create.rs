//! `POST /api/user/`

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{AccountChange, Manner, SignUp, add_account, edit_account, sign_up};
use frontdesk_accounts::model::Account;
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::users;
use frontdesk_kit::db::DbError;
use frontdesk_kit::input::{Invalid, Limits, Manners, Mode, Values};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, StatusCode};

use super::views::RecordView;
use super::{fields, refused};
use crate::wire::{Answer, plain_role, read_body};

/// Sign up
///
/// Anybody may. The account is active and has no rights, whatever the flags say, unless an administrator makes it.
#[utoipa::path(
    post, path = "/api/user/", tag = "session-token", operation_id = "session_token_create",
    security((), ("session" = [])),
    responses((status = 201, description = "The record.", body = RecordView)),
    extensions(("x-rule" = json!("public")), ("x-credentials" = json!("cookie"))),
)]
pub async fn create_record(
    State(desk): State<Desk>,
    caller: Option<Caller>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<RecordView>)> {
    let body = read_body(&headers, body, Limits::json()).await?;
    let (sent, invalid) = fields::NEW_RECORD.sift(&body, Manners::Lenient, Mode::Create);
    let request = request(&desk, &sent, invalid);
    let made = match caller.filter(|caller| caller.may(Permission::ManageAnyAccount)) {
        Some(caller) => add(&desk, &caller, (request, &sent), &origin).await,
        None => sign_up(&desk, request, &origin).await,
    };
    let account = made.map_err(refused)?;
    let found = desk.db.read(async move |tx| users::person(tx, account.id).await).await;
    let person = found.map_err(|error: DbError| error)?.ok_or_else(Problem::not_found)?;
    Ok((StatusCode::CREATED, Json(RecordView::new(&person))))
}

/// Makes an account with the rights that the flags of `sent` ask for, and switches it off if they say so.
async fn add(
    desk: &Desk,
    caller: &Caller,
    (request, sent): (SignUp, &Values),
    origin: &Origin,
) -> Result<Account, AccountError> {
    let role = fields::role(&request.role, sent).unwrap_or_else(|| request.role.clone());
    let account = add_account(desk, caller, SignUp { role, ..request }, origin).await?;
    if sent.opt_boolean("is_active") == Some(false) {
        let off = AccountChange { active: Some(false), ..AccountChange::nothing(fields::policy()) };
        edit_account(desk, caller, account.id, off, origin).await?;
    }
    Ok(account)
}

/// Takes what can be read even where some fields are faulty, so that all faults are told at once.
fn request(desk: &Desk, sent: &Values, invalid: Invalid) -> SignUp {
    SignUp {
        username: None,
        password: sent.secret("password").to_owned(),
        role: plain_role(desk),
        email: sent.opt_text("email").map(str::to_owned),
        phone: fields::phone(sent).flatten(),
        fields: fields::declared(sent),
        policy: fields::policy(),
        manner: Manner::Plain,
        invalid,
    }
}
