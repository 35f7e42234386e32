//! `PUT /api/v1/services/{id}/performers/{specialist}`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::documented;
use frontdesk_kit::input::{Body, Field, Limits, Manners, Mode, Shape};
use frontdesk_kit::money::Minor;
use http::HeaderMap;

use super::list_performers::PerformerView;
use super::{Answer, Performing};
use crate::error::ServiceError;
use crate::flow::Invitation;
use crate::terms::{LONGEST_SERVICE, STEP};
use crate::{Catalogue, flow};

static PERFORMANCE: LazyLock<Shape> = LazyLock::new(|| {
    let price = Field::integer("price_minor").between(0, 9_999_999_999).nullable().example(180_000);
    let duration = Field::integer("duration_minutes").between(STEP, LONGEST_SERVICE).in_steps_of(STEP).nullable();
    Shape::new("Performance")
        .field(price.help("What it costs with them, in minor units; what the service says, if it is null or left out."))
        .field(
            duration.example(60).help("How long it lasts with them; what the service says, if it is null or left out."),
        )
});
documented!(
    /// What differs with a performer.
    PerformanceBody, PERFORMANCE, Strict, Create
);

/// Ask somebody to perform a service
///
/// One's own; who manages everybody's services asks nobody, it holds at once. Others perform it when they have accepted. Sent
/// again, it says anew what differs with them. At most 50 perform one service.
#[utoipa::path(
    put, path = "/api/v1/services/{id}/performers/{specialist}", tag = "services", request_body = PerformanceBody,
    security(("bearer" = [])),
    params(
        ("id" = String, Path, format = Uuid, description = "The service's id."),
        ("specialist" = String, Path, format = Uuid, description = "The id of the specialist's profile."),
    ),
    responses(
        (status = 200, description = "The performer.", body = PerformerView),
        (status = 403, description = "The caller's role manages no services.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 404, description = "There is no such service that the caller manages, or nobody with that profile who works, other than its owner.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, or as many perform it as may (`too_many_performers`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("service.manage_own or service.manage_any"))),
)]
pub async fn invite_performer(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    Performing(service, specialist): Performing,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Json<PerformerView>> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let values = PERFORMANCE.read(&body, Manners::Strict, Mode::Create)?;
    let invitation = Invitation {
        service,
        specialist,
        price: values.opt_integer("price_minor").map(Minor),
        duration_minutes: values.opt_integer("duration_minutes"),
    };
    let (shared, now) = (catalogue.clone(), catalogue.desk().clock.now());
    let invite = async move |tx: &mut frontdesk_kit::db::Tx| {
        let model = &shared.desk().model;
        let performer = flow::invite_performer(tx, model, &caller, invitation, now).await?;
        let card = shared.cards().of(tx, &[performer.specialist_id]).await?.remove(&performer.specialist_id);
        let card = card.ok_or(ServiceError::NotFound)?;
        Ok(PerformerView::new(&performer, &card))
    };
    let view: Result<_, ServiceError> = catalogue.desk().db.write(invite).await;
    Ok(Json(view?))
}
