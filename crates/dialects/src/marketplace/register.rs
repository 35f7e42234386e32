//! `POST /api/auth/register/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{Manner, SignUp, sign_up};
use frontdesk_accounts::password::PasswordPolicy;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape, Values};
use frontdesk_kit::locale::{self, Message};
use http::{HeaderMap, StatusCode, header};
use serde_json::{Value, json};

use crate::render::Dialect;
use crate::wire::{Answer, read_body};

pub(super) static REGISTER: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("MarketplaceRegister")
        .field(Field::username("username").max(150).required().example("anna"))
        .field(Field::secret("password").max(1024).required().example("Quiet-Harbor-42"))
        .field(Field::choice("role", ["client", "specialist"]).required().example("specialist"))
        .field(Field::email("email").may_be_blank().example("anna@example.com"))
        .field(Field::phone("phone").nullable().may_be_blank().example("+7 900 123-45-67"))
});

/// Register
///
/// As a client or a specialist; no other role can be asked for.
#[utoipa::path(
    post, path = "/api/auth/register/", tag = "marketplace", operation_id = "marketplace_register", security((), ("bearer" = [])),
    responses((status = 201, description = "Registered.", body = Value, example = json!({"message": "Регистрация прошла успешно"}))),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn register(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<Value>)> {
    let body = read_body(&headers, body, Limits::json()).await?;
    sign_up(&desk, request(&body), &origin).await?;
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = Dialect::Marketplace.language(language);
    let message = locale::text(lang, &Message::new("marketplace-registered"));
    Ok((StatusCode::CREATED, Json(json!({ "message": message }))))
}

/// Takes what can be read even where some fields are faulty, so that all faults are told at once.
fn request(body: &Body) -> SignUp {
    let (values, invalid) = REGISTER.sift(body, Manners::Lenient, Mode::Create);
    SignUp {
        username: values.opt_text("username").map(str::to_owned),
        password: values.secret("password").to_owned(),
        role: values.text("role").to_owned(),
        email: values.opt_text("email").map(str::to_owned),
        phone: values.opt_text("phone").filter(|text| !text.is_empty()).map(str::to_owned),
        fields: Values::default(),
        policy: PasswordPolicy::contract(),
        manner: Manner::Sparing,
        invalid,
    }
}
