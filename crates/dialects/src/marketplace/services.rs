//! `GET` and `POST /api/auth/services/`

use std::sync::LazyLock;

use axum::Json;
use axum::body::Body as HttpBody;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::users;
use frontdesk_catalogue::model::{NewService, Service, ServiceChange, ServiceTerms, Sight};
use frontdesk_catalogue::store::Narrowing;
use frontdesk_catalogue::{Catalogue, Currency, flow};
use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Field, Invalid, Manners, Mode, Rounding, Shape, Value, Values};
use frontdesk_kit::locale::Message;
use frontdesk_kit::money::Minor;
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, StatusCode};

use super::views::ServiceView;
use crate::wire::{self, Answer, read};

pub(super) static FILTERS: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("MarketplaceServiceFilters")
        .field(Field::text("name").max(1000).example("массаж").help("A part of the name; letter case does not matter."))
        .field(Field::money_bound("min_price", Rounding::Up).example("500"))
        .field(Field::money_bound("max_price", Rounding::Down).example("2000"))
        .field(Field::integer("duration_minutes").example(45))
        .field(Field::reference("specialist").example(17).help("The owner's user id."))
});
frontdesk_kit::documented_query!(
    /// The filters.
    Filters, FILTERS, Lenient
);

/// Characters of a service's name and of its description.
pub const LONGEST_NAME: i64 = 100;
pub const LONGEST_DESCRIPTION: i64 = 20_000;

pub(super) static SERVICE: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("MarketplaceServiceChange")
        .field(Field::text("name").max(LONGEST_NAME).required().example("Массаж лица"))
        .field(
            Field::prose("description")
                .max(LONGEST_DESCRIPTION)
                .may_be_blank()
                .example("Расслабляющий массаж лица и шеи"),
        )
        .field(Field::money("price").required().example("1500.00"))
        .field(Field::integer("duration_minutes").between(0, i64::MAX).required().example(45))
});

/// What `caller` sees: a specialist only his own, everybody else everything that is offered.
pub(super) fn sight(caller: Option<&Caller>) -> Sight {
    match caller {
        Some(caller) if caller.may(Permission::ManageOwnServices) => Sight::Only(caller.user_id),
        _ => Sight::Everybody,
    }
}

/// List services
///
/// Complete, in ascending order of id. A specialist sees only his own.
#[utoipa::path(
    get, path = "/api/auth/services/", tag = "marketplace", operation_id = "marketplace_services", security((), ("bearer" = [])),
    params(Filters),
    responses((status = 200, description = "All that match.", body = Vec<ServiceView>)),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn list_services(
    State(catalogue): State<Catalogue>,
    caller: Option<Caller>,
    RawQuery(query): RawQuery,
) -> Answer<Response> {
    let query = query.unwrap_or_default();
    let sight = sight(caller.as_ref());
    let key = (sight == Sight::Everybody).then(|| format!("marketplace {query}"));
    if let Some(ready) = key.as_deref().and_then(|key| catalogue.answers().find(key)) {
        return Ok(wire::json(ready));
    }
    let seen = catalogue.answers().seen();
    let values = FILTERS.read_query(&query, Manners::Lenient)?;
    let body = find(&catalogue, sight, narrowing(&values)).await?;
    if let Some(key) = key {
        catalogue.answers().keep(key, seen, body.clone());
    }
    Ok(wire::json(body))
}

fn narrowing(values: &Values) -> Narrowing {
    Narrowing {
        specialist: values.opt_integer("specialist").map(UserId),
        name: values.opt_text("name").map(str::to_owned),
        min_price: values.opt_minor("min_price"),
        max_price: values.opt_minor("max_price"),
        duration_minutes: values.opt_integer("duration_minutes"),
    }
}

/// The answer's bytes.
async fn find(catalogue: &Catalogue, sight: Sight, narrowing: Narrowing) -> Answer<Bytes> {
    let db = &catalogue.desk().db;
    if let Some(user) = narrowing.specialist {
        let found = db.read(async move |tx| users::find(tx, user).await).await.map_err(|error: DbError| error)?;
        let no_such = || Invalid::one("specialist", "invalid_choice", Message::new("field-filter-choice"));
        found.ok_or_else(|| Problem::invalid(no_such()))?;
    }
    let written = flow::list_all(db, catalogue.sources(), sight, narrowing, |services| {
        let views: Vec<ServiceView<'_>> = services.iter().map(ServiceView::from).collect();
        serde_json::to_vec(&views)
    });
    written.await?.map(Bytes::from).map_err(Problem::internal)
}

/// Add a service
///
/// It belongs to the caller, whatever the body says.
#[utoipa::path(
    post, path = "/api/auth/services/", tag = "marketplace", operation_id = "marketplace_add_service", security(("bearer" = [])),
    responses((status = 201, description = "The service.", body = ServiceView)),
    extensions(("x-rule" = json!("service.manage_own"))),
)]
pub async fn create_service(
    State(catalogue): State<Catalogue>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let values = read(&SERVICE, &headers, body, Mode::Create).await?;
    let new = NewService {
        name: values.text("name").to_owned(),
        description: values.text("description").to_owned(),
        category: None,
        price: Minor(values.minor("price")),
        currency: Currency::default(),
        duration_minutes: values.integer("duration_minutes"),
        active: true,
        terms: ServiceTerms::default(),
    };
    let desk = catalogue.desk();
    let (now, public_id) = (desk.clock.now(), PublicId(desk.entropy.uuid(desk.clock.now())));
    let service = desk.db.write(async move |tx| flow::publish(tx, &caller, &new, public_id, now).await).await?;
    catalogue.touch_services();
    Ok((StatusCode::CREATED, shown(&service)).into_response())
}

/// One service as an answer.
pub(super) fn shown(service: &Service) -> Response {
    Json(ServiceView::from(service)).into_response()
}

/// The changes in `values`.
pub(super) fn change(values: &Values) -> ServiceChange {
    let text = |key: &str| values.opt_text(key).map(str::to_owned);
    ServiceChange {
        name: text("name"),
        description: values.get("description").and_then(|value| match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }),
        price: values.opt_minor("price").map(Minor),
        duration_minutes: values.opt_integer("duration_minutes"),
        ..ServiceChange::default()
    }
}
