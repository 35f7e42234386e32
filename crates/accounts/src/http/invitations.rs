//! `POST /api/v1/invitations/lookup` and `POST /api/v1/invitations/acceptance`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Invalid, Limits, Manners, Mode, Shape};
use frontdesk_kit::locale::{Lang, Message};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;

use super::sign_up::{request, sign_up_shape};
use super::{AccountView, Answer, read};
use crate::address::Origin;
use crate::declared::{MARKETPLACE, Model};
use crate::desk::Desk;
use crate::flow::{self, look_at_invitation};

fn token() -> Field {
    Field::text("token").max(200).required().example("Jx3…").help("The last part of the letter's link.")
}

static LOOK: LazyLock<Shape> = LazyLock::new(|| Shape::new("InvitationToken").field(token()));
documented!(
    /// What the letter said.
    InvitationTokenBody, LOOK, Strict, Create
);

/// What accepting an invitation takes: its secret, and what a sign-up does but for the role and the address.
pub fn acceptance_shape(model: &Model) -> Shape {
    let asked = sign_up_shape(model).fields.into_iter();
    let asked = asked.filter(|field| !["role", "email"].contains(&field.name.as_str()));
    asked.fold(Shape::new("AcceptInvitation").field(token()), Shape::field)
}
documented!(
    /// What the letter said, and what a sign-up asks for.
    AcceptInvitationBody, acceptance_shape(&MARKETPLACE), Strict, Create
);

/// What an invitation is for.
#[derive(Serialize, utoipa::ToSchema)]
pub struct OpenInvitation {
    /// The address that the account will have; it is verified by accepting.
    #[schema(example = "vera@example.com")]
    pub email: String,
    #[schema(example = "staff")]
    pub role: String,
    /// The role's name for people.
    #[schema(example = "Staff")]
    pub role_label: String,
    #[schema(value_type = String, format = DateTime, example = "2026-11-29T06:00:00Z")]
    pub expires_at: Timestamp,
}

/// Look at an invitation
///
/// Nothing is used up by looking.
#[utoipa::path(
    post, path = "/api/v1/invitations/lookup", tag = "accounts", request_body = InvitationTokenBody, security(()),
    responses((status = 200, description = "It can be accepted.", body = OpenInvitation)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn look_up_invitation(
    State(desk): State<Desk>,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<OpenInvitation>> {
    let values = read(&LOOK, &headers, body).await?;
    let refused = || Problem::invalid(Invalid::one("token", "proof_refused", Message::new("field-proof-refused")));
    let invitation = look_at_invitation(&desk, values.text("token")).await?.ok_or_else(refused)?;
    let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = Lang::from_accept_language(wished, Lang::DEFAULT);
    let label = desk.model.role(&invitation.role).map(|role| role.label.in_lang(lang).to_owned());
    Ok(Json(OpenInvitation {
        email: invitation.email,
        role_label: label.unwrap_or_else(|| invitation.role.clone()),
        role: invitation.role,
        expires_at: invitation.expires_at,
    }))
}

/// Accept an invitation
///
/// Signs up, also where registration is closed: with the role of the invitation, under the address that got the letter, which
/// is verified by it. Works once.
#[utoipa::path(
    post, path = "/api/v1/invitations/acceptance", tag = "accounts", request_body = AcceptInvitationBody, security(()),
    responses((status = 201, description = "The account.", body = AccountView)),
    extensions(("x-rule" = json!("open"))),
)]
pub async fn accept_invitation(
    State(desk): State<Desk>,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<AccountView>)> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let (values, invalid) = acceptance_shape(&desk.model).sift(&body, Manners::Strict, Mode::Create);
    let token = values.text("token").to_owned();
    let account = flow::accept_invitation(&desk, &token, request(&desk, &values, invalid), &origin).await?;
    Ok((StatusCode::CREATED, Json(account.into())))
}
