//! `POST /api/v1/accounts`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use http::{HeaderMap, StatusCode};

use super::{AccountView, Answer, LONGEST_TYPED};
use crate::address::Origin;
use crate::desk::Desk;
use crate::flow::{Manner, SignUp, sign_up};

static SIGN_UP: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("SignUp")
        .field(
            Field::username("username")
                .max(150)
                .required()
                .example("anna")
                .help("What one signs in with; in any case."),
        )
        .field(
            Field::secret("password")
                .max(LONGEST_TYPED)
                .required()
                .example("river-stone-42")
                .help("10 to 128 characters."),
        )
        .field(Field::text("role").max(40).required().example("specialist").help("A role that is open to all."))
        .field(Field::email("email").nullable().example("anna@example.com"))
        .field(Field::phone("phone").nullable().example("+7 900 123-45-67"))
});
documented!(
    /// The body of a sign-up.
    SignUpBody, SIGN_UP, Strict, Create
);

/// Sign up
///
/// Makes an account that can sign in at once. Whether an e-mail address is known already stays between us and
/// its owner: the answer is the same, no account is made, and the owner gets a letter.
#[utoipa::path(
    post, path = "/api/v1/accounts", tag = "accounts", request_body = SignUpBody, security(()),
    responses((status = 201, description = "The account.", body = AccountView)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn create_account(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<AccountView>)> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let (values, invalid) = SIGN_UP.sift(&body, Manners::Strict, Mode::Create);
    let request = SignUp {
        username: values.text("username").to_owned(),
        password: values.secret("password").to_owned(),
        role: values.text("role").to_owned(),
        email: values.opt_text("email").map(str::to_owned),
        phone: values.opt_text("phone").map(str::to_owned),
        policy: desk.password_policy(),
        manner: Manner::Discreet,
        invalid,
    };
    let account = sign_up(&desk, request, &origin).await?;
    Ok((StatusCode::CREATED, Json(account.into())))
}
