//! How the index is asked.

use std::collections::HashSet;
use std::ops::Bound;

use frontdesk_accounts::model::UserId;

use super::{Entry, Index, Posting, Postings};
use crate::model::ServiceId;
use crate::search::{Band, Place, Search, Sort};
use crate::words::{Wanted, past};

/// A list of more services than this is no narrow one.
const MOST: usize = 2_000;

/// A search, with what the database says about people.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub search: &'a Search,
    /// The one specialist whose services are wanted.
    pub specialist: Option<UserId>,
    /// Who lives in the wanted city.
    pub residents: Option<&'a HashSet<UserId>>,
}

impl Index {
    /// The first `most` services that are asked for, past `after`, in the order of the search.
    pub fn page(&self, asked: Asked<'_>, after: Option<&Place>, most: usize) -> Vec<Place> {
        let (search, sort) = (asked.search, asked.search.sort);
        let follows = |place: &Place| after.is_none_or(|after| sort.compare(after, place).is_lt());
        if let Some((word, mut candidates)) = self.with_rarest_word(search) {
            let words: Vec<&Wanted> = search.words.iter().filter(|other| *other != word).collect();
            let place = |posting| self.place(asked, &words, posting);
            return match sort {
                Sort::Cheapest => candidates.into_iter().filter_map(place).filter(follows).take(most).collect(),
                Sort::Dearest => candidates.into_iter().rev().filter_map(place).filter(follows).take(most).collect(),
                Sort::Newest => {
                    candidates.sort_unstable_by_key(|posting| std::cmp::Reverse(posting.id));
                    candidates.into_iter().filter_map(place).filter(follows).take(most).collect()
                }
                _ => first(candidates.into_iter().filter_map(place).filter(follows).collect(), sort, most),
            };
        }
        let place = |posting: &Posting| self.place(asked, &[], *posting);
        let fitting = |entry: &Entry| asked.means(entry, &[]).then(|| entry.place(sort));
        match sort {
            Sort::Cheapest => {
                within(&self.by_price, search.band).filter_map(place).filter(follows).take(most).collect()
            }
            Sort::Dearest => {
                within(&self.by_price, search.band).rev().filter_map(place).filter(follows).take(most).collect()
            }
            Sort::Newest => self.entries.iter().rev().filter_map(fitting).filter(follows).take(most).collect(),
            _ => first(self.entries.iter().filter_map(fitting).filter(follows).collect(), sort, most),
        }
    }

    /// The services in `band` with `part` in their folded names, by number; `None` when they are more than a few.
    ///
    /// `fragment` is the part of `part` that lies within one word.
    pub fn named(&self, part: &str, fragment: &str, band: Band, minutes: Option<i64>) -> Option<Vec<ServiceId>> {
        let mut found = Vec::new();
        for postings in self.words_with(fragment).filter_map(|word| self.by_word.get(word)) {
            found.extend(within(postings, band).map(|posting| posting.id));
            if found.len() > MOST {
                return None;
            }
        }
        found.sort_unstable();
        found.dedup();
        if part != fragment || minutes.is_some() {
            let means = |entry: &Entry| {
                entry.name.contains(part) && minutes.is_none_or(|wanted| entry.duration_minutes == wanted)
            };
            found.retain(|id| self.entry(*id).is_some_and(means));
        }
        Some(found)
    }

    /// The words that `fragment`, a run of letters, is a part of; some may be gone, or come twice.
    fn words_with(&self, fragment: &str) -> impl Iterator<Item = &str> {
        let mut passed = 0;
        self.spelt.match_indices(fragment).filter_map(move |(at, _)| {
            if at < passed {
                return None;
            }
            let begin = self.spelt[..at].rfind('\n').map_or(0, |end| end + 1);
            passed = self.spelt[at..].find('\n').map_or(self.spelt.len(), |length| at + length);
            Some(&self.spelt[begin..passed])
        })
    }

