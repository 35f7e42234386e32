//! `GET /api/v1/services/{id}/performers`

use axum::Json;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use serde::Serialize;

use super::{Answer, Id};
use crate::cards::Card;
use crate::error::ServiceError;
use crate::model::Performer;
use crate::{Catalogue, flow};

/// Somebody who performs a service, as far as the operator lets anybody read their profile.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Performer)]
pub struct PerformerView {
    /// The profile's.
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a91")]
    specialist: PublicId,
    #[schema(example = "Анна Иванова")]
    full_name: Option<String>,
    #[schema(example = "/media/avatars/01/019a9f7e.jpg")]
    avatar_url: Option<String>,
    /// What it costs with them, in minor units; `null`: what the service says.
    #[schema(minimum = 0, example = 180_000)]
    price_minor: Option<i64>,
    /// How long it lasts with them; `null`: what the service says.
    #[schema(minimum = 0, example = 60)]
    duration_minutes: Option<i64>,
    /// Since when they can be booked for it; `null` as long as they are only asked.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-22T06:00:00Z")]
    accepted_at: Option<Timestamp>,
}

impl PerformerView {
    /// The view of a performer and their card.
    pub fn new(performer: &Performer, card: &Card) -> Self {
        Self {
            specialist: card.profile_id,
            full_name: card.full_name.clone(),
            avatar_url: card.avatar_url.clone(),
            price_minor: performer.price.map(|price| price.0),
            duration_minutes: performer.duration_minutes,
            accepted_at: performer.accepted_at,
        }
    }
}

/// Who performs a service besides its owner.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = PerformerList)]
pub struct PerformerList {
    items: Vec<PerformerView>,
}

/// List who performs a service
///
/// Besides its owner, who always does. Who is only asked, or cannot be booked at present, is told to its owner, to
/// administrators, and to themselves.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/performers", tag = "services", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The service's id.")),
    responses(
        (status = 200, description = "At most 50 performers.", body = PerformerList),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn list_performers(
    State(catalogue): State<Catalogue>,
    caller: Option<Caller>,
    id: Id,
) -> Answer<Json<PerformerList>> {
    let (service, shared) = (id.into(), catalogue.clone());
    let list = async move |tx: &mut frontdesk_kit::db::Tx| {
        let all = flow::list_performers(tx, &shared.desk().model, caller.as_ref(), service).await?;
        let people: Vec<_> = all.iter().map(|performer| performer.specialist_id).collect();
        let cards = shared.cards().of(tx, &people).await?;
        let view = |performer: &Performer| Some(PerformerView::new(performer, cards.get(&performer.specialist_id)?));
        Ok(PerformerList { items: all.iter().filter_map(view).collect() })
    };
    let list: Result<_, ServiceError> = catalogue.desk().db.read(list).await;
    Ok(Json(list?))
}
