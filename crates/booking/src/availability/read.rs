//! How the index comes to know what it knows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use frontdesk_accounts::declared::Model;
use frontdesk_accounts::model::UserId;
use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::model::{Rating, Service, ServiceId};
use frontdesk_catalogue::store::performers::{self, Performed};
use frontdesk_catalogue::words::fold;
use frontdesk_catalogue::{Category, store as catalogue};
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::flow::{Workday, load_schedules};
use frontdesk_schedule::{Busy, Dates, DayNumber, Location, Offer, Open, Terms, Tick};
use jiff::civil::Date;

use super::index::{Person, Thing, Workplace, busy, joinable, lapses_at};
use super::layouts::Layouts;
use super::ware::{Beside, Ware, soonest};
use crate::agreement::Agreement;
use crate::error::BookingError;
use crate::group::Seating;
use crate::model::{Resource, Side, ThingId, moment};
use crate::store::taken::{self, Taken};
use crate::store::{bookings, sessions, things, workers};

const DAY_SECONDS: i64 = 86_400;
/// Ticks of a day.
const DAY: i64 = 288;

/// Numbers that a statement names at once.
const AT_ONCE: usize = 1_000;

/// What the database says of some people.
#[derive(Debug)]
pub struct Facts {
    at: Timestamp,
    roles: Vec<(UserId, String)>,
    services: HashMap<ServiceId, Service>,
    performed: Vec<Performed>,
    workdays: Vec<Workday>,
    taken: BTreeMap<UserId, Taken>,
    seating: BTreeMap<UserId, Vec<Seating>>,
    full: HashMap<ServiceId, Box<[Date]>>,
    needs: HashMap<ServiceId, Vec<ThingId>>,
    ratings: HashMap<UserId, Rating>,
    /// What is taken of all that is needed.
    pub things: Vec<(ThingId, Option<Thing>)>,
}

/// A location and its hours.
type Place = (Location, Arc<Open>);

/// The ticks of which somebody's layout at `now` may have some.
pub fn around(now: Timestamp) -> Range<Tick> {
    let today = Tick::floor(now.into());
    today.plus(-3 * DAY)..today.plus((Dates::MOST + 5) * DAY)
}

/// The same as moments.
pub fn moments(now: Timestamp) -> (Timestamp, Timestamp) {
    let ticks = around(now);
    (moment(ticks.start), moment(ticks.end))
}

/// Reads about all with numbers in `range`.
pub async fn facts(tx: &mut Tx, range: RangeInclusive<UserId>, now: Timestamp) -> Result<Facts, BookingError> {
    let own = catalogue::services::offered_by_each(tx, &range).await?;
    // Whose service it is performs it as it says.
    let mut performed: Vec<Performed> = own.iter().map(as_owner).collect();
    let mut services: HashMap<ServiceId, Service> = own.into_iter().map(|service| (service.id, service)).collect();
    let others = performers::of_each(tx, &range).await?;
    let numbers: BTreeSet<ServiceId> = others.iter().map(|other| other.service_id).collect();
    let numbers: Vec<ServiceId> = numbers.into_iter().filter(|id| !services.contains_key(id)).collect();
    for numbers in numbers.chunks(AT_ONCE) {
        let some = catalogue::services::by_numbers(tx, numbers).await?;
        services.extend(some.into_iter().map(|service| (service.id, service)));
    }
    performed.extend(others);
    let mut full = HashMap::new();
    for service in services.values() {
        if let Some(limit) = service.terms.daily_limit.and_then(|limit| u32::try_from(limit).ok()) {
            full.insert(service.id, full_dates(tx, service.id, limit, now).await?);
        }
    }
    let mut needs: HashMap<ServiceId, Vec<ThingId>> = HashMap::new();
    for (service, thing) in things::needed_by_each(tx, &range).await? {
        needs.entry(service).or_default().push(thing);
    }
    let needed: BTreeSet<ThingId> = needs.values().flatten().copied().collect();
    Ok(Facts {
        at: now,
        roles: workers::roles(tx, &range).await?,
        workdays: load_schedules(tx, &range, now).await?,
        ratings: catalogue::ratings::of_each(tx, &range).await?,
        taken: taken::of_each(tx, range.clone(), around(now)).await?,
        seating: sessions::of_each(tx, range, moments(now)).await?,
        things: furnishings(tx, &needed.into_iter().collect::<Vec<_>>(), now).await?,
        services,
        performed,
        full,
        needs,
    })
}

