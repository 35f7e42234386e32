//! `POST /api/users/register/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{Manner, SignUp, furnish_profile, sign_up};
use frontdesk_accounts::password::PasswordPolicy;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape, Value, Values};
use http::{HeaderMap, StatusCode};

use super::views::UserView;
use crate::wire::{Answer, plain_role, read_body};

/// Code points of a password.
const LONGEST_PASSWORD: usize = 255;

pub(super) static REGISTER: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("UsersRegister")
        .field(Field::email("email").max(255).required().example("anna@example.com"))
        .field(Field::text("username").max(50).required().example("Анна"))
        .field(Field::secret("password").max(LONGEST_PASSWORD as i64).required().example("Quiet-Harbor-42"))
});

/// Register
///
/// With an e-mail address; the name is only what people are called.
#[utoipa::path(
    post, path = "/api/users/register/", tag = "users", operation_id = "users_register", security((), ("session" = [])),
    responses((status = 201, description = "Registered.", body = UserView)),
    extensions(("x-rule" = json!("public")), ("x-credentials" = json!("cookie"))),
)]
pub async fn register(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<UserView>)> {
    let body = read_body(&headers, body, Limits::json()).await?;
    let account = sign_up(&desk, request(&desk, &body), &origin).await?;
    let person = furnish_profile(&desk, account.id).await?;
    Ok((StatusCode::CREATED, Json(UserView::from(&person))))
}

/// Takes what can be read even where some fields are faulty, so that all faults are told at once.
fn request(desk: &Desk, body: &Body) -> SignUp {
    let (values, invalid) = REGISTER.sift(body, Manners::Lenient, Mode::Create);
    let mut fields = Values::default();
    fields.set("display_name", Value::Text(values.text("username").to_owned()));
    SignUp {
        username: None,
        password: values.secret("password").to_owned(),
        role: plain_role(desk),
        email: values.opt_text("email").map(str::to_owned),
        phone: None,
        fields,
        policy: PasswordPolicy::contract().with_lengths(8, LONGEST_PASSWORD),
        manner: Manner::Plain,
        invalid,
    }
}
