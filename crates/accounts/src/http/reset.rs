//! `POST /api/v1/password-resets` and `POST /api/v1/password-resets/complete`

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::State;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Field, Invalid, Shape};
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, StatusCode};

use super::{Answer, LONGEST_TYPED, read};
use crate::address::Origin;
use crate::desk::Desk;
use crate::flow::{self, Shown};
use crate::identifier::Identifier;
use crate::store::proofs::Purpose;

static ASK: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("AskReset").field(
        Field::text("identifier").max(1000).required().example("anna@example.com").help("As at sign-in, in any case."),
    )
});
documented!(
    /// Whose password is forgotten.
    AskResetBody, ASK, Strict, Create
);

static COMPLETE: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("CompleteReset")
        .field(Field::text("token").max(200).example("Jx3…").help("The last part of the letter's link."))
        .field(Field::text("identifier").max(1000).example("anna@example.com").help("With `code`: whose it is."))
        .field(Field::text("code").max(20).example("402857").help("The letter's code, instead of `token`."))
        .field(
            Field::secret("new_password")
                .max(LONGEST_TYPED)
                .required()
                .example("meadow-lantern-17")
                .help("10 to 128 characters."),
        )
});
documented!(
    /// What the letter said, and the new password.
    CompleteResetBody, COMPLETE, Strict, Create
);

/// Ask for a new password
///
/// A link and a code go to the account's stored address. The answer is the same for names that nobody has.
#[utoipa::path(
    post, path = "/api/v1/password-resets", tag = "accounts", request_body = AskResetBody, security(()),
    responses((status = 202, description = "If there is such an account, a letter is on its way.")),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn ask_reset(State(desk): State<Desk>, origin: Origin, headers: HeaderMap, body: Body) -> Answer<StatusCode> {
    let values = read(&ASK, &headers, body).await?;
    flow::ask_reset(&desk, Purpose::ResetPassword, Identifier::parse(values.text("identifier")), &origin).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Choose a new password
///
/// With the `token` of the letter's link, or with its `code` and the `identifier`. All sessions end; then sign in. A link
/// works once and for an hour, a code can be guessed at five times; a newer letter makes older ones void.
#[utoipa::path(
    post, path = "/api/v1/password-resets/complete", tag = "accounts", request_body = CompleteResetBody, security(()),
    responses((status = 204, description = "The new password holds.")),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn complete_reset(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: Body,
) -> Answer<StatusCode> {
    let values = read(&COMPLETE, &headers, body).await?;
    let shown = match (values.opt_text("token"), values.opt_text("identifier"), values.opt_text("code")) {
        (Some(token), None, None) => Shown::Link(token.to_owned()),
        (None, Some(identifier), Some(code)) => {
            Shown::Code { identifiers: Identifier::parse(identifier), code: code.to_owned() }
        }
        _ => return Err(Problem::invalid(Invalid::one("token", "required", Message::new("field-token-or-code")))),
    };
    flow::reset_password(&desk, shown, (values.secret("new_password"), None), &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
