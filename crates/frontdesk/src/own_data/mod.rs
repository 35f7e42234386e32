//! All that is on record about somebody, for them to take along.

mod archive;
mod gather;

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::address::Origin;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::flow::{Owner, prove_owner};
use frontdesk_accounts::http::current_password;
use frontdesk_accounts::store::events::{Event, record};
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Limits, Manners, Mode, Shape};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, header};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

static EXPORT: LazyLock<Shape> = LazyLock::new(|| Shape::new("ExportOwnData").field(current_password()));
documented!(
    /// The fresh proof that it is the owner who wants this.
    ExportOwnDataBody, EXPORT, Strict, Create
);

/// The routes of this file.
pub fn router(desk: Desk) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(export_own_data)).with_state(desk)
}

/// Export your data
///
/// Needs the password. A ZIP archive with everything on record about the caller, as JSON and as CSV: account, profile
/// and picture, services, locations with their hours, bookings, reviews, favourites, calendars, what they wait for,
/// sessions, known devices, security events.
#[utoipa::path(
    post, path = "/api/v1/me/export", tag = "accounts", request_body = ExportOwnDataBody, security(("bearer" = [])),
    responses((status = 200, description = "The archive.", content_type = "application/zip", body = Vec<u8>)),
    extensions(("x-rule" = json!("signed_in"))),
)]
async fn export_own_data(
    State(desk): State<Desk>,
    caller: Caller,
    origin: Origin,
    headers: HeaderMap,
    body: HttpBody,
) -> Result<Response, Problem> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = EXPORT.read(&body, Manners::Strict, Mode::Create)?;
    let Owner { account, .. } = prove_owner(&desk, &caller, values.secret("current_password"), &origin).await?;
    let (user, now) = (account.id, desk.clock.now());
    let note =
        async move |tx: &mut Tx| record(tx, Event::DataExported, (Some(user), Some(user)), &origin, "", now).await;
    desk.db.write(note).await.map_err(|error: DbError| error)?;
    let data =
        desk.db.report(async move |tx| gather::gather(tx, user, now).await).await.map_err(|error: DbError| error)?;
    let name = data.person.avatar.clone();
    let shared = desk.clone();
    let archive = tokio::task::spawn_blocking(move || {
        archive::pack(&data, name.as_deref().and_then(|name| archive::picture(&shared, name)))
    });
    let bytes = archive.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"my-data.zip\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, bytes).into_response())
}
