//! `POST /api/v1/admin/accounts`

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape, Values};
use http::{HeaderMap, StatusCode};

use crate::address::Origin;
use crate::caller::Caller;
use crate::declared::{MARKETPLACE, Model};
use crate::desk::Desk;
use crate::flow::{self, Manner, SignUp};
use crate::http::{AccountView, Answer, LONGEST_TYPED, sign_up_shape};

/// What the body holds: the identifiers that the model asks for, a password and a role.
pub fn add_account_shape(model: &Model) -> Shape {
    let asked = sign_up_shape(model).fields.into_iter();
    let identifiers = asked.filter(|field| ["username", "email", "phone"].contains(&field.name.as_str()));
    let password = Field::secret("password").max(LONGEST_TYPED).required().example("river-stone-42");
    let role = Field::text("role").max(40).required().example("staff");
    identifiers
        .fold(Shape::new("AddAccount"), Shape::field)
        .field(password.help("To begin with; the person should choose another."))
        .field(role.help("Any that may no more than the caller's."))
}
documented!(
    /// Who is to have an account.
    AddAccountBody, add_account_shape(&MARKETPLACE), Strict, Create
);

/// Add an account
///
/// For somebody else, with any role that may no more than the caller's. It is usable at once.
#[utoipa::path(
    post, path = "/api/v1/admin/accounts", tag = "administration", request_body = AddAccountBody,
    security(("bearer" = [])),
    responses((status = 201, description = "The account.", body = AccountView)),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn add_account(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<AccountView>)> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let (values, invalid) = add_account_shape(&desk.model).sift(&body, Manners::Strict, Mode::Create);
    let request = SignUp {
        username: values.opt_text("username").map(str::to_owned),
        password: values.secret("password").to_owned(),
        role: values.text("role").to_owned(),
        email: values.opt_text("email").map(str::to_owned),
        phone: values.opt_text("phone").map(str::to_owned),
        fields: Values::default(),
        policy: desk.password_policy(values.text("role")),
        manner: Manner::Discreet,
        invalid,
    };
    let account = flow::add_account(&desk, &caller, request, &origin).await?;
    Ok((StatusCode::CREATED, Json(account.into())))
}