fn as_owner(service: &Service) -> Performed {
    Performed {
        service_id: service.id,
        specialist_id: service.specialist_id,
        price: service.price,
        duration_minutes: service.duration_minutes,
    }
}

/// What is taken at `now` of each unit of each of `wanted`; of those that are gone it is nothing.
pub async fn furnishings(
    tx: &mut Tx,
    wanted: &[ThingId],
    now: Timestamp,
) -> Result<Vec<(ThingId, Option<Thing>)>, DbError> {
    let mut all = Vec::with_capacity(wanted.len());
    for wanted in wanted.chunks(AT_ONCE) {
        let units = things::units_of_each(tx, wanted).await?;
        let resources: Vec<Resource> = units.iter().map(|(_, unit)| *unit).collect();
        let mut taken = BTreeMap::new();
        for resources in resources.chunks(AT_ONCE) {
            taken.extend(taken::of_units(tx, resources, around(now)).await?);
        }
        for id in wanted {
            let own: Vec<Option<&Taken>> =
                units.iter().filter(|(thing, _)| thing == id).map(|(_, unit)| taken.get(&unit.id)).collect();
            let busy = own.iter().map(|taken| {
                let mut busy = Busy::nothing_of(around(now));
                taken.iter().for_each(|taken| taken.put_on(&mut busy, now));
                busy
            });
            let lapses_at = own.iter().flatten().filter_map(|taken| taken.lapses_at(now)).min();
            all.push((*id, (!own.is_empty()).then(|| Thing { units: busy.collect(), lapses_at })));
        }
    }
    Ok(all)
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
    pub fn people(&mut self, model: &Model, layouts: &mut Layouts) -> Vec<Person> {
        let works =
            |role: &str| model.role(role).is_some_and(|role| role.permissions.has(Permission::ManageOwnSchedule));
        let working = self.roles.iter().filter(|(_, role)| works(role));
        let mut people: BTreeMap<UserId, (Vec<Place>, Vec<Ware>)> =
            working.map(|(id, _)| (*id, Default::default())).collect();
        for performed in &self.performed {
            if let Some((_, wares)) = people.get_mut(&performed.specialist_id) {
                wares.extend(self.ware(performed, layouts));
            }
        }
        for Workday { location, dates, schedule } in std::mem::take(&mut self.workdays) {
            if let Some((places, _)) = people.get_mut(&location.owner_id) {
                places.push((location, layouts.of(&schedule, dates)));
            }
        }
        let person = |(id, (places, wares)): (UserId, (Vec<Place>, Vec<Ware>))| {
            let taken = self.taken.remove(&id).unwrap_or_default();
            let seating = self.seating.remove(&id).unwrap_or_default();
            let all = busy(places.iter().map(|(_, open)| open), &taken, self.at);
            let places = places.into_iter().zip(all).map(|((location, open), busy)| Workplace {
                id: location.id,
                city: fold(&location.city).into(),
                point: location.point(),
                sessions: joinable(location.id, &seating, self.at),
                open,
                busy,
            });
            let rating = self.ratings.get(&id).copied().unwrap_or_default();
            let (places, wares): (Box<[Workplace]>, Box<[Ware]>) = (places.collect(), wares.into());
            let lapses_at = lapses_at(&taken, &seating, self.at);
            let soonest = soonest(&places, &wares, self.at);
            Person { id, rating, places, wares, shares: false, soonest, lapses_at }
        };
        people.into_iter().map(person).collect()
    }

    fn ware(&self, performed: &Performed, layouts: &mut Layouts) -> Option<Ware> {
        let service = self.services.get(&performed.service_id)?;
        let offer = Agreement::of(service, performed.duration_minutes).offer(Side::Client);
        let unlimited = |offer: Offer| Offer::new(Terms { day_limit: None, ..offer.terms() }).ok();
        let beside = Beside {
            daily_limit: service.terms.daily_limit.is_some(),
            full: self.full.get(&service.id).cloned().unwrap_or_default(),
            needs: self.needs.get(&service.id).cloned().unwrap_or_default().into(),
        };
        Some(Ware {
            service: service.id,
            price: performed.price,
            duration_minutes: performed.duration_minutes,
            offer: offer.and_then(unlimited).map(|offer| layouts.offer(offer)),
            beside: (beside.daily_limit || !beside.needs.is_empty()).then(|| Box::new(beside)),
            category: service.category.as_deref().and_then(Category::parse),
            is_shared: false,
            is_group: service.terms.seats > 1,
        })
    }
}
