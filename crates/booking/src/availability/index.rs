//! Who offers what, where and when, in memory.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::Arc;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::{Rating, ServiceId};
use frontdesk_kit::clock::Timestamp;
use frontdesk_schedule::{Busy, LocationId, Open, Point, Tick};

use super::ware::{Ware, soonest};
use crate::group::{Seating, Session};
use crate::model::ThingId;
use crate::store::taken::Taken;

/// Somebody who offers something.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: UserId,
    pub rating: Rating,
    /// In the order of their numbers.
    pub places: Box<[Workplace]>,
    pub wares: Box<[Ware]>,
    /// Whether others perform some of them too; the index sees to that.
    pub shares: bool,
    /// Before this none of them begins, as long as nothing changes.
    pub soonest: Tick,
    /// When some of their time is free again because nobody has booked what was held.
    pub lapses_at: Option<Timestamp>,
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
    /// Sessions that can be joined here, whatever is busy.
    pub sessions: Box<[(ServiceId, Session)]>,
}

/// A room, or a piece of equipment.
#[derive(Clone, Debug)]
pub struct Thing {
    /// What is taken of each unit.
    pub units: Box<[Busy]>,
    pub lapses_at: Option<Timestamp>,
}

/// Whose time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Whose {
    Person(UserId),
    Thing(ThingId),
}

/// About 3 kB for each person and each unit of a thing, and 200 bytes for each service, layouts aside.
#[derive(Debug, Default)]
pub struct Index {
    people: BTreeMap<UserId, Person>,
    /// Who performs each service, by number.
    by_service: HashMap<ServiceId, Vec<UserId>>,
    /// Who works in each city, in folded letters.
    by_city: HashMap<Box<str>, BTreeSet<UserId>>,
    things: HashMap<ThingId, Thing>,
    /// Whose time becomes free by itself, and when.
    lapses: BTreeSet<(Timestamp, Whose)>,
}

impl Person {
    /// Puts what is `taken` at `now` in the place of what was.
    fn take(&mut self, taken: &Taken, seating: &[Seating], now: Timestamp) {
        let busy = busy(self.places.iter().map(|place| &place.open), taken, now);
        for (place, busy) in self.places.iter_mut().zip(busy) {
            place.busy = busy;
            place.sessions = joinable(place.id, seating, now);
        }
        self.lapses_at = lapses_at(taken, seating, now);
        self.soonest = soonest(&self.places, &self.wares, now);
    }
}

/// Those of `seating` that can be joined at `location` at `now`.
pub fn joinable(location: LocationId, seating: &[Seating], now: Timestamp) -> Box<[(ServiceId, Session)]> {
    let here = seating.iter().filter(|seating| seating.location == location);
    here.filter_map(|seating| Some((seating.service, seating.joinable(now)?))).collect()
}

/// The next moment after `now` at which something of it becomes free by itself.
pub fn lapses_at(taken: &Taken, seating: &[Seating], now: Timestamp) -> Option<Timestamp> {
    let seats = seating.iter().flat_map(|seating| &seating.lapses).copied().filter(|until| *until > now);
    seats.chain(taken.lapses_at(now)).min()
}

