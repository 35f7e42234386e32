//! `POST /api/v1/locations`

use std::sync::LazyLock;

use axum::body::Body as HttpBody;
use axum::extract::State;
use axum::response::Response;
use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::once::Once;
use frontdesk_kit::db::Tx;
use frontdesk_kit::documented;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Body, Field, FieldCode, Limits, Manners, Mode, Shape, Value, Values};
use frontdesk_kit::problem::Problem;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::views::DEGREE_PLACES;
use super::{Answer, shown};
use crate::location::{NewLocation, Point};
use crate::zone::Zone;
use crate::{flow, rules};

pub(super) static LOCATION: LazyLock<Shape> = LazyLock::new(|| {
    let zone = |name: &str| match Zone::named(name) {
        Ok(_) => Ok(()),
        Err(_) => Err(FieldCode { code: "invalid_time_zone", key: "field-time-zone" }),
    };
    Shape::new("NewLocation")
        .field(Field::text("name").max(100).required().example("Студия на Баумана"))
        .field(Field::text("city").max(100).required().example("Казань"))
        .field(
            Field::text("address")
                .max(255)
                .may_be_blank()
                .default(Value::Text(String::new()))
                .example("ул. Баумана, 12, 2-й этаж"),
        )
        .field(degrees("latitude", Point::FARTHEST_LATITUDE, "55.789140").help(
            "Where it is on the map, in decimal degrees as text; north is positive. Told together with the longitude.",
        ))
        .field(degrees("longitude", Point::FARTHEST_LONGITUDE, "49.121834").help("The same; east is positive."))
        .field(
            Field::text("time_zone")
                .max(64)
                .required()
                .check(zone, "A-Za-z0-9_/+-")
                .example("Europe/Moscow")
                .help("The IANA name of the zone in which the hours are told. A location keeps it for ever."),
        )
});
/// Degrees from minus to plus `most` millionths.
fn degrees(name: &str, most: i64, example: &str) -> Field {
    Field::decimal(name, DEGREE_PLACES).between(-most, most).nullable().example(example)
}

documented!(
    /// The body of a new location.
    NewLocationBody, LOCATION, Strict, Create
);

/// Add a location
///
/// Another place where the caller works, with no hours yet. With an `Idempotency-Key` the same request may be sent again
/// for 24 hours: it makes no second location and is answered with the first.
#[utoipa::path(
    post, path = "/api/v1/locations", tag = "schedules", request_body = NewLocationBody, security(("bearer" = [])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of up to 255 visible ASCII characters that names this request.")),
    responses(
        (status = 201, description = "The location.", body = super::views::LocationView,
         headers(("ETag" = String, description = "The location's version."),
                 ("Location" = String, description = "Where the location is."))),
        (status = 404, description = "The location that this key made has been withdrawn.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, or the key belongs to another request (`idempotency_key_reused`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("schedule.manage_own"))),
)]
pub async fn add_location(
    State(desk): State<Desk>,
    caller: Caller,
    headers: HeaderMap,
    body: HttpBody,
) -> Answer<Response> {
    let body = Body::read(&headers, body, Limits::json(), Manners::Strict).await?;
    let new = new_location(&LOCATION.read(&body, Manners::Strict, Mode::Create)?)?;
    let point = new.point.map(|point| format!("{} {}", point.latitude, point.longitude)).unwrap_or_default();
    let once = Once::read(&headers, &["locations", &new.name, &new.city, &new.address, new.zone.name(), &point])?;
    let now = desk.clock.now();
    let public_id = PublicId(desk.entropy.uuid(now));
    let add = async move |tx: &mut Tx| match &once {
        Some(once) => flow::add_location_once(tx, &caller, &new, once, public_id, now).await,
        None => flow::add_location(tx, &caller, &new, public_id, now).await,
    };
    let location = desk.db.write(add).await?;
    Ok(at_its_place(shown(StatusCode::CREATED, &location), location.public_id))
}

fn new_location(values: &Values) -> Answer<NewLocation> {
    Ok(NewLocation {
        point: rules::point(values.opt_minor("latitude"), values.opt_minor("longitude"))?,
        name: values.text("name").to_owned(),
        city: values.text("city").to_owned(),
        address: values.text("address").to_owned(),
        zone: Zone::named(values.text("time_zone")).map_err(Problem::internal)?,
    })
}

fn at_its_place(mut response: Response, id: PublicId) -> Response {
    if let Ok(place) = HeaderValue::from_str(&format!("/api/v1/locations/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    response
}
