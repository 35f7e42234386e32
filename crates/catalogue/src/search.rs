//! What somebody looks for, and in which order.

use std::cmp::Ordering;

use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::{MAX_MINOR, Minor};

use crate::category::Category;
use crate::model::{Service, ServiceId};
use crate::words::{Wanted, fold};

/// The order of an answer. Equal ones follow by number, in the same direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The latest number first: numbers are given out in the order in which services are published.
    Newest,
    Cheapest,
    Dearest,
    Shortest,
    /// By the folded name, code point by code point.
    Name,
}

/// Every order with the key that requests use; the first is the default.
pub const SORTS: [(&str, Sort); 5] = [
    ("newest", Sort::Newest),
    ("price", Sort::Cheapest),
    ("-price", Sort::Dearest),
    ("duration", Sort::Shortest),
    ("name", Sort::Name),
];

impl Sort {
    /// The order called `key`.
    pub fn parse(key: &str) -> Option<Self> {
        SORTS.iter().find(|(known, _)| *known == key).map(|(_, sort)| *sort)
    }

    /// Whether it begins with the greatest.
    pub fn is_descending(self) -> bool {
        matches!(self, Sort::Newest | Sort::Dearest)
    }

    /// Which of two places comes first.
    pub fn compare(self, one: &Place, other: &Place) -> Ordering {
        if self.is_descending() { other.cmp(one) } else { one.cmp(other) }
    }
}

/// Prices from `min` to `max`, both included, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    pub min: Minor,
    pub max: Minor,
}

impl Band {
    /// Every price there can be.
    pub const ALL: Band = Band { min: Minor(0), max: Minor(MAX_MINOR) };

    /// Whether `price` lies within.
    pub fn holds(self, price: Minor) -> bool {
        self.min <= price && price <= self.max
    }
}

/// Where a service stands in an order: what it is sorted by, then its number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The price or the duration; 0 in other orders.
    pub amount: i64,
    /// The folded name; empty in other orders.
    pub name: String,
    pub id: ServiceId,
}

impl Place {
    /// The place of `service` in the order `sort`.
    pub fn of(sort: Sort, service: &Service) -> Self {
        let (amount, name) = match sort {
            Sort::Newest => (0, String::new()),
            Sort::Cheapest | Sort::Dearest => (service.price.0, String::new()),
            Sort::Shortest => (service.duration_minutes, String::new()),
            Sort::Name => (0, fold(&service.name)),
        };
        Self { amount, name, id: service.id }
    }

    /// As the parts of a page cursor.
    pub fn to_parts(&self) -> [String; 3] {
        [self.amount.to_string(), self.id.to_string(), self.name.clone()]
    }

    /// From the parts of a page cursor.
    pub fn from_parts(parts: &[String]) -> Option<Self> {
        let [amount, id, name] = parts else { return None };
        Some(Self { amount: amount.parse().ok()?, id: ServiceId(id.parse().ok()?), name: name.clone() })
    }
}

/// What services are looked for. The default is all of them, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Words that the name must have, all of them.
    pub words: Vec<Wanted>,
    pub category: Option<Category>,
    /// The folded name of the specialist's city.
    pub city: Option<String>,
    pub band: Band,
    pub duration_minutes: Option<i64>,
    /// The profile of the one specialist whose services are wanted.
    pub specialist: Option<PublicId>,
    pub sort: Sort,
    /// The last place of the page before.
    pub after: Option<Place>,
    /// Services on the page.
    pub limit: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            words: Vec::new(),
            category: None,
            city: None,
            band: Band::ALL,
            duration_minutes: None,
            specialist: None,
            sort: Sort::Newest,
            after: None,
            limit: 20,
        }
    }
}
