//! `GET /api/v1/specialists/{id}`

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::http::ProfileView;
use frontdesk_kit::page::MAX_LIMIT;
use serde::Serialize;

use super::views::ServiceView;
use super::{Answer, Id};
use crate::error::ServiceError;
use crate::model::Rating;
use crate::{Catalogue, flow, store};

/// A specialist with what is on offer.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SpecialistWithServices)]
pub struct SpecialistPage<'a> {
    #[schema(value_type = ProfileView)]
    profile: Box<serde_json::value::RawValue>,
    rating: RatingView,
    /// The newest first, at most 100; the list of services filtered by this specialist has all of them.
    services: Vec<ServiceView<'a>>,
}

/// What clients think of a specialist.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Rating)]
pub struct RatingView {
    /// The mean of all ratings from 1 to 5; `null` as long as there is none.
    #[schema(minimum = 1, maximum = 5, example = 4.8)]
    average: Option<f64>,
    /// How many there are.
    #[schema(minimum = 0, example = 25)]
    count: i64,
}

impl From<Rating> for RatingView {
    fn from(rating: Rating) -> Self {
        Self { average: rating.average(), count: rating.count }
    }
}

/// A specialist
///
/// The public profile, what clients think, and the active services.
#[utoipa::path(
    get, path = "/api/v1/specialists/{id}", tag = "catalogue", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The profile's id.")),
    responses(
        (status = 200, description = "The specialist.", body = SpecialistPage),
        (status = 404, description = "There is no such specialist.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn show_specialist(
    State(catalogue): State<Catalogue>,
    caller: Option<Caller>,
    Id(id): Id,
) -> Answer<Response> {
    let (desk, shared) = (catalogue.desk(), catalogue.clone());
    let find = async move |tx: &mut frontdesk_kit::db::Tx| {
        let profile = flow::find_specialist(tx, &shared.desk().model, id).await?;
        let services = store::services::offered_by(tx, profile.user_id, MAX_LIMIT).await?;
        let card = shared.cards().of(tx, &[profile.user_id]).await?.remove(&profile.user_id);
        let rating = store::ratings::of(tx, profile.user_id).await?;
        Ok::<_, ServiceError>((profile, card.ok_or(ServiceError::NotFound)?, services, rating))
    };
    let (profile, card, services, rating) = desk.db.read(find).await?;
    let own = caller.as_ref().is_some_and(|caller| caller.user_id == profile.user_id);
    let view = ProfileView::of(&desk.model, &profile, caller.as_ref().map(|caller| &caller.role), own);
    let services = services.iter().map(|service| ServiceView::beside(service, &card)).collect();
    Ok(Json(SpecialistPage { profile: view, rating: RatingView::from(rating), services }).into_response())
}
