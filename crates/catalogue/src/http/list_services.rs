//! `GET /api/v1/services`

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use frontdesk_kit::documented_query;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Field, Invalid, Manners, Shape, Value, Values};
use frontdesk_kit::locale::Message;
use frontdesk_kit::money::{MAX_MINOR, Minor};
use frontdesk_kit::page::{bad_cursor, paged};
use frontdesk_kit::problem::Problem;

use super::views::{ServicePage, ServiceView};
use super::{Answer, json};
use crate::category::{CATEGORIES, Category};
use crate::search::{Band, Place, SORTS, Search, Sort};
use crate::words::{Wanted, fold};
use crate::{Catalogue, flow};

static LIST: LazyLock<Shape> = LazyLock::new(|| {
    let price = |name: &str| Field::integer(name).between(0, MAX_MINOR);
    let sort = Field::choice("sort", SORTS.map(|(key, _)| key)).default(Value::Text(SORTS[0].0.to_owned()));
    let query = Shape::new("ServiceList")
        .field(
            Field::text("q")
                .max(100)
                .example("маникюра")
                .help("Words of the name, in any form and case; the last one may be unfinished."),
        )
        .field(Field::choice("category", CATEGORIES.map(|(key, ..)| key)).example("nails"))
        .field(Field::text("city").max(100).example("Казань").help("The specialist's city, in any case."))
        .field(price("min_price_minor").example(100_000).help("The least price, in minor units."))
        .field(price("max_price_minor").example(200_000).help("The greatest price, in minor units."))
        .field(
            Field::integer("duration_minutes").between(0, i64::from(i32::MAX)).example(45).help("The exact duration."),
        )
        .field(Field::uuid("specialist").help("The id of a specialist's profile."))
        .field(sort.example("price").help("The order; `-price` begins with the dearest."));
    paged(query, "Services")
});
documented_query!(
    /// What services are looked for.
    ServiceQuery, LIST, Strict
);

/// Find services
///
/// Active services of specialists who are not suspended. Filters are joined by AND. Words find their other forms:
/// «маникюра» finds «Маникюр», ё counts as е.
#[utoipa::path(
    get, path = "/api/v1/services", tag = "services", params(ServiceQuery), security((), ("bearer" = [])),
    responses((status = 200, description = "A page of services.", body = ServicePage)),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn list_services(State(catalogue): State<Catalogue>, RawQuery(query): RawQuery) -> Answer<Response> {
    let query = query.unwrap_or_default();
    let key = format!("services?{query}");
    if let Some(remembered) = catalogue.answers().find(&key) {
        return Ok(json(remembered));
    }
    let (seen, (search, scope)) = (catalogue.answers().seen(), read(&catalogue, &query)?);
    let body = page(&catalogue, search, &scope).await?;
    catalogue.answers().keep(key, seen, body.clone());
    Ok(json(body))
}

/// The page that `search` means, as JSON.
async fn page(catalogue: &Catalogue, search: Search, scope: &str) -> Answer<Bytes> {
    let (limit, sort, desk) = (search.limit, search.sort, catalogue.desk());
    let found = flow::find_services(&desk.db, catalogue.sources(), search).await?;
    let shown = &found[..found.len().min(limit)];
    let last = shown.last().filter(|_| found.len() > limit);
    let page = ServicePage {
        items: shown.iter().map(ServiceView::new).collect(),
        next_cursor: last.map(|last| desk.cursor_key.seal(scope, &Place::of(sort, &last.service).to_parts())),
    };
    serde_json::to_vec(&page).map(Bytes::from).map_err(Problem::internal)
}

/// The search that a query string asks for, and the scope of its cursors: everything but the page.
fn read(catalogue: &Catalogue, query: &str) -> Answer<(Search, String)> {
    let values = LIST.read_query(query, Manners::Strict)?;
    if values.has("city") && !catalogue.cards().shows().by_city {
        // What this model keeps to itself cannot be searched by either.
        Err(Invalid::one("city", "unknown_field", Message::new("field-unknown-parameter")))?;
    }
    let scope = scope(&values);
    let price = |key| values.opt_integer(key).map(Minor);
    let after = match values.opt_text("cursor") {
        None => None,
        Some(cursor) => Some(place(catalogue, &scope, cursor).ok_or_else(bad_cursor)?),
    };
    let search = Search {
        words: values.opt_text("q").map(Wanted::parse).unwrap_or_default(),
        category: values.opt_text("category").and_then(Category::parse),
        city: values.opt_text("city").map(fold),
        band: Band {
            min: price("min_price_minor").unwrap_or(Band::ALL.min),
            max: price("max_price_minor").unwrap_or(Band::ALL.max),
        },
        duration_minutes: values.opt_integer("duration_minutes"),
        specialist: values.uuid("specialist").map(PublicId),
        sort: values.opt_text("sort").and_then(Sort::parse).unwrap_or(Sort::Newest),
        after,
        limit: usize::try_from(values.integer("limit")).unwrap_or(1),
    };
    Ok((search, scope))
}

fn scope(values: &Values) -> String {
    let filters = values.iter().filter(|(key, _)| !["limit", "cursor"].contains(key));
    filters.fold("services".to_owned(), |scope, (key, value)| format!("{scope}\u{1e}{key}={value:?}"))
}

fn place(catalogue: &Catalogue, scope: &str, cursor: &str) -> Option<Place> {
    Place::from_parts(&catalogue.desk().cursor_key.open(scope, cursor)?)
}
