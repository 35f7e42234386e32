//! `GET /api/v1/services/{id}/slots`

use std::sync::LazyLock;

use axum::Json;
use axum::extract::{RawQuery, State};
use frontdesk_kit::documented_query;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Field, Manners, Shape};
use frontdesk_schedule::Tick;
use jiff::civil::Date;
use serde::Serialize;

use super::views::{told, zone};
use super::{Answer, Id};
use crate::Bookings;
use crate::calendar::Offered;
use crate::flow::{self, Slots, Wanted};
use crate::model::moment;

pub(super) const LOCATION: &str = "The id of a location of the specialist's. Needed when there are several.";

static SLOTS: LazyLock<Shape> = LazyLock::new(|| {
    Shape::new("SlotSearch")
        .field(Field::date("from").help("The first date, as the location has it; today, if it is left out."))
        .field(
            Field::date("to").help("The last date, at most 61 days after the first; 30 days after, if it is left out."),
        )
        .field(Field::uuid("location").help(LOCATION))
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
}

impl SlotView {
    /// The slot of what is `offered` that begins with `start`.
    pub fn new(offered: &Offered, start: Tick) -> Self {
        let zone = zone(&offered.diary.location.time_zone);
        let told = |tick: Tick| told(moment(tick), &zone);
        Self { starts_at: told(start), ends_at: told(offered.diary.offer.end(start)) }
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
    /// The location's id.
    #[schema(value_type = String, format = Uuid, example = "019a9f7e-6c1f-7000-8000-2f6d3c1b5a92")]
    location: PublicId,
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
    let wanted = Wanted {
        service,
        location: values.uuid("location").map(PublicId),
        from: values.date("from"),
        to: values.date("to"),
    };
    let (desk, now) = (bookings.desk().clone(), bookings.desk().clock.now());
    let db = desk.db.clone();
    let found = db.read(async move |tx| flow::slots(tx, &desk.model, wanted, now).await).await?;
    Ok(Json(view(&found)))
}

fn view(found: &Slots) -> SlotListView {
    let diary = &found.offered.diary;
    let mut days: Vec<(Date, Vec<SlotView>)> = found.dates.iter().map(|date| (date, Vec::new())).collect();
    let mut place = 0;
    for start in &found.starts {
        let date = diary.date(moment(*start));
        while days.get(place).is_some_and(|(day, _)| *day < date) {
            place += 1;
        }
        if let Some((_, slots)) = days.get_mut(place) {
            slots.push(SlotView::new(&found.offered, *start));
        }
    }
    let day = |(date, slots): (Date, Vec<SlotView>)| SlotDayView { date: date.to_string(), slots };
    SlotListView {
        location: diary.location.public_id,
        time_zone: diary.location.time_zone.clone(),
        days: days.into_iter().map(day).collect(),
    }
}
