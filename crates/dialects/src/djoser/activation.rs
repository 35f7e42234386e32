//! `POST /auth/users/activation/` and `resend_activation/`: an address is shown to be its owner's.

use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{follow_link, send_proof_again};
use frontdesk_accounts::store::proofs::Purpose;
use frontdesk_kit::input::Mode;
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, StatusCode};

use super::{Door, proof, refusal};
use crate::wire::{Answer, read};

/// How many characters a link's secret has.
const SECRET: usize = 43;

/// Activate an account
///
/// With `uid` and `token` of the letter: its address is shown to be its owner's. Accounts can be used before.
#[utoipa::path(
    post, path = "/auth/users/activation/", tag = "djoser", operation_id = "djoser_activate",
    security((), ("bearer" = [])),
    responses((status = 204, description = "The address is verified."), (status = 403, description = "It was already.")),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn activate(
    State(door): State<Door>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<StatusCode> {
    let values = read(&door.forms.proof, &headers, body, Mode::Create).await?;
    let owner = proof::owner(&door.desk, &values).await?;
    let link = proof::link(&door.desk, &owner, &values, |purpose| purpose == Purpose::VerifyEmail).await?;
    match follow_link(&door.desk, link, &origin).await {
        // A link that has been followed is forgotten: all that is left of it is what it did.
        Err(AccountError::Invalid(_)) if owner.email_verified_at.is_some() && is_secret(values.text("token")) => {
            Err(Problem::forbidden().with_detail(Message::new("drf-link-token-stale")))
        }
        followed => followed.map(|_| StatusCode::NO_CONTENT).map_err(refusal::of_proof),
    }
}

fn is_secret(text: &str) -> bool {
    text.len() == SECRET && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Send the letter again
///
/// The answer is the same whether somebody has the address or not.
#[utoipa::path(
    post, path = "/auth/users/resend_activation/", tag = "djoser", operation_id = "djoser_resend_activation",
    security((), ("bearer" = [])),
    responses((status = 204, description = "If there is such an account, and it is not verified, a letter is on its way.")),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn resend(
    State(door): State<Door>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<StatusCode> {
    let values = read(&door.forms.address, &headers, body, Mode::Create).await?;
    send_proof_again(&door.desk, values.text("email"), &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
