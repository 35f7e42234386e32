//! The calendars and bookings of a world as rows.

use std::collections::BTreeMap;

use frontdesk_accounts::model::UserId;
use frontdesk_booking::agreement::Agreement;
use frontdesk_booking::model::{BookingId, ResourceId, moment};
use frontdesk_catalogue::Currency;
use frontdesk_catalogue::model::{Service, ServiceId};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_schedule::{Anchor, DayBits, LocationId};

use super::calendars::Calendar;
use super::fates::{Doer, Step};
use super::places::Place;
use super::rows::{Clerk, ServiceRow};
use super::visits::{Bookable, Visit};

/// A place with its hours.
#[derive(Clone, Debug)]
pub struct PlaceRow {
    pub id: LocationId,
    pub public_id: PublicId,
    pub owner_id: UserId,
    pub place: Place,
    pub city: &'static str,
    pub time_zone: &'static str,
    pub anchor: Anchor,
    pub calendar: Calendar,
    /// Numbers and ids of its times off, in the order of the calendar.
    pub absences: Vec<(i64, PublicId)>,
    pub created_at: Timestamp,
}

impl PlaceRow {
    /// Whose time is taken here; places and resources are numbered alike, since everybody has one of each.
    pub fn resource_id(&self) -> ResourceId {
        ResourceId(self.id.0)
    }
}

/// A service as it is sold.
#[derive(Clone, Debug)]
pub struct Sold {
    pub id: ServiceId,
    pub name: String,
    pub price: Minor,
    /// The agreement on it, as it is stored.
    pub terms: String,
}

/// A booking with what it has claimed and what happened to it.
#[derive(Clone, Debug)]
pub struct VisitRow {
    pub id: BookingId,
    pub public_id: PublicId,
    /// Of what the client says of it, if they do.
    pub review_id: PublicId,
    pub location_id: LocationId,
    pub specialist_id: UserId,
    pub client_id: UserId,
    pub resource_id: ResourceId,
    pub time_zone: &'static str,
    pub sold: Sold,
    pub visit: Visit,
}

/// What is taken of a service day.
#[derive(Clone, Copy, Debug)]
pub struct DayRow {
    pub resource_id: ResourceId,
    pub day: i64,
    pub taken: DayBits,
}

/// The time of some specialists.
#[derive(Clone, Debug, Default)]
pub struct DiaryRows {
    pub places: Vec<PlaceRow>,
    pub days: Vec<DayRow>,
    pub visits: Vec<VisitRow>,
}

impl VisitRow {
    /// Whoever did `step`.
    pub fn actor(&self, step: &Step) -> Option<UserId> {
        match step.by {
            Doer::Client => Some(self.client_id),
            Doer::Specialist => Some(self.specialist_id),
            Doer::Nobody => None,
        }
    }

    /// When it was to begin after the step at `place` of its story: what was moved was to begin a day earlier at first.
    pub fn starts_at(&self, place: usize) -> Timestamp {
        let moved = self.visit.fate.story.iter().position(|step| step.kind == "rescheduled");
        let starts_at = moment(self.visit.ticks.start);
        if moved.is_some_and(|moved| place < moved) { starts_at.plus(-86_400) } else { starts_at }
    }

    /// When something happened to it last.
    pub fn updated_at(&self) -> Timestamp {
        self.visit.fate.story.last().map_or(self.visit.made, |step| step.at)
    }
}

impl DiaryRows {
    /// Adds `place` with its `visits`, the first of which has the number `next`; `first_client` is the number of the
    /// world's first client. Tells the number after the last.
    pub fn add(
        &mut self,
        clerk: &Clerk<'_>,
        place: PlaceRow,
        (sold, visits): (&[Sold], Vec<Visit>),
        first_client: i64,
        next: i64,
    ) -> i64 {
        let resource_id = place.resource_id();
        let mut days: BTreeMap<i64, DayBits> = BTreeMap::new();
        let after = next + visits.len() as i64;
        for (id, visit) in (next..).zip(visits) {
            let claim = (!visit.fate.status.frees()).then(|| visit.claim.clone());
            for (day, bits) in claim.into_iter().flat_map(|claim| place.anchor.split(claim)) {
                let taken = days.entry(day).or_default();
                *taken = taken.union(bits);
            }
            self.visits.push(VisitRow {
                id: BookingId(id),
                public_id: clerk.uuid("booking", id, visit.made),
                review_id: clerk.uuid("review", id, visit.made),
                location_id: place.id,
                specialist_id: place.owner_id,
                client_id: UserId(first_client + visit.client as i64),
                resource_id,
                time_zone: place.time_zone,
                sold: sold[visit.service].clone(),
                visit,
            });
        }
        self.days.extend(days.into_iter().map(|(day, taken)| DayRow { resource_id, day, taken }));
        self.places.push(place);
        after
    }
}

/// The services of one specialist as they are sold, and those of them that can be booked.
pub fn shelf(services: &[ServiceRow]) -> Result<(Vec<Sold>, Vec<Bookable>), DbError> {
    let (mut all, mut bookable) = (Vec::with_capacity(services.len()), Vec::new());
    for (place, row) in services.iter().enumerate() {
        let service = service(row);
        let agreement = Agreement::of(&service, service.duration_minutes);
        let is_bookable = service.is_bookable();
        all.push(Sold { id: row.id, name: service.name, price: service.price, terms: agreement.to_text()? });
        let daily_limit = row.offer.terms.daily_limit;
        bookable.extend(is_bookable.then_some(Bookable { place, agreement, daily_limit, published: row.created_at }));
    }
    Ok((all, bookable))
}

fn service(row: &ServiceRow) -> Service {
    let offer = &row.offer;
    Service {
        id: row.id,
        public_id: row.public_id,
        specialist_id: row.specialist_id,
        name: offer.name.clone(),
        description: String::new(),
        category: None,
        price: Minor(offer.price_minor),
        currency: Currency::default().code().to_owned(),
        duration_minutes: i64::from(offer.duration_minutes),
        active: offer.active,
        terms: offer.terms,
        created_at: row.created_at,
        updated_at: row.created_at,
        version: 1,
    }
}
