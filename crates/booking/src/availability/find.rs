//! How the index is asked.

use std::collections::BinaryHeap;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::{Rating, ServiceId};
use frontdesk_schedule::{LocationId, Tick};

use super::index::{Index, Person, Ware, Workplace};
use super::spans::Spans;
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

/// A hit by its place, for a heap with the last of the best on top.
struct Ranked(Hit);

impl Index {
    /// The first `most` services that are asked for, past the place of the search, in its order.
    pub fn find(&self, asked: Asked<'_>, most: usize) -> Vec<Hit> {
        if asked.search.sort == Sort::Earliest {
            return self.earliest(asked, most);
        }
        // Prices and distances are known without a look at anybody's time: the few that are shown are looked at.
        let mut all: Vec<(Place, &Person, &Ware)> = Vec::new();
        self.each(asked, |person, ware| {
            if let Some(amount) = asked.amount(person, ware) {
                let place = Place { amount, service: ware.service };
                if asked.follows(place) {
                    all.push((place, person, ware));
                }
            }
        });
        all.sort_unstable_by_key(|(place, ..)| *place);
        all.into_iter().filter_map(|(place, person, ware)| asked.hit(person, ware, place)).take(most).collect()
    }

    /// The first start of `ware`, one of `person`'s, at `location` or wherever it is free first.
    pub fn next_free(&self, (person, ware): (&Person, &Ware), spans: &Spans) -> Option<(LocationId, Tick)> {
        let place = |place: &Workplace| spans.first(ware, place, None).map(|tick| (place.id, tick));
        person.places.iter().filter_map(place).min_by_key(|(_, tick)| *tick)
    }

    /// The services that are free first. As soon as there are enough, only what is free before the last of them counts.
    fn earliest(&self, asked: Asked<'_>, most: usize) -> Vec<Hit> {
        let mut best: BinaryHeap<Ranked> = BinaryHeap::with_capacity(most + 1);
        self.each(asked, |person, ware| {
            let last = best.peek().filter(|_| best.len() >= most).map(|last| last.0.place);
            let until = last.map(|last| Tick(last.amount.saturating_add(1)));
            let Some(hit) = asked.soonest(person, ware, until) else { return };
            if asked.follows(hit.place) && last.is_none_or(|last| hit.place < last) {
                best.push(Ranked(hit));
                if best.len() > most {
                    best.pop();
                }
            }
        });
        best.into_sorted_vec().into_iter().map(|ranked| ranked.0).collect()
    }

    /// Every service that is asked for, as far as it is known without a look at anybody's time or place.
    fn each<'a>(&'a self, asked: Asked<'_>, mut take: impl FnMut(&'a Person, &'a Ware)) {
        let mut consider = |person: &'a Person, ware: &'a Ware| {
            if asked.means(person, ware) {
                take(person, ware);
            }
        };
        match (asked.named, asked.specialist) {
            (Some(named), _) => {
                named.iter().filter_map(|id| self.ware(*id)).for_each(|(person, ware)| consider(person, ware));
            }
            (None, Some(one)) => {
                self.person(one).into_iter().for_each(|one| one.wares.iter().for_each(|ware| consider(one, ware)));
            }
            (None, None) => {
                self.people().for_each(|person| person.wares.iter().for_each(|ware| consider(person, ware)));
            }
        }
    }
}

impl Asked<'_> {
    fn means(&self, person: &Person, ware: &Ware) -> bool {
        let search = self.search;
        search.band.holds(ware.price)
            && search.category.is_none_or(|wanted| ware.category == Some(wanted))
            && search.longest.is_none_or(|longest| ware.duration_minutes <= longest)
            && self.specialist.is_none_or(|wanted| person.id == wanted)
            && search
                .least_rating
                .is_none_or(|least| person.rating.count > 0 && least * person.rating.count <= person.rating.sum * 10)
    }

    fn follows(&self, place: Place) -> bool {
        self.search.after.is_none_or(|after| after < place)
    }

    /// Whether whoever has no location, or nothing free, is shown too.
    fn takes_anybody(&self) -> bool {
        self.search.window.is_any()
    }

    /// How far off `place` is, if it is one that is asked for; the distance of one that nobody knows is none.
    fn reach(&self, place: &Workplace) -> Option<Option<i64>> {
        if self.search.city.as_ref().is_some_and(|city| **city != *place.city) {
            return None;
        }
        let Some(near) = self.search.near else { return Some(None) };
        let metres = place.point.map(|point| near.point.metres_to(point));
        near.within.is_none_or(|within| metres.is_some_and(|metres| metres <= within)).then_some(metres)
    }

    /// The locations of `person` that are asked for, each with its distance.
    fn places<'a>(&self, person: &'a Person) -> impl Iterator<Item = (&'a Workplace, Option<i64>)> {
        person.places.iter().filter_map(|place| self.reach(place).map(|metres| (place, metres)))
    }

    /// Whether `person` counts without a location.
    fn is_anywhere(&self, person: &Person) -> bool {
        let search = self.search;
        let is_anywhere = search.city.is_none() && search.near.is_none_or(|near| near.within.is_none());
        person.places.is_empty() && is_anywhere && self.takes_anybody()
    }

    /// What `ware` is sorted by, if it can be had where it is asked for. Not for the order by time.
    fn amount(&self, person: &Person, ware: &Ware) -> Option<i64> {
        let nearest = self.places(person).map(|(_, metres)| metres.unwrap_or(LAST)).min();
        let nearest = nearest.or_else(|| self.is_anywhere(person).then_some(LAST))?;
        match self.search.sort {
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
    fn hit(&self, person: &Person, ware: &Ware, place: Place) -> Option<Hit> {
        let (specialist, rating) = (person.id, person.rating);
        let hit = |location, first, metres| Hit { place, specialist, rating, location, first, metres };
        if self.search.sort != Sort::Distance {
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
    fn soonest(&self, person: &Person, ware: &Ware, until: Option<Tick>) -> Option<Hit> {
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
        Hit { place, specialist: person.id, rating: person.rating, location, first, metres }
    }

    fn first(&self, ware: &Ware, place: &Workplace, until: Option<Tick>) -> Option<Tick> {
        self.spans.first(ware, place, until)
    }
}

/// Where a rating stands: the best first, of equally good ones that which more have given; what nobody rated comes last.
fn behind(rating: Rating) -> i64 {
    let mean = |sum: i64| -(sum * 1_000 / rating.count * 1_000_000) - rating.count.min(999_999);
    if rating.count > 0 { mean(rating.sum) } else { LAST }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.0.place == other.0.place
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.place.cmp(&other.0.place)
    }
}
