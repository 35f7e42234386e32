//! How the index comes to know what it knows.

use std::collections::{BTreeMap, HashMap};
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::model::{Rating, Service, ServiceId};
use frontdesk_catalogue::words::fold;
use frontdesk_catalogue::{Category, store as catalogue};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_schedule::flow::{Workday, load_schedules};
use frontdesk_schedule::{Dates, DayNumber, Location, Offer, Open, Terms, Tick};
use jiff::civil::Date;

use super::index::{Person, Ware, Workplace, busy};
use super::layouts::Layouts;
use crate::agreement::Agreement;
use crate::error::BookingError;
use crate::model::Side;
use crate::store::taken::{self, Taken};
use crate::store::{bookings, workers};

const DAY_SECONDS: i64 = 86_400;
/// Ticks of a day.
const DAY: i64 = 288;

/// What the database says of some people.
#[derive(Debug)]
pub struct Facts {
    roles: Vec<(UserId, String)>,
    services: Vec<Service>,
    workdays: Vec<Workday>,
    taken: BTreeMap<UserId, Taken>,
    full: HashMap<ServiceId, Box<[Date]>>,
    ratings: HashMap<UserId, Rating>,
}

/// A location and its hours.
type Place = (Location, Arc<Open>);

/// The ticks of which somebody's layout at `now` may have some.
pub fn around(now: Timestamp) -> Range<Tick> {
    let today = Tick::floor(now.into());
    today.plus(-3 * DAY)..today.plus((Dates::MOST + 5) * DAY)
}

/// Reads about all with numbers in `range`.
pub async fn facts(tx: &mut Tx, range: RangeInclusive<UserId>, now: Timestamp) -> Result<Facts, BookingError> {
    let services = catalogue::services::offered_by_each(tx, &range).await?;
    let mut full = HashMap::new();
    for service in &services {
        if let Some(limit) = service.terms.daily_limit.and_then(|limit| u32::try_from(limit).ok()) {
            full.insert(service.id, full_dates(tx, service.id, limit, now).await?);
        }
    }
    Ok(Facts {
        roles: workers::roles(tx, &range).await?,
        workdays: load_schedules(tx, &range, now).await?,
        ratings: catalogue::ratings::of_each(tx, &range).await?,
        taken: taken::of_each(tx, range, around(now)).await?,
        services,
        full,
    })
}

/// The dates to come that have as many bookings of a service as its `limit` says.
async fn full_dates(tx: &mut Tx, service: ServiceId, limit: u32, now: Timestamp) -> Result<Box<[Date]>, BookingError> {
    let today = DayNumber(now.0.div_euclid(DAY_SECONDS));
    let range = (today.plus(-2).date(), today.plus(Dates::MOST + 2).date());
    let counted = bookings::counted(tx, service, range, (None, now)).await?;
    Ok(counted.into_iter().filter(|(_, count)| *count >= limit).map(|(date, _)| date).collect())
}

impl Facts {
    /// The people of whom it tells that clients can come to, by `model`; their hours are laid out in `layouts`.
    pub fn people(mut self, model: &Model, layouts: &mut Layouts) -> Vec<Person> {
        let works =
            |role: &str| model.role(role).is_some_and(|role| role.permissions.has(Permission::ManageOwnSchedule));
        let working = self.roles.iter().filter(|(_, role)| works(role));
        let mut people: BTreeMap<UserId, (Vec<Place>, Vec<Ware>)> =
            working.map(|(id, _)| (*id, Default::default())).collect();
        for service in &self.services {
            if let Some((_, wares)) = people.get_mut(&service.specialist_id) {
                wares.push(ware(service, self.full.remove(&service.id).unwrap_or_default()));
            }
        }
        for Workday { location, dates, schedule } in self.workdays {
            if let Some((places, _)) = people.get_mut(&location.owner_id) {
                places.push((location, layouts.of(&schedule, dates)));
            }
        }
        let person = |(id, (places, wares)): (UserId, (Vec<Place>, Vec<Ware>))| {
            let all = busy(places.iter().map(|(_, open)| open), &self.taken.remove(&id).unwrap_or_default());
            let places = places.into_iter().zip(all).map(|((location, open), busy)| Workplace {
                id: location.id,
                city: fold(&location.city).into(),
                point: location.point(),
                open,
                busy,
            });
            let rating = self.ratings.get(&id).copied().unwrap_or_default();
            Person { id, rating, places: places.collect(), wares: wares.into() }
        };
        people.into_iter().map(person).collect()
    }
}

fn ware(service: &Service, full: Box<[Date]>) -> Ware {
    let offer = Agreement::of(service, service.duration_minutes).offer(Side::Client);
    let unlimited = |offer: Offer| Offer::new(Terms { day_limit: None, ..offer.terms() }).ok();
    Ware {
        service: service.id,
        category: service.category.as_deref().and_then(Category::parse),
        price: service.price,
        duration_minutes: service.duration_minutes,
        offer: offer.and_then(unlimited),
        daily_limit: service.terms.daily_limit.is_some(),
        full,
    }
}
