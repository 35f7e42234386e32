//! `GET /api/v1/services/{id}/slots`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_kit::documented_query;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Field, Manners, Shape, Values};
use jiff::civil::Date;
use serde::Serialize;

use super::views::{told, zone};
use super::{Answer, Id};
use crate::flow::{self, Slot, Slots, Wanted};
use crate::offering::{Offered, Visit};
use crate::{BookingError, Bookings};

pub(super) const LOCATION: &str = "The id of a location of the specialist's. Needed when there are several.";
const THEN: &str = "Ids of services of the same specialist that follow upon it in the same visit.";
pub(super) const SPECIALIST: &str =
    "The id of the profile of who is to perform it; anybody who does, if it is left out.";

/// `shape` with what says of a visit more than its first service.
pub(super) fn with_visit(shape: Shape) -> Shape {
    let then = Field::uuids("then", Visit::MOST_MORE).help(THEN);
    shape.field(then).field(Field::uuid("specialist").help(SPECIALIST)).field(Field::uuid("location").help(LOCATION))
}

/// The visit that begins with `service`.
pub(super) fn visit(service: PublicId, values: &Values) -> Visit {
    let then = values.uuids("then").iter().copied().map(PublicId).collect();
    let specialist = values.uuid("specialist").map(PublicId);
    Visit { service, then, specialist, location: values.uuid("location").map(PublicId) }
}

static SLOTS: LazyLock<Shape> = LazyLock::new(|| {
    with_visit(
        Shape::new("SlotSearch")
            .field(Field::date("from").help("The first date, as the location has it; today, if it is left out."))
            .field(
                Field::date("to")
                    .help("The last date, at most 61 days after the first; 30 days after, if it is left out."),
            ),
    )
});
documented_query!(
    /// When and where.
    SlotQuery, SLOTS, Strict
);

/// A time that can be booked.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = Slot)]
pub struct SlotView {
    /// As the clocks of the location show it, with their distance from UTC.
    #[schema(format = DateTime, example = "2030-05-06T12:00:00+03:00")]
    starts_at: String,
    #[schema(format = DateTime, example = "2030-05-06T12:45:00+03:00")]
    ends_at: String,
    /// What the whole visit costs, in minor units: kopecks, cents.
    #[schema(minimum = 0, example = 150_000)]
    price_minor: i64,
    /// The profiles of those who can be had then, for as long and as much.
    #[schema(value_type = Vec<String>, example = json!(["019a9f7e-6c1f-7000-8000-2f6d3c1b5a91"]))]
    specialists: Vec<PublicId>,
    /// How many can still book it, where several come at once; `null` where one comes alone.
    #[schema(minimum = 1, example = json!(null))]
    seats_left: Option<i64>,
}

impl SlotView {
    /// The view of a `slot` of what is `offered`.
    pub fn new(offered: &Offered, slot: &Slot) -> Result<Self, BookingError> {
        let zone = zone(&offered.diary()?.location.time_zone);
        let told = |at| told(at, &zone);
        let (starts_at, ends_at) = (told(slot.starts_at), told(slot.ends_at));
        let Slot { price, ref specialists, seats_left, .. } = *slot;
        Ok(Self { starts_at, ends_at, price_minor: price.0, specialists: specialists.clone(), seats_left })
    }
}

/// The slots of a date, the earliest first; none, if nothing is free.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SlotDay)]
pub struct SlotDayView {
    /// As the location has it.
    #[schema(format = Date, example = "2030-05-06")]
    date: String,
    slots: Vec<SlotView>,
}

/// What is free.
#[derive(Serialize, utoipa::ToSchema)]
#[schema(as = SlotList)]
pub struct SlotListView {
    /// The location's id; `null` where the specialists have one each.
    #[schema(value_type = Option<String>, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a92")]
    location: Option<PublicId>,
    /// The IANA name of the location's zone, in which dates and times are told.
    #[schema(example = "Europe/Moscow")]
    time_zone: String,
    /// Every date that was asked for.
    days: Vec<SlotDayView>,
}

/// Find free times
///
/// The times at which the service can be booked right now, by the local dates of its location. Whoever books one of them
/// gets it, unless somebody was faster.
#[utoipa::path(
    get, path = "/api/v1/services/{id}/slots", tag = "bookings", security((), ("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The service's id."), SlotQuery),
    responses(
        (status = 200, description = "What is free.", body = SlotListView),
        (status = 404, description = "There is no such service.",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
        (status = 422, description = "Some input cannot be accepted, or the service cannot be booked at all (`not_bookable`).",
         body = ref("#/components/schemas/Problem"), content_type = "application/problem+json"),
    ),
    extensions(("x-rule" = json!("public"))),
)]
pub async fn list_slots(
    State(bookings): State<Bookings>,
    Id(service): Id,
    RawQuery(query): RawQuery,
) -> Answer<Json<SlotListView>> {
    let values = SLOTS.read_query(query.as_deref().unwrap_or(""), Manners::Strict)?;
    let wanted = Wanted { visit: visit(service, &values), from: values.date("from"), to: values.date("to") };
    let (desk, now) = (bookings.desk().clone(), bookings.desk().clock.now());
    let db = desk.db.clone();
    let found = db.read(async move |tx| flow::slots(tx, &desk.model, &wanted, now).await).await?;
    Ok(Json(view(&found)?))
}

fn view(found: &Slots) -> Result<SlotListView, BookingError> {
    let diary = found.offered.diary()?;
    let mut days: Vec<(Date, Vec<SlotView>)> = found.dates.iter().map(|date| (date, Vec::new())).collect();
    let mut place = 0;
    for slot in &found.slots {
        let date = diary.date(slot.starts_at);
        while days.get(place).is_some_and(|(day, _)| *day < date) {
            place += 1;
        }
        if let Some((_, slots)) = days.get_mut(place) {
            slots.push(SlotView::new(&found.offered, slot)?);
        }
    }
    let day = |(date, slots): (Date, Vec<SlotView>)| SlotDayView { date: date.to_string(), slots };
    Ok(SlotListView {
        location: Some(diary.location.public_id).filter(|_| found.offered.candidates.len() == 1),
        time_zone: diary.location.time_zone.clone(),
        days: days.into_iter().map(day).collect(),
    })
}
