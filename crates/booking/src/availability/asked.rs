//! A search, and how one service of one person looks to it.

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::{Rating, ServiceId};
use frontdesk_schedule::{LocationId, Tick};

use super::index::{Index, Person, Workplace};
use super::spans::Spans;
use super::ware::Ware;
use crate::search::{Hit, Place, Search, Sort};

/// Stands behind everything that can be compared.
const LAST: i64 = i64::MAX;

/// A search, with what others know about it.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub search: &'a Search,
    /// The one specialist who is wanted.
    pub specialist: Option<UserId>,
    /// The services whose names have the words that are wanted; all, without.
    pub named: Option<&'a [ServiceId]>,
    pub spans: &'a Spans,
}

/// The index as a search sees it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub asked: Asked<'a>,
    pub index: &'a Index,
}

impl View<'_> {
    /// Whether `ware` of `person`'s is asked for, as far as it is known without a look at their time or place.
    pub fn means(&self, person: &Person, ware: &Ware) -> bool {
        let search = self.asked.search;
        search.band.holds(ware.price)
            && search.category.is_none_or(|wanted| ware.category == Some(wanted))
            && search.longest.is_none_or(|longest| ware.duration_minutes <= longest)
            && self.asked.specialist.is_none_or(|wanted| person.id == wanted)
            && search
                .least_rating
                .is_none_or(|least| person.rating.count > 0 && least * person.rating.count <= person.rating.sum * 10)
    }

    /// Whether `place` stands past that of the search.
    pub fn follows(&self, place: Place) -> bool {
        self.asked.search.after.is_none_or(|after| after < place)
    }

    /// Whether whoever has no location, or nothing free, is shown too.
    fn takes_anybody(&self) -> bool {
        self.asked.search.window.is_any()
    }

    /// How far off `place` is, if it is one that is asked for; the distance of one that nobody knows is none.
    fn reach(&self, place: &Workplace) -> Option<Option<i64>> {
        if self.asked.search.city.as_ref().is_some_and(|city| **city != *place.city) {
            return None;
        }
        let Some(near) = self.asked.search.near else { return Some(None) };
        let metres = place.point.map(|point| near.point.metres_to(point));
        near.within.is_none_or(|within| metres.is_some_and(|metres| metres <= within)).then_some(metres)
    }

    /// Whether `person` works in the city that is asked for, or none is.
    pub fn is_in_city(&self, person: &Person) -> bool {
        let city = self.asked.search.city.as_ref();
        city.is_none_or(|city| person.places.iter().any(|place| **city == *place.city))
    }

    /// The locations of `person` that are asked for, each with its distance.
    fn places<'a>(&self, person: &'a Person) -> impl Iterator<Item = (&'a Workplace, Option<i64>)> {
        person.places.iter().filter_map(|place| self.reach(place).map(|metres| (place, metres)))
    }

    /// Whether `person` counts without a location.
    fn is_anywhere(&self, person: &Person) -> bool {
        let search = self.asked.search;
        let is_anywhere = search.city.is_none() && search.near.is_none_or(|near| near.within.is_none());
        person.places.is_empty() && is_anywhere && self.takes_anybody()
    }

    /// What `ware` is sorted by, if it can be had where it is asked for. Not for the order by time.
    pub fn amount(&self, person: &Person, ware: &Ware) -> Option<i64> {
        let search = self.asked.search;
        let nearest = if search.city.is_none() && search.near.is_none() {
            // No place has to be fetched.
            (!person.places.is_empty()).then_some(LAST)
        } else {
            self.places(person).map(|(_, metres)| metres.unwrap_or(LAST)).min()
        };
        let nearest = nearest.or_else(|| self.is_anywhere(person).then_some(LAST))?;
        match self.asked.search.sort {
            Sort::Distance => {}
            Sort::Rating => return Some(behind(person.rating)),
            Sort::Earliest | Sort::Price => return Some(ware.price.0),
        }
        if self.takes_anybody() {
            return Some(nearest);
        }
        // The nearest where there is time.
        let free =
            |(place, metres): (&Workplace, Option<i64>)| self.first(ware, place, None).map(|_| metres.unwrap_or(LAST));
        self.places(person).filter_map(free).min()
    }

    /// `ware` at the place that suits best; none, if a time is asked for at which it cannot be had.
    pub fn hit(&self, person: &Person, ware: &Ware, place: Place) -> Option<Hit> {
        let (specialist, rating) = (person.id, person.rating);
        let (price, duration_minutes) = (ware.price, ware.duration_minutes);
        let hit = |location, first, metres| Hit {
            place,
            specialist,
            price,
            duration_minutes,
            rating,
            location,
            first,
            metres,
        };
        if self.asked.search.sort != Sort::Distance {
            let soonest = self.soonest(person, ware, None)?;
            return Some(Hit { place, ..soonest });
        }
        let there = self.places(person).filter(|(_, metres)| metres.unwrap_or(LAST) == place.amount);
        let looked = there.map(|(there, metres)| hit(Some(there.id), self.first(ware, there, None), metres));
        let best = looked.min_by_key(|hit| hit.first.map_or(LAST, |tick| tick.0));
        let best = best.or_else(|| self.is_anywhere(person).then(|| hit(None, None, None)));
        best.filter(|best| best.first.is_some() || self.takes_anybody())
    }

    /// `ware` where it is free first, before `until`; if it is free nowhere and any time is asked for, at the first place.
    pub fn soonest(&self, person: &Person, ware: &Ware, until: Option<Tick>) -> Option<Hit> {
        let mut best: Option<Hit> = None;
        for (place, metres) in self.places(person) {
            let until = best.and_then(|best| best.first).or(until);
            let first = self.first(ware, place, until);
            let is_better =
                best.is_none_or(|best| first.is_some_and(|tick| best.first.is_none_or(|other| tick < other)));
            if is_better {
                best = Some(self.at(person, ware, (Some(place.id), first, metres)));
            }
        }
        let best = best.or_else(|| self.is_anywhere(person).then(|| self.at(person, ware, (None, None, None))));
        best.filter(|best| best.first.is_some() || self.takes_anybody())
    }

    fn at(
        &self,
        person: &Person,
        ware: &Ware,
        (location, first, metres): (Option<LocationId>, Option<Tick>, Option<i64>),
    ) -> Hit {
        let place = Place { amount: first.map_or(LAST, |tick| tick.0), service: ware.service };
        let (price, duration_minutes) = (ware.price, ware.duration_minutes);
        Hit { place, specialist: person.id, price, duration_minutes, rating: person.rating, location, first, metres }
    }

    fn first(&self, ware: &Ware, place: &Workplace, until: Option<Tick>) -> Option<Tick> {
        self.asked.spans.first(self.index, (ware, place), until)
    }
}

/// Where a rating stands: the best first, of equally good ones that which more have given; what nobody rated comes last.
fn behind(rating: Rating) -> i64 {
    let mean = |sum: i64| -(sum * 1_000 / rating.count * 1_000_000) - rating.count.min(999_999);
    if rating.count > 0 { mean(rating.sum) } else { LAST }
}
