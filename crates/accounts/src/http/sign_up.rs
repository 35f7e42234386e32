//! `POST /api/v1/accounts`

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Invalid, Limits, Manners, Mode, Shape, Values};
use http::{HeaderMap, StatusCode};

use super::{AccountView, Answer, LONGEST_TYPED};
use crate::address::Origin;
use crate::declared::{DeclaredField, Identifiers, MARKETPLACE, Model, Presence};
use crate::desk::Desk;
use crate::flow::{Manner, SignUp, sign_up};

/// What the body of a sign-up holds, as the model says: identifiers, and the declared fields that are asked for.
pub fn sign_up_shape(model: &Model) -> Shape {
    let Identifiers { username, email, phone } = model.identifiers;
    let asked = |presence: Presence, field: Field| match presence {
        Presence::Required => Some(field.required()),
        Presence::Optional => Some(field.nullable()),
        Presence::Off => None,
    };
    let name = Field::username("username").max(150).example("anna").help("What one signs in with; in any case.");
    let password = Field::secret("password").max(LONGEST_TYPED).required().example("river-stone-42");
    let role = Field::text("role").max(40).required().example("specialist").help("A role that is open to all.");
    let fields = [
        asked(username, name),
        Some(password.help("10 to 128 characters.")),
        Some(role),
        asked(email, Field::email("email").example("anna@example.com")),
        asked(phone, Field::phone("phone").example("+7 900 123-45-67")),
    ];
    let declared = model.sign_up_fields().map(DeclaredField::sign_up_input);
    fields.into_iter().flatten().chain(declared).fold(Shape::new("SignUp"), Shape::field)
}
documented!(
    /// The body of a sign-up.
    SignUpBody, sign_up_shape(&MARKETPLACE), Strict, Create
);

/// Sign up
///
/// Makes an account that can sign in at once. Whether an e-mail address is known already stays between us and
/// its owner: the answer is the same, no account is made, and the owner gets a letter. Where the operator has closed
/// registration, accounts are made by invitation only.
#[utoipa::path(
    post, path = "/api/v1/accounts", tag = "accounts", request_body = SignUpBody, security(()),
    responses(
        (status = 201, description = "The account.", body = AccountView),
        (status = 403, description = "Accounts are made by invitation only (`registration_closed`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn create_account(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<AccountView>)> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let (values, invalid) = sign_up_shape(&desk.model).sift(&body, Manners::Strict, Mode::Create);
    let account = sign_up(&desk, request(&desk, &values, invalid), &origin).await?;
    Ok((StatusCode::CREATED, Json(account.into())))
}

/// What was sent, as far as it could be read, with what could not.
pub fn request(desk: &Desk, values: &Values, invalid: Invalid) -> SignUp {
    SignUp {
        username: values.opt_text("username").map(str::to_owned),
        password: values.secret("password").to_owned(),
        role: values.text("role").to_owned(),
        email: values.opt_text("email").map(str::to_owned),
        phone: values.opt_text("phone").map(str::to_owned),
        fields: desk.model.sign_up_fields().fold(Values::default(), |mut sent, field| {
            if let Some(value) = values.get(&field.key) {
                sent.set(&field.key, value.clone());
            }
            sent
        }),
        policy: desk.password_policy(values.text("role")),
        manner: Manner::Discreet,
        invalid,
    }
}
