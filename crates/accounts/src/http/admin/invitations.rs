//! `GET` and `POST /api/v1/admin/invitations`, `DELETE /api/v1/admin/invitations/{id}`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{Path, RawQuery, State};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use frontdesk_kit::page::{Page, bad_cursor, paged};
use frontdesk_kit::problem::Problem;
use frontdesk_kit::{documented, documented_query};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};

use super::events::EventPerson;
use super::scope;
use crate::address::Origin;
use crate::caller::Caller;
use crate::declared::{DeclaredField, FieldType, MARKETPLACE, Model};
use crate::desk::Desk;
use crate::flow::{self, Invite};
use crate::http::Answer;
use crate::identifier::Email;
use crate::store::invitations::{Invitation, InvitationSearch, State as Stage, list};

static LIST: LazyLock<Shape> = LazyLock::new(|| {
    let query = Shape::new("InvitationList")
        .field(Field::choice("state", Stage::ALL.map(Stage::name)).help("What has become of them."))
        .field(Field::email("email").example("vera@example.com").help("To whom they went, in any case."));
    paged(query, "Invitations")
});
documented_query!(
    /// Which invitations are looked for.
    InvitationListQuery, LIST, Strict
);

/// What the body of an invitation holds: address and role, and of the declared fields, with which the profile may begin,
/// those that `knows` says.
pub fn invite_shape(model: &Model, knows: impl Fn(&DeclaredField) -> bool) -> Shape {
    let declared = model.fields.iter().filter(|field| field.kind != FieldType::Image && knows(field));
    let declared = declared.map(|field| Field { required: false, ..field.input().clone() });
    let own = Shape::new("Invite")
        .field(Field::email("email").required().example("vera@example.com"))
        .field(Field::text("role").max(40).required().example("staff").help("Any that may no more than the caller's."));
    declared.fold(own, Shape::field)
}
documented!(
    /// Who is to be invited. The profile begins with the declared fields that are sent: those that its owner or the caller
    /// may change.
    InviteBody, invite_shape(&MARKETPLACE, |_| true), Strict, Create
);

/// An invitation as administration sees it.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Invitation)]
pub struct InvitationView {
    #[schema(format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    pub id: String,
    #[schema(example = "vera@example.com")]
    pub email: String,
    #[schema(example = "staff")]
    pub role: String,
    /// The declared fields that the profile begins with, as far as the caller may read them.
    #[schema(value_type = Object)]
    pub fields: Map<String, Value>,
    /// `waiting`, `accepted`, `revoked` or `expired`.
    #[schema(example = "waiting")]
    pub state: &'static str,
    /// Who sent it; `null` for the operator.
    pub invited_by: Option<EventPerson>,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    pub created_at: Timestamp,
    #[schema(value_type = String, format = DateTime, example = "2026-11-29T06:00:00Z")]
    pub expires_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    pub accepted_at: Option<Timestamp>,
    /// The account that it became; the invitation goes with it.
    #[schema(format = Uuid)]
    pub account_id: Option<String>,
}

impl InvitationView {
    fn new(desk: &Desk, caller: &Caller, invitation: &Invitation) -> Self {
        let mut fields: Map<String, Value> = serde_json::from_str(&invitation.fields).unwrap_or_default();
        let may_read = |field: &DeclaredField| field.readable(Some(&caller.role), false);
        fields.retain(|key, _| desk.model.field(key).is_some_and(may_read));
        let person = |id: PublicId| EventPerson { id: id.to_string(), username: invitation.inviter_name.clone() };
        Self {
            id: invitation.public_id.to_string(),
            email: invitation.email.clone(),
            role: invitation.role.clone(),
            fields,
            state: invitation.state(desk.clock.now()).name(),
            invited_by: invitation.inviter.map(person),
            created_at: invitation.created_at,
            expires_at: invitation.expires_at,
            accepted_at: invitation.accepted_at,
            account_id: invitation.account.map(|id| id.to_string()),
        }
    }
}

/// List invitations
///
/// The newest first.
#[utoipa::path(
    get, path = "/api/v1/admin/invitations", tag = "administration", params(InvitationListQuery),
    security(("bearer" = [])),
    responses((status = 200, description = "A page of invitations.", body = Page<InvitationView>)),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn list_invitations(
    State(desk): State<Desk>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Answer<Json<Page<InvitationView>>> {
    let values = LIST.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (scope, limit, now) = (scope("invitations", &values), values.integer("limit"), desk.clock.now());
    let place = |cursor: &str| desk.cursor_key.open(&scope, cursor)?.first()?.parse().ok();
    let before = match values.opt_text("cursor") {
        None => i64::MAX,
        Some(cursor) => place(cursor).ok_or_else(bad_cursor)?,
    };
    let stage = values.opt_text("state").and_then(|name| Stage::ALL.into_iter().find(|stage| stage.name() == name));
    // Nobody's key is empty.
    let key = |text: &str| Email::parse(text).map(|email| email.key().to_owned()).unwrap_or_default();
    let search = InvitationSearch { state: stage, email: values.opt_text("email").map(key), before, limit: limit + 1 };
    let find = async move |tx: &mut Tx| list(tx, &search, now).await;
    let found = desk.db.read(find).await.map_err(|error: DbError| error)?;
    let page = Page::cut(found, limit, |last| desk.cursor_key.seal(&scope, &[last.id.to_string()]));
    let items = page.items.iter().map(|invitation| InvitationView::new(&desk, &caller, invitation)).collect();
    Ok(Json(Page { items, next_cursor: page.next_cursor }))
}

/// Invite somebody
///
/// The address gets a letter with a link, which works once and for some days (seven unless the operator says otherwise);
/// whoever follows it has an account with this role under this address, also where registration is closed. A newer
/// invitation to the same address makes the older one void.
#[utoipa::path(
    post, path = "/api/v1/admin/invitations", tag = "administration", request_body = InviteBody,
    security(("bearer" = [])),
    responses((status = 201, description = "The invitation; its letter is on its way.", body = InvitationView)),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn invite(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<(StatusCode, Json<InvitationView>)> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let shape = invite_shape(&desk.model, |field| flow::knows(&desk, &caller, field));
    let (fields, invalid) = shape.sift(&body, Manners::Strict, Mode::Create);
    let (email, role) = (fields.text("email").to_owned(), fields.text("role").to_owned());
    let invitation = flow::invite(&desk, &caller, Invite { email, role, fields, invalid }, &origin).await?;
    Ok((StatusCode::CREATED, Json(InvitationView::new(&desk, &caller, &invitation))))
}

/// Take an invitation back
///
/// Its link leads nowhere from now on. One that is expired or taken back already stays so.
#[utoipa::path(
    delete, path = "/api/v1/admin/invitations/{id}", tag = "administration", security(("bearer" = [])),
    params(("id" = String, Path, description = "The invitation's id.", example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")),
    responses(
        (status = 204, description = "It is void."),
        (status = 404, description = "There is none.", body = ref("#/components/schemas/Problem"),
         content_type = "application/problem+json"),
        (status = 409, description = "It was accepted already (`invitation_accepted`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("account.manage_any"))),
)]
pub async fn revoke_invitation(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    Path(id): Path<String>,
) -> Answer<StatusCode> {
    let id = PublicId::parse(&id).ok_or_else(Problem::not_found)?;
    flow::revoke_invitation(&desk, &caller, id, &origin).await?;
    Ok(StatusCode::NO_CONTENT)
}
