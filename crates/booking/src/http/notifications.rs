//! `/api/v1/me/notifications`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use http::HeaderMap;
use serde::Serialize;

use super::Answer;
use crate::Bookings;
use crate::model::Preferences;
use crate::store::preferences;

static WANTED: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("Notifications")
        .field(Field::boolean("bookings").required().help("Letters about what becomes of bookings."))
        .field(Field::boolean("reminders").required().help("Reminders of bookings to come."))
        .field(Field::boolean("sms").required().help("Text messages, to whoever has no verified e-mail address."))
});
documented!(
    /// What somebody wants to hear about bookings.
    NotificationsBody, WANTED, Strict, Create
);

/// What somebody wants to hear about bookings.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = NotificationPreferences)]
pub struct PreferencesView {
    bookings: bool,
    reminders: bool,
    /// Text messages, to whoever has no verified e-mail address.
    sms: bool,
}

impl From<Preferences> for PreferencesView {
    fn from(Preferences { bookings, reminders, sms }: Preferences) -> Self {
        Self { bookings, reminders, sms }
    }
}

/// What you hear about bookings
///
/// Everything, unless you have said otherwise.
#[utoipa::path(
    get, path = "/api/v1/me/notifications", tag = "bookings", security(("bearer" = [])),
    responses((status = 200, description = "What the caller wants to hear.", body = PreferencesView)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn show_notifications(State(bookings): State<Bookings>, caller: Caller) -> Answer<Json<PreferencesView>> {
    let user = caller.user_id;
    let read = async move |tx: &mut Tx| preferences::of(tx, user).await;
    let wanted = bookings.desk().db.read(read).await.map_err(|error: DbError| error)?;
    Ok(Json(wanted.into()))
}

/// Say what you want to hear about bookings
///
/// Letters go to a verified e-mail address; whoever has none gets text messages at a verified telephone number.
#[utoipa::path(
    put, path = "/api/v1/me/notifications", tag = "bookings", request_body = NotificationsBody,
    security(("bearer" = [])),
    responses(
        (status = 200, description = "What the caller wants to hear.", body = PreferencesView),
        (status = 422, description = "Some input cannot be accepted.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn set_notifications(
    State(bookings): State<Bookings>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<PreferencesView>> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = WANTED.read(&body, Manners::Strict, Mode::Create)?;
    let said = |key| values.boolean(key);
    let wanted = Preferences { bookings: said("bookings"), reminders: said("reminders"), sms: said("sms") };
    let user = caller.user_id;
    let put = async move |tx: &mut Tx| preferences::put(tx, user, wanted).await;
    bookings.desk().db.write(put).await.map_err(|error: DbError| error)?;
    Ok(Json(wanted.into()))
}
