//! `GET` and `POST /auth/users/`

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Login;
use frontdesk_accounts::flow::{Manner, SignUp, ask_email_proof, list_people, read_person, sign_up};
use frontdesk_kit::input::{Invalid, Limits, Manners, Mode, Values};
use http::{HeaderMap, StatusCode};

use super::views::{NewUserView, UserView};
use super::{Door, policy, refusal};
use crate::wire::{Answer, json, plain_role, read_body};

/// List accounts
///
/// Complete, in ascending order of id, for staff and administrators. Everybody else sees their own alone.
#[utoipa::path(
    get, path = "/auth/users/", tag = "djoser", operation_id = "djoser_users", security(("bearer" = [])),
    responses((status = 200, description = "The accounts.", body = Vec<UserView>)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn list_users(State(door): State<Door>, caller: Caller) -> Answer<Response> {
    let login = door.login;
    if caller.may_read_accounts() {
        return Ok(json(list_people(&door.desk, move |person| UserView::new(person, login)).await?));
    }
    let person = read_person(&door.desk, &caller, caller.user_id).await?;
    Ok(Json([UserView::new(&person, login)]).into_response())
}

/// Sign up
///
/// The account can be used at once; its address gets a letter that proves it. A role can be asked for if it is open to all.
#[utoipa::path(
    post, path = "/auth/users/", tag = "djoser", operation_id = "djoser_create_user", security((), ("bearer" = [])),
    responses(
        (status = 201, description = "The account.", body = NewUserView),
        (status = 403, description = "Nobody may sign up without an invitation."),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn create_user(
    State(door): State<Door>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<NewUserView>)> {
    let body = read_body(&headers, body, Limits::json()).await?;
    let (values, invalid) = door.forms.sign_up.sift(&body, Manners::Lenient, Mode::Create);
    if invalid.is_empty() {
        refusal::unless_same(&values, ("password", "re_password"), refusal::passwords_differ())?;
    }
    let request = request(&door, &values, invalid);
    let account = sign_up(&door.desk, request, &origin).await.map_err(refusal::of_newcomer)?;
    ask_email_proof(&door.desk, account.id, &origin).await?;
    Ok((StatusCode::CREATED, Json(NewUserView::new(&account, door.login))))
}

/// Takes what can be read even where some fields are faulty, so that all faults are told at once.
fn request(door: &Door, values: &Values, invalid: Invalid) -> SignUp {
    SignUp {
        username: values.opt_text("username").map(str::to_owned),
        password: values.secret("password").to_owned(),
        role: values.opt_text("role").map_or_else(|| plain_role(&door.desk), str::to_owned),
        email: values.opt_text("email").map(str::to_owned),
        phone: None,
        fields: Values::default(),
        policy: policy(),
        // Django's own users may share an address unless they are known by it.
        manner: if door.login == Login::Username { Manner::Sparing } else { Manner::Plain },
        invalid,
    }
}