    /// The word of `search` that the fewest names have, and the services that have it: each once, the cheapest first.
    fn with_rarest_word<'a>(&self, search: &'a Search) -> Option<(&'a Wanted, Vec<Posting>)> {
        let words = search.words.iter().map(|wanted| (wanted, self.forms_of(wanted)));
        let rarest = words.min_by_key(|(_, forms)| forms.iter().map(|postings| postings.len()).sum::<usize>());
        rarest.map(|(wanted, forms)| {
            let mut found: Vec<Posting> =
                forms.iter().flat_map(|postings| within(postings, search.band)).copied().collect();
            if forms.len() > 1 {
                // Each form's are in order already, which this sort makes use of.
                found.sort();
                found.dedup();
            }
            (wanted, found)
        })
    }

    fn forms_of(&self, wanted: &Wanted) -> Vec<&Postings> {
        let beginning = wanted.beginning.as_deref();
        let forms = self.forms.get(&wanted.stem).into_iter().flatten();
        let forms = forms.filter(|word| beginning.is_none_or(|beginning| !word.starts_with(beginning)));
        let mut found: Vec<&Postings> = forms.filter_map(|word| self.by_word.get(word)).collect();
        if let Some(beginning) = beginning {
            let end = past(beginning);
            let words = (Bound::Included(beginning), Bound::Excluded(end.as_str()));
            found.extend(self.by_word.range::<str, _>(words).map(|(_, postings)| postings));
        }
        found
    }

    /// Where the service stands if it is one that is asked for; `words` are those that nobody looked for yet.
    fn place(&self, asked: Asked<'_>, words: &[&Wanted], posting: Posting) -> Option<Place> {
        let Posting { price, id } = posting;
        match asked.search.sort {
            Sort::Newest if words.is_empty() && asked.is_plain() => Some(Place { amount: 0, name: String::new(), id }),
            Sort::Cheapest | Sort::Dearest if words.is_empty() && asked.is_plain() => {
                Some(Place { amount: price.0, name: String::new(), id })
            }
            sort => self.entry(id).filter(|entry| asked.means(entry, words)).map(|entry| entry.place(sort)),
        }
    }
}

impl Asked<'_> {
    /// Whether a posting tells all that is asked beside words.
    fn is_plain(self) -> bool {
        let search = self.search;
        search.category.is_none()
            && search.duration_minutes.is_none()
            && self.specialist.is_none()
            && self.residents.is_none()
    }

    fn means(self, entry: &Entry, words: &[&Wanted]) -> bool {
        let search = self.search;
        search.band.holds(entry.price)
            && search.category.is_none_or(|wanted| entry.category == Some(wanted))
            && search.duration_minutes.is_none_or(|wanted| entry.duration_minutes == wanted)
            && self.specialist.is_none_or(|wanted| entry.specialist_id == wanted)
            && self.residents.is_none_or(|residents| residents.contains(&entry.specialist_id))
            && words.iter().all(|wanted| wanted.is_in(&entry.name))
    }
}

impl Entry {
    fn place(&self, sort: Sort) -> Place {
        let (amount, name) = match sort {
            Sort::Newest => (0, String::new()),
            Sort::Cheapest | Sort::Dearest => (self.price.0, String::new()),
            Sort::Shortest => (self.duration_minutes, String::new()),
            Sort::Name => (0, self.name.to_string()),
        };
        Place { amount, name, id: self.id }
    }
}

fn within(postings: &Postings, band: Band) -> impl DoubleEndedIterator<Item = &Posting> {
    let wanted =
        Posting { price: band.min, id: ServiceId(i64::MIN) }..=Posting { price: band.max, id: ServiceId(i64::MAX) };
    // The set would not have a range that begins past its end.
    (band.min <= band.max).then(|| postings.range(wanted)).into_iter().flatten()
}

fn first(mut places: Vec<Place>, sort: Sort, most: usize) -> Vec<Place> {
    places.sort_unstable_by(|one, other| sort.compare(one, other));
    places.truncate(most);
    places
}
