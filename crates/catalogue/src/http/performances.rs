//! `GET /api/v1/me/performances`

use axum::Json;
use axum::extract::State;
use frontdesk_accounts::caller::Caller;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;
use serde::Serialize;

use super::Answer;
use crate::model::Performance;
use crate::{Catalogue, store};

/// Those that are listed, the newest.
const MOST: i64 = 200;

/// Somebody else's service that the caller performs, or is asked to.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Performing)]
pub struct PerformanceView {
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a90")]
    service: PublicId,
    #[schema(example = "Массаж лица")]
    name: String,
    /// The id of its owner's profile.
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a91")]
    owner: PublicId,
    /// What it costs with the caller, in minor units; `null`: what the service says.
    #[schema(minimum = 0, example = 180_000)]
    price_minor: Option<i64>,
    /// How long it lasts with the caller; `null`: what the service says.
    #[schema(minimum = 0, example = 60)]
    duration_minutes: Option<i64>,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T06:00:00Z")]
    invited_at: Timestamp,
    /// `null` as long as the caller is only asked.
    #[schema(value_type = Option<String>, format = DateTime, example = "2026-11-22T06:00:00Z")]
    accepted_at: Option<Timestamp>,
}

impl From<Performance> for PerformanceView {
    fn from(performance: Performance) -> Self {
        let Performance { service, name, owner, price, duration_minutes, invited_at, accepted_at } = performance;
        let price_minor = price.map(|price| price.0);
        Self { service, name, owner, price_minor, duration_minutes, invited_at, accepted_at }
    }
}

/// Others' services that the caller performs.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = PerformingList)]
pub struct PerformanceList {
    items: Vec<PerformanceView>,
}

/// List others' services that you perform
///
/// And those that you are asked to; the newest first, at most 200.
#[utoipa::path(
    get, path = "/api/v1/me/performances", tag = "services", security(("bearer" = [])),
    responses((status = 200, description = "The services.", body = PerformanceList)),
    extensions(("x-rule" = json!("signed_in"))),
)]
pub async fn list_performances(State(catalogue): State<Catalogue>, caller: Caller) -> Answer<Json<PerformanceList>> {
    let list = async move |tx: &mut frontdesk_kit::db::Tx| store::performers::by(tx, caller.user_id, MOST).await;
    let found = catalogue.desk().db.read(list).await.map_err(|error: DbError| error)?;
    Ok(Json(PerformanceList { items: found.into_iter().map(PerformanceView::from).collect() }))
}