/// What is `taken` of each layout at `now`; where they lie over the same ticks, it is the same.
pub fn busy<'a>(layouts: impl Iterator<Item = &'a Arc<Open>>, taken: &Taken, now: Timestamp) -> Vec<Arc<Busy>> {
    let mut all: Vec<(&Arc<Open>, Arc<Busy>)> = Vec::new();
    for open in layouts {
        let same = all.iter().find(|(other, _)| other.stretch() == open.stretch()).map(|(_, busy)| busy.clone());
        let busy = same.unwrap_or_else(|| {
            let mut busy = Busy::nothing(open);
            taken.put_on(&mut busy, now);
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

    /// Those who work in `city`, by number.
    pub fn people_in(&self, city: &str) -> impl Iterator<Item = &Person> {
        self.by_city.get(city).into_iter().flatten().filter_map(|id| self.people.get(id))
    }

    /// The person with this number.
    pub fn person(&self, id: UserId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// Who performs `service`, each with it, by number.
    pub fn performers(&self, service: ServiceId) -> impl Iterator<Item = (&Person, &Ware)> {
        let performer = move |id: &UserId| {
            let person = self.people.get(id)?;
            Some((person, person.wares.iter().find(|ware| ware.service == service)?))
        };
        self.by_service.get(&service).into_iter().flatten().filter_map(performer)
    }

    /// What is taken of each unit of a thing; of one that is not known there is none.
    pub fn units(&self, thing: ThingId) -> &[Busy] {
        self.things.get(&thing).map_or(&[], |thing| &thing.units)
    }

    /// Whose time has become free by itself up to `now`.
    pub fn lapsed(&self, now: Timestamp) -> impl Iterator<Item = Whose> {
        self.lapses.iter().take_while(move |(at, _)| *at <= now).map(|(_, whose)| *whose)
    }

    /// Who else performs services of which `id` performs too, where a date takes only so many: whether it is full is one
    /// question for all of them.
    pub fn limited_with(&self, id: UserId) -> impl Iterator<Item = UserId> {
        let wares = self.person(id).into_iter().flat_map(|person| &person.wares);
        let shared = wares.filter(|ware| ware.is_shared && ware.daily_limit());
        let people = shared.filter_map(|ware| self.by_service.get(&ware.service)).flatten();
        people.copied().filter(move |other| *other != id)
    }

    /// Puts what is `taken` at `now` of somebody's time in the place of what was, if they are known.
    pub fn take(&mut self, id: UserId, (taken, seating): (&Taken, &[Seating]), now: Timestamp) {
        let Some(person) = self.people.get_mut(&id) else { return };
        let before = person.lapses_at;
        person.take(taken, seating, now);
        let after = person.lapses_at;
        self.note(Whose::Person(id), before, after);
    }

    /// Puts `people` in the place of all whose numbers lie in `range`.
    pub fn replace(&mut self, range: RangeInclusive<UserId>, people: Vec<Person>) {
        let known: Vec<UserId> = self.people.range(range).map(|(id, _)| *id).collect();
        for id in known {
            let Some(person) = self.people.remove(&id) else { continue };
            self.note(Whose::Person(person.id), person.lapses_at, None);
            for ware in &person.wares {
                self.leave(person.id, ware.service);
            }
            for place in &person.places {
                let Some(people) = self.by_city.get_mut(&place.city) else { continue };
                people.remove(&person.id);
                if people.is_empty() {
                    self.by_city.remove(&place.city);
                }
            }
        }
        for mut person in people {
            self.note(Whose::Person(person.id), None, person.lapses_at);
            for ware in &mut person.wares {
                ware.is_shared = self.join(person.id, ware.service);
                person.shares |= ware.is_shared;
            }
            for place in &person.places {
                self.by_city.entry(place.city.clone()).or_default().insert(person.id);
            }
            self.people.insert(person.id, person);
        }
    }

    /// Puts `thing` in the place of what was known of the one with this number; nothing, if it is gone.
    pub fn furnish(&mut self, id: ThingId, thing: Option<Thing>) {
        let after = thing.as_ref().and_then(|thing| thing.lapses_at);
        let before = match thing {
            Some(thing) => self.things.insert(id, thing),
            None => self.things.remove(&id),
        };
        self.note(Whose::Thing(id), before.and_then(|thing| thing.lapses_at), after);
    }

    /// Forgets the things that nobody needs any more.
    pub fn clear_out(&mut self) {
        let wares = self.people.values().flat_map(|person| &person.wares);
        let needed: HashSet<ThingId> = wares.flat_map(Ware::needs).copied().collect();
        let idle: Vec<ThingId> = self.things.keys().filter(|id| !needed.contains(id)).copied().collect();
        idle.into_iter().for_each(|id| self.furnish(id, None));
    }

    /// Notes that `id` performs `service`; tells whether somebody else does.
    fn join(&mut self, id: UserId, service: ServiceId) -> bool {
        let performers = self.by_service.entry(service).or_default();
        for other in performers.iter().filter(|other| **other != id) {
            let Some(other) = self.people.get_mut(other) else { continue };
            other.shares = true;
            other.wares.iter_mut().filter(|ware| ware.service == service).for_each(|ware| ware.is_shared = true);
        }
        performers.insert(performers.partition_point(|other| *other < id), id);
        performers.len() > 1
    }

    fn leave(&mut self, id: UserId, service: ServiceId) {
        let Some(performers) = self.by_service.get_mut(&service) else { return };
        performers.retain(|other| *other != id);
        if performers.is_empty() {
            self.by_service.remove(&service);
        }
    }

    fn note(&mut self, whose: Whose, before: Option<Timestamp>, after: Option<Timestamp>) {
        if before == after {
            return;
        }
        before.map(|at| self.lapses.remove(&(at, whose)));
        after.map(|at| self.lapses.insert((at, whose)));
    }
}
