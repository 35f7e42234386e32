//! How the index is asked.

use std::collections::{BinaryHeap, HashSet};

use frontdesk_schedule::{LocationId, Tick};

use super::asked::{Asked, View};
use super::index::{Index, Person, Ware};
use super::spans::Spans;
use crate::search::{Hit, Place, Sort};

/// A hit by its place, for a heap with the last of the best on top.
struct Ranked(Hit);

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
        let mut all: Vec<(Place, &Person, &Ware)> = Vec::new();
        self.each(view, |performers| {
            for &(person, ware) in performers {
                let Some(amount) = view.amount(person, ware) else { continue };
                let place = Place { amount, service: ware.service };
                if view.follows(place) || ware.is_shared {
                    all.push((place, person, ware));
                }
            }
        });
        all.sort_unstable_by_key(|(place, person, _)| (*place, person.id));
        let mut shown = HashSet::new();
        // Those who perform a service and stand at one place of the order are told apart by who is free first.
        let hits = all.chunk_by(|one, other| one.0 == other.0).filter_map(|same| {
            let (place, _, ware) = same.first()?;
            if ware.is_shared && shown.contains(&ware.service) {
                return None;
            }
            let hits = same.iter().filter_map(|(place, person, ware)| view.hit(person, ware, *place));
            let hit = hits.min_by_key(|hit| hit.first.map_or(i64::MAX, |tick| tick.0))?;
            if ware.is_shared {
                shown.insert(ware.service);
            }
            // One that does not follow was shown on a page before.
            view.follows(*place).then_some(hit)
        });
        hits.take(most).collect()
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
        let mut best: BinaryHeap<Ranked> = BinaryHeap::with_capacity(most + 1);
        self.each(view, |performers| {
            let last = best.peek().filter(|_| best.len() >= most).map(|last| last.0.place);
            let mut until = last.map(|last| Tick(last.amount.saturating_add(1)));
            let mut soonest: Option<Hit> = None;
            for &(person, ware) in performers {
                let Some(hit) = view.soonest(person, ware, until) else { continue };
                if soonest.is_none_or(|soonest| hit.place < soonest.place) {
                    until = hit.first.or(until);
                    soonest = Some(hit);
                }
            }
            let Some(hit) = soonest else { return };
            if view.follows(hit.place) && last.is_none_or(|last| hit.place < last) {
                best.push(Ranked(hit));
                if best.len() > most {
                    best.pop();
                }
            }
        });
        best.into_sorted_vec().into_iter().map(|ranked| ranked.0).collect()
    }

    /// Every service that is asked for, as far as it is known without a look at anybody's time or place: each once, with
    /// those who perform it as it is wanted.
    fn each<'a>(&'a self, view: View<'_>, mut take: impl FnMut(&[Offered<'a>])) {
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
            let mut all = self.performers(ware.service).peekable();
            if all.peek().is_some_and(|(other, _)| other.id == person.id) {
                let all: Vec<_> = all.filter(|(person, ware)| view.means(person, ware)).collect();
                if !all.is_empty() {
                    take(&all);
                }
            }
        };
        match (asked.named, asked.specialist) {
            (Some(named), _) => named.iter().filter_map(|id| self.performers(*id).next()).for_each(consider),
            (None, Some(one)) => {
                let own = self.person(one).into_iter().flat_map(|one| one.wares.iter().map(move |ware| (one, ware)));
                own.filter(|(one, ware)| view.means(one, ware)).for_each(|own| take(&[own]));
            }
            (None, None) => {
                self.people().for_each(|person| person.wares.iter().for_each(|ware| consider((person, ware))));
            }
        }
    }
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
