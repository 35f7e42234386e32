//! `GET /api/v1/search`

use std::sync::LazyLock;

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use frontdesk_catalogue::http::RatingView;
use frontdesk_catalogue::http::views::ServiceView;
use frontdesk_catalogue::search::Band;
use frontdesk_catalogue::words::{Wanted, fold};
use frontdesk_catalogue::{CATEGORIES, Category};
use frontdesk_kit::documented_query;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Field, FieldCode, Invalid, Manners, Shape, Value, Values};
use frontdesk_kit::locale::Message;
use frontdesk_kit::money::{MAX_MINOR, Minor};
use frontdesk_kit::page::{bad_cursor, paged};
use frontdesk_schedule::Point;
use frontdesk_schedule::http::LocationView;
use serde::Serialize;

use super::Answer;
use super::views::{told, zone};
use crate::flow::Found;
use crate::model::moment;
use crate::search::{End, Near, Part, Place, Search, Sort, Window};
use crate::{Bookings, flow};

/// Half the way around the earth, in kilometres.
const FARTHEST_KM: i64 = 20_040;

static SEARCH: LazyLock<Shape> = LazyLock::new(|| {
    let price = |name: &str| Field::integer(name).between(0, MAX_MINOR);
    let sort = Field::choice("sort", Sort::KEYS.iter().copied()).default(Value::Text(Sort::Earliest.key().to_owned()));
    let query = Shape::new("SearchByTime")
        .field(Field::text("q").max(100).example("маникюра").help("Words of the service's name, in any form and case."))
        .field(Field::choice("category", CATEGORIES.map(|(key, ..)| key)).example("nails"))
        .field(Field::text("city").max(100).example("Казань").help("The location's city, in any case."))
        .field(price("min_price_minor").example(100_000).help("The least price, in minor units."))
        .field(price("max_price_minor").example(200_000).help("The greatest price, in minor units."))
        .field(Field::integer("duration_max").between(5, 1_440).example(60).help("The longest visit, in minutes."))
        .field(
            Field::decimal("min_rating", 1)
                .between(10, 50)
                .example("4.5")
                .help("What clients think of the specialist at least; nobody whom none has rated."),
        )
        .field(Field::uuid("specialist").help("The id of a specialist's profile."))
        .field(end("from").help(
            "When the visit may begin: a date, as each location has it, or a moment with its distance from UTC (write a plus \
             sign as `%2B`). From now on without; at most 60 dates ahead are looked through.",
        ))
        .field(end("to").help("Until when it must have begun: a date, which counts as a whole, or a moment."))
        .field(
            Field::choice("part", Part::KEYS.iter().copied())
                .example("evening")
                .help("The part of the day in which it begins: before noon, from noon to five, from five on."),
        )
        .field(
            Field::text("near")
                .max(40)
                .check(is_point, "0-9.,+-")
                .example("55.789140,49.121834")
                .help("Where you are: latitude and longitude in decimal degrees."),
        )
        .field(
            Field::integer("within_km")
                .between(1, FARTHEST_KM)
                .example(5)
                .help("How far from there the location may be; it must have said where it is."),
        )
        .field(sort.example("earliest").help("The order; `distance` needs `near`."));
    paged(query, "Services")
});
documented_query!(
    /// What is looked for, and when.
    SearchQuery, SEARCH, Strict
);

/// A service that was found.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SearchHit)]
pub struct HitView<'a> {
    service: ServiceView<'a>,
    /// The id of the profile of who performs it.
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a91")]
    specialist: PublicId,
    /// What it costs with them, in minor units.
    #[schema(minimum = 0, example = 180_000)]
    price_minor: i64,
    /// How long it lasts with them; 0 only where nobody can book it, as older wires allow.
    #[schema(minimum = 0, example = 60)]
    duration_minutes: i64,
    /// What clients think of them.
    rating: RatingView,
    /// Where it can be had; `null` when its specialist has no location yet.
    location: Option<LocationView>,
    /// The first start in the time that was asked for, as the clocks of the location show it; `null` when there is none.
    #[schema(format = DateTime, example = "2030-05-06T12:00:00+03:00")]
    next_free_at: Option<String>,
    /// How far the location is from where you are; `null` when nobody knows.
    #[schema(minimum = 0, example = 850)]
    distance_metres: Option<i64>,
}

impl<'a> HitView<'a> {
    fn new(found: &'a Found) -> Self {
        let zone = found.location.as_ref().map(|location| zone(&location.time_zone));
        Self {
            service: ServiceView::new(&found.listed),
            specialist: found.performer.profile_id,
            price_minor: found.hit.price.0,
            duration_minutes: found.hit.duration_minutes,
            rating: found.hit.rating.into(),
            location: found.location.as_ref().map(LocationView::new),
            next_free_at: found.hit.first.zip(zone).map(|(tick, zone)| told(moment(tick), &zone)),
            distance_metres: found.hit.metres,
        }
    }
}

/// A page of what was found.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SearchPage)]
pub struct SearchPage<'a> {
    items: Vec<HitView<'a>>,
    /// Where the next page begins; `null` on the last one. Opaque: a changed or borrowed one is refused.
    next_cursor: Option<String>,
}

