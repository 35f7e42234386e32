//! Who offers what, where and when, in memory.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::Arc;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::Category;
use frontdesk_catalogue::model::{Rating, ServiceId};
use frontdesk_kit::money::Minor;
use frontdesk_schedule::{Busy, LocationId, Offer, Open, Point};
use jiff::civil::Date;

use crate::store::taken::Taken;

/// Somebody who offers something.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: UserId,
    pub rating: Rating,
    /// In the order of their numbers.
    pub places: Box<[Workplace]>,
    pub wares: Box<[Ware]>,
}

/// Somebody's time at a location, over the dates of its layout.
#[derive(Clone, Debug)]
pub struct Workplace {
    pub id: LocationId,
    /// In folded letters.
    pub city: Box<str>,
    pub point: Option<Point>,
    pub open: Arc<Open>,
    /// Shared by the locations of one person that lie in one zone.
    pub busy: Arc<Busy>,
}

/// A service that can be booked.
#[derive(Clone, Debug)]
pub struct Ware {
    pub service: ServiceId,
    pub category: Option<Category>,
    pub price: Minor,
    pub duration_minutes: i64,
    /// Without the daily limit. `None` if no calendar can hold the service.
    pub offer: Option<Offer>,
    /// Whether there is a limit of bookings a date.
    pub daily_limit: bool,
    /// The dates that it fills.
    pub full: Box<[Date]>,
}

/// About 3 kB for each person and 150 bytes for each service, layouts aside.
#[derive(Debug, Default)]
pub struct Index {
    people: BTreeMap<UserId, Person>,
    by_service: HashMap<ServiceId, UserId>,
}

impl Person {
    /// Puts what is `taken` now in the place of what was.
    pub fn take(&mut self, taken: &Taken) {
        let busy = busy(self.places.iter().map(|place| &place.open), taken);
        self.places.iter_mut().zip(busy).for_each(|(place, busy)| place.busy = busy);
    }
}

/// What is `taken` of each layout; where they lie over the same ticks, it is the same.
pub fn busy<'a>(layouts: impl Iterator<Item = &'a Arc<Open>>, taken: &Taken) -> Vec<Arc<Busy>> {
    let mut all: Vec<(&Arc<Open>, Arc<Busy>)> = Vec::new();
    for open in layouts {
        let same = all.iter().find(|(other, _)| other.stretch() == open.stretch()).map(|(_, busy)| busy.clone());
        let busy = same.unwrap_or_else(|| {
            let mut busy = Busy::nothing(open);
            taken.put_on(&mut busy);
            Arc::new(busy)
        });
        all.push((open, busy));
    }
    all.into_iter().map(|(_, busy)| busy).collect()
}

impl Index {
    /// Everybody, by number.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// The person with this number.
    pub fn person(&self, id: UserId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// Who offers a service, and the service.
    pub fn ware(&self, service: ServiceId) -> Option<(&Person, &Ware)> {
        let person = self.people.get(self.by_service.get(&service)?)?;
        Some((person, person.wares.iter().find(|ware| ware.service == service)?))
    }

    /// Changes what is known of one person, if there is something.
    pub fn change(&mut self, id: UserId, change: impl FnOnce(&mut Person)) {
        if let Some(person) = self.people.get_mut(&id) {
            change(person);
        }
    }

    /// Puts `people` in the place of all whose numbers lie in `range`.
    pub fn replace(&mut self, range: RangeInclusive<UserId>, people: Vec<Person>) {
        let known: Vec<UserId> = self.people.range(range).map(|(id, _)| *id).collect();
        for person in known.iter().filter_map(|id| self.people.remove(id)) {
            for ware in &person.wares {
                self.by_service.remove(&ware.service);
            }
        }
        for person in people {
            self.by_service.extend(person.wares.iter().map(|ware| (ware.service, person.id)));
            self.people.insert(person.id, person);
        }
    }
}
