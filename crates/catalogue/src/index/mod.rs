//! What searches are answered from: the words, prices and a few properties of every active service, in memory.
//!
//! The index proposes, the database disposes: every row is read before it is shown. What keeps an index in step with
//! the database is [`crate::search_index`].

mod find;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use frontdesk_accounts::model::UserId;
use frontdesk_kit::money::Minor;
use frontdesk_kit::row;

pub use find::Asked;

use crate::category::Category;
use crate::model::ServiceId;
use crate::words::{split, stem};

row! {
    /// An active service, as far as it is searched by.
    #[derive(Clone, Debug)]
    pub struct IndexRow {
        pub id: ServiceId,
        pub price: Minor,
        pub duration_minutes: i64,
        pub specialist_id: UserId,
        pub category: Option<String>,
        /// The name in folded letters.
        pub name: String,
    }
}

/// What is known of a service.
#[derive(Debug)]
struct Entry {
    id: ServiceId,
    price: Minor,
    duration_minutes: i64,
    specialist_id: UserId,
    category: Option<Category>,
    name: Box<str>,
}

/// A service under a word or among all: its price first, so that a band of prices is one range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Posting {
    price: Minor,
    id: ServiceId,
}

/// So many words that are gone do not hurt.
const SPARE_WORDS: usize = 1_000;

type Postings = BTreeSet<Posting>;

/// About 400 bytes for each service, with what was read to fill it.
#[derive(Debug, Default)]
pub struct Index {
    /// In the order of their numbers; new ones come last.
    entries: Vec<Entry>,
    by_price: Postings,
    by_word: BTreeMap<Box<str>, Postings>,
    /// The words that were ever in `by_word`, one on a line: to be read through for a part of a word.
    spelt: String,
    /// How many of them are gone.
    gone: usize,
    /// The words in `by_word` that are forms of one another, by their stem.
    forms: HashMap<String, Vec<Box<str>>>,
}

impl Index {
    /// An index of `rows`; it is quickest when they come in the order of their numbers.
    pub fn of(rows: Vec<IndexRow>) -> Self {
        let mut index = Self::default();
        index.entries.reserve_exact(rows.len());
        rows.into_iter().for_each(|row| index.put(row));
        index
    }

    /// How many services it holds.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many services each category has, without those of `hidden` specialists.
    pub fn by_category(&self, hidden: &HashSet<UserId>) -> HashMap<&'static str, i64> {
        let mut counts = HashMap::new();
        for entry in self.entries.iter().filter(|entry| !hidden.contains(&entry.specialist_id)) {
            if let Some(category) = entry.category {
                *counts.entry(category.key()).or_default() += 1;
            }
        }
        counts
    }

    /// Adds a service, in the place of what was known of it.
    pub fn put(&mut self, row: IndexRow) {
        self.remove(row.id);
        let posting = Posting { price: row.price, id: row.id };
        self.by_price.insert(posting);
        for word in split(&row.name) {
            match self.by_word.get_mut(word) {
                Some(postings) => drop(postings.insert(posting)),
                None => {
                    self.by_word.insert(word.into(), Postings::from([posting]));
                    self.forms.entry(stem(word)).or_default().push(word.into());
                    self.spelt.push_str(word);
                    self.spelt.push('\n');
                }
            }
        }
        let entry = Entry {
            id: row.id,
            price: row.price,
            duration_minutes: row.duration_minutes,
            specialist_id: row.specialist_id,
            category: row.category.as_deref().and_then(Category::parse),
            name: row.name.into(),
        };
        let place = self.entries.partition_point(|other| other.id < entry.id);
        self.entries.insert(place, entry);
    }

    /// Forgets a service.
    pub fn remove(&mut self, id: ServiceId) {
        let Ok(place) = self.place_of(id) else { return };
        let entry = self.entries.remove(place);
        let posting = Posting { price: entry.price, id };
        self.by_price.remove(&posting);
        for word in split(&entry.name) {
            let Some(postings) = self.by_word.get_mut(word) else { continue };
            postings.remove(&posting);
            if postings.is_empty() {
                self.by_word.remove(word);
                self.forget_form(word);
                self.gone += 1;
            }
        }
        if self.gone > self.by_word.len() + SPARE_WORDS {
            self.spelt = self.by_word.keys().flat_map(|word| [word, "\n"]).collect();
            self.gone = 0;
        }
    }

    fn forget_form(&mut self, word: &str) {
        let stem = stem(word);
        let Some(words) = self.forms.get_mut(&stem) else { return };
        words.retain(|known| **known != *word);
        if words.is_empty() {
            self.forms.remove(&stem);
        }
    }

    fn place_of(&self, id: ServiceId) -> Result<usize, usize> {
        // Most often the newest is meant, or one that follows it.
        if self.entries.last().is_none_or(|last| last.id < id) {
            return Err(self.entries.len());
        }
        self.entries.binary_search_by_key(&id, |entry| entry.id)
    }

    fn entry(&self, id: ServiceId) -> Option<&Entry> {
        self.place_of(id).ok().map(|place| &self.entries[place])
    }
}
