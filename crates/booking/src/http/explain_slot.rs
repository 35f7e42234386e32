//! `GET /api/v1/services/{id}/slots/explain`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::documented_query;
use frontdesk_kit::input::{Field, Manners, Shape};
use frontdesk_kit::locale::{self, Lang};
use http::{HeaderMap, HeaderValue, header};
use serde::Serialize;

use super::slots::{visit, with_visit};
use super::{Answer, Id};
use crate::{Bookings, flow, reasons};

static MOMENT: LazyLock<Shape> = LazyLock::new(|| {
    let at =
        Field::moment("at").help("The start that is asked about; now, if it is left out. Write a plus sign as `%2B`.");
    with_visit(Shape::new("SlotQuestion").field(at))
});
documented_query!(
    /// Which time is asked about.
    SlotQuestion, MOMENT, Strict
);

/// Whether the service can begin then.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SlotExplanation)]
pub struct ExplanationView {
    free: bool,
    /// Why not, in one stable word; `null` if it is free.
    #[schema(example = "lead_time")]
    reason: Option<&'static str>,
    /// The same for people, in the language of the request.
    #[schema(example = "That is too soon for this service.")]
    message: Option<String>,
}

/// Explain a time
///
/// Whether the service can be booked for that moment, and the first reason why not. Its specialist is told everything;
/// others hear `busy` of a time that is taken and `closed` of one at which nobody works, and not why it is so.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/slots/explain", tag = "bookings", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The service's id."), SlotQuestion),
    responses(
        (status = 200, description = "The reason, if there is one.", body = ExplanationView,
         headers(("Content-Language" = String, description = "The language of the message."))),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, or the service cannot be booked at all (`not_bookable`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn explain_slot(
    State(bookings): State<Bookings>,
    caller: Option<Caller>,
    Id(service): Id,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let values = MOMENT.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (visit, now) = (visit(service, &values), bookings.desk().clock.now());
    let at = values.moment("at").unwrap_or(now);
    let desk = bookings.desk().clone();
    let ask = async move |tx: &mut frontdesk_kit::db::Tx| {
        flow::explain_slot(tx, &desk.model, caller.as_ref(), &visit, at, now).await
    };
    let reason = bookings.desk().db.read(ask).await?;

    let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let lang = Lang::from_accept_language(wished, Lang::DEFAULT);
    let message = reason.and_then(reasons::message).map(|message| locale::text(lang, &message));
    let mut response = Json(ExplanationView { free: reason.is_none(), reason, message }).into_response();
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(lang.code()));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept-language"));
    Ok(response)
}