/// Search by free time
///
/// Services that can be booked in the time that suits you, each at the location where it is free first (by distance: at
/// the nearest). Filters are joined by AND. Of several who perform a service the one comes who stands first in the order that
/// is asked for, with their own price and length. When no time is asked for, services come too of which nothing is free on
/// the next 60 dates, behind the others or with `null`. A page may be shorter than its limit though others follow.
#[utoipa::path(
    get, path = "/api/v1/search", tag = "bookings", params(SearchQuery), security((), ("bearer" = [])),
    responses(
        (status = 200, description = "A page of services.", body = SearchPage),
        (status = 422, description = "Some input cannot be accepted.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn search(State(bookings): State<Bookings>, RawQuery(query): RawQuery) -> Answer<Response> {
    let values = SEARCH.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let (search, scope) = read(&bookings, &values)?;
    let (found, next) = flow::search(&bookings, search).await?;
    let page = SearchPage {
        items: found.iter().map(HitView::new).collect(),
        next_cursor: next.map(|next| bookings.desk().cursor_key.seal(&scope, &next.to_parts())),
    };
    Ok(axum::Json(page).into_response())
}

/// The search that a query asks for, and the scope of its cursors: everything but the page.
fn read(bookings: &Bookings, values: &Values) -> Answer<(Search, String)> {
    let sort = values.opt_text("sort").and_then(Sort::parse).unwrap_or(Sort::Earliest);
    let window = Window {
        from: values.opt_text("from").and_then(End::parse),
        to: values.opt_text("to").and_then(End::parse),
        part: values.opt_text("part").and_then(Part::parse),
    };
    let price = |key| values.opt_integer(key).map(Minor);
    let filters = values.iter().filter(|(key, _)| !["limit", "cursor"].contains(key));
    let scope = filters.fold("search".to_owned(), |scope, (key, value)| format!("{scope}\u{1e}{key}={value:?}"));
    let place = |cursor: &str| Place::from_parts(&bookings.desk().cursor_key.open(&scope, cursor)?);
    let after = match values.opt_text("cursor") {
        None => None,
        Some(cursor) => Some(place(cursor).ok_or_else(bad_cursor)?),
    };
    let search = Search {
        words: values.opt_text("q").map(Wanted::parse).unwrap_or_default(),
        category: values.opt_text("category").and_then(Category::parse),
        city: values.opt_text("city").map(fold),
        band: Band {
            min: price("min_price_minor").unwrap_or(Band::ALL.min),
            max: price("max_price_minor").unwrap_or(Band::ALL.max),
        },
        specialist: values.uuid("specialist").map(PublicId),
        longest: values.opt_integer("duration_max"),
        least_rating: values.opt_minor("min_rating"),
        near: near(values, sort)?,
        window,
        sort,
        after,
        limit: usize::try_from(values.integer("limit")).unwrap_or(1),
    };
    Ok((search, scope))
}

fn near(values: &Values, sort: Sort) -> Result<Option<Near>, Invalid> {
    let within = values.opt_integer("within_km").map(|km| km * 1_000);
    match values.opt_text("near").and_then(point) {
        Some(point) => Ok(Some(Near { point, within })),
        None if within.is_some() || sort == Sort::Distance => {
            Err(Invalid::one("near", "required", Message::new("field-required")))
        }
        None => Ok(None),
    }
}

/// One end of the time in which somebody can come.
pub(super) fn end(name: &str) -> Field {
    Field::text(name).max(40).check(is_end, "0-9TZtz:.+-").example("2030-05-06")
}

fn is_end(text: &str) -> Result<(), FieldCode> {
    End::parse(text).map(|_| ()).ok_or(FieldCode { code: "invalid_moment", key: "field-date-or-moment" })
}

fn is_point(text: &str) -> Result<(), FieldCode> {
    point(text).map(|_| ()).ok_or(FieldCode { code: "invalid_point", key: "field-point" })
}

/// Reads `55.789140,49.121834`.
fn point(text: &str) -> Option<Point> {
    let millionths = |text: &str, most: i64| {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
        let degrees: f64 = text.parse().ok().filter(|_| is_plain)?;
        let found = (degrees * 1e6).round() as i64;
        (-most..=most).contains(&found).then_some(found)
    };
    let (latitude, longitude) = text.split_once(',')?;
    Some(Point {
        latitude: millionths(latitude, Point::FARTHEST_LATITUDE)?,
        longitude: millionths(longitude, Point::FARTHEST_LONGITUDE)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_two_decimal_numbers_on_the_map() {
        assert_eq!(point("55.78914,-49.1"), Some(Point { latitude: 55_789_140, longitude: -49_100_000 }));
        for text in ["", ",", "55.7", "55,49,1", "nan,1", "inf,1", "1e1,1", "90.000001,0", "0,180.1", " 1,1", "1;1"] {
            assert_eq!(point(text), None, "{text}");
        }
    }

    #[test]
    fn an_end_is_a_date_or_a_moment() {
        assert!(matches!(End::parse("2030-05-06"), Some(End::Date(_))));
        assert!(matches!(End::parse("2030-05-06T12:00:00+03:00"), Some(End::Moment(_))));
        for text in ["", "2030-05", "2030-05-06T12:00", "tomorrow", "2030-02-30", "12:00"] {
            assert_eq!(End::parse(text), None, "{text}");
        }
    }
}
