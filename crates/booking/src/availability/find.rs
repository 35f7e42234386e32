//! How the index is asked.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_schedule::{LocationId, Tick};

use super::asked::{Asked, View};
use super::index::{Index, Person};
use super::spans::Spans;
use super::ware::Ware;
use crate::search::{Hit, Place, Sort};

/// Something by its place and its person's number, for a heap.
struct Ranked<T>((Place, UserId), T);

/// A service as somebody performs it.
type Offered<'a> = (&'a Person, &'a Ware);

impl Index {
    /// The first `most` services that are asked for, past the place of the search, in its order: each once, with whoever of
    /// those who perform it stands first in that order.
    pub fn find(&self, asked: Asked<'_>, most: usize) -> Vec<Hit> {
        let view = View { asked, index: self };
        if asked.search.sort == Sort::Earliest {
            return self.earliest(view, most);
        }
        // Prices and distances are known without a look at anybody's time: the few that are shown are looked at.
        let mut all: Vec<Reverse<Ranked<Offered<'_>>>> = Vec::new();
        self.each((view, |_| true), |performers| {
            for &(person, ware) in performers {
                let Some(amount) = view.amount(person, ware) else { continue };
                let place = Place { amount, service: ware.service };
                if view.follows(place) || ware.is_shared {
                    all.push(Reverse(Ranked((place, person.id), (person, ware))));
                }
            }
        });
        // A page is much shorter than the list: only its beginning is put in order.
        let mut all = BinaryHeap::from(all);
        let (mut hits, mut shown) = (Vec::with_capacity(most), HashSet::new());
        while hits.len() < most {
            let Some(Reverse(Ranked((place, _), first))) = all.pop() else { break };
            // Those who perform a service and stand at one place of the order are told apart by who is free first.
            let mut same = vec![first];
            while let Some(Reverse(next)) = all.peek().filter(|Reverse(next)| next.0.0 == place) {
                same.push(next.1);
                all.pop();
            }
            if first.1.is_shared && shown.contains(&place.service) {
                continue;
            }
            let free = same.iter().filter_map(|(person, ware)| view.hit(person, ware, place));
            let Some(hit) = free.min_by_key(|hit| hit.first.map_or(i64::MAX, |tick| tick.0)) else { continue };
            if first.1.is_shared {
                shown.insert(place.service);
            }
            // One that does not follow was shown on a page before.
            hits.extend(view.follows(place).then_some(hit));
        }
        hits
    }

    /// The first start of what `offered` are one service of, wherever somebody is free first.
    pub fn next_free<'a>(
        &self,
        offered: impl Iterator<Item = Offered<'a>>,
        spans: &Spans,
    ) -> Option<(LocationId, Tick)> {
        let places = offered.flat_map(|(person, ware)| person.places.iter().map(move |place| (ware, place)));
        let first = places.filter_map(|(ware, place)| Some((place.id, spans.first(self, (ware, place), None)?)));
        first.min_by_key(|(place, tick)| (*tick, *place))
    }

    /// The services that are free first. As soon as there are enough, only what is free before the last of them counts.
    fn earliest(&self, view: View<'_>, most: usize) -> Vec<Hit> {
        // The last of the best on top.
        let mut best: BinaryHeap<Ranked<Hit>> = BinaryHeap::with_capacity(most + 1);
        // Whoever begins nothing until this is passed over, unseen.
        let bar = Cell::new(Tick(i64::MAX));
        self.each((view, |person| person.soonest <= bar.get()), |performers| {
            let last = best.peek().filter(|_| best.len() >= most).map(|last| last.1.place);
            let mut soonest: Option<Hit> = None;
            for &(person, ware) in performers {
                // Of what begins at the same time the lower number stands first.
                let later = last.map(|last| Tick(last.amount).plus(i64::from(ware.service < last.service)));
                let until = soonest.and_then(|hit| hit.first).or(later);
                // Most are passed over here, before anything of their time is fetched.
                if until.is_some_and(|until| until.0 < i64::MAX && until <= view.asked.spans.soonest(ware)) {
                    continue;
                }
                let Some(hit) = view.soonest(person, ware, until) else { continue };
                if soonest.is_none_or(|soonest| hit.place < soonest.place) {
                    soonest = Some(hit);
                }
            }
            let Some(hit) = soonest else { return };
            if view.follows(hit.place) && last.is_none_or(|last| hit.place < last) {
                best.push(Ranked((hit.place, hit.specialist), hit));
                if best.len() > most {
                    best.pop();
                }
                if let Some(last) = best.peek().filter(|_| best.len() == most) {
                    bar.set(Tick(last.1.place.amount));
                }
            }
        });
        best.into_sorted_vec().into_iter().map(|Ranked(_, hit)| hit).collect()
    }

    /// Every service that is asked for, as far as it is known without a look at anybody's time or place: each once, with
    /// those who perform it as it is wanted.
    ///
    /// Who does not pass is passed over, but for services that others perform too.
    fn each<'a>(&'a self, (view, passes): (View<'_>, impl Fn(&Person) -> bool), mut take: impl FnMut(&[Offered<'a>])) {
        let asked = view.asked;
        let mut consider = |first: Offered<'a>| {
            let (person, ware) = first;
            if !ware.is_shared {
                if view.means(person, ware) {
                    take(&[first]);
                }
                return;
            }
            // Who comes first stands for all.
            let mut all = self.performers(ware.service).filter(|(other, _)| view.is_in_city(other)).peekable();
            if all.peek().is_some_and(|(other, _)| other.id == person.id) {
                let all: Vec<_> = all.filter(|(person, ware)| view.means(person, ware)).collect();
                if !all.is_empty() {
                    take(&all);
                }
            }
        };
        let mut all_of = |person: &'a Person| {
            if person.shares || passes(person) {
                person.wares.iter().for_each(|ware| consider((person, ware)));
            }
        };
        match (asked.named, asked.specialist, &asked.search.city) {
            (Some(named), ..) => {
                let first = |id: &ServiceId| self.performers(*id).find(|(person, _)| view.is_in_city(person));
                named.iter().filter_map(first).for_each(consider);
            }
            (None, Some(one), _) => {
                let own = self.person(one).into_iter().flat_map(|one| one.wares.iter().map(move |ware| (one, ware)));
                own.filter(|(one, ware)| view.means(one, ware)).for_each(|own| take(&[own]));
            }
            (None, None, Some(city)) => self.people_in(city).for_each(&mut all_of),
            (None, None, None) => self.people().for_each(&mut all_of),
        }
    }
}

impl<T> PartialEq for Ranked<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Ranked<T> {}

impl<T> PartialOrd for Ranked<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Ranked<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
