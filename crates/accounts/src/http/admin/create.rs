//! `POST /api/v1/admin/accounts`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape, Values};
use http::{HeaderMap, StatusCode};

use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::flow::{self, Manner, SignUp};
use crate::http::{AccountView, Answer, LONGEST_TYPED};

static ADD: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("AddAccount")
        .field(Field::username("username").max(150).example("vera").help("Required if the model says so."))
        .field(
            Field::secret("password")
                .max(LONGEST_TYPED)
                .required()
                .example("river-stone-42")
                .help("To begin with; the person should choose another."),
        )
        .field(Field::text("role").max(40).required().example("staff").help("Any that may no more than the caller's."))
        .field(Field::email("email").nullable().example("vera@example.com"))
        .field(Field::phone("phone").nullable().example("+7 900 123-45-67"))
});
documented!(
    /// Who is to have an account.
    AddAccountBody, ADD, Strict, Create
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
    let (values, invalid) = ADD.sift(&body, Manners::Strict, Mode::Create);
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
