//! What somebody looks for who wants to come at some time, and in which order.

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::Category;
use frontdesk_catalogue::model::{Rating, ServiceId};
use frontdesk_catalogue::search::Band;
use frontdesk_catalogue::words::Wanted;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::keyed;
use frontdesk_kit::money::Minor;
use frontdesk_schedule::{Hours, LocationId, Point, Tick};
use jiff::civil::Date;

/// How many local dates are looked through, today included.
pub const DATES: i64 = 60;

keyed! {
    /// The order of an answer. Equal ones follow by number; what cannot be compared comes last.
    pub enum Sort {
        /// What is free first, first.
        Earliest = "earliest",
        /// The cheapest first.
        Price = "price",
        /// Whom clients think best of, first.
        Rating = "rating",
        /// The nearest first.
        Distance = "distance",
    }
}

keyed! {
    /// A part of every date, as the clocks of the location show it.
    pub enum Part {
        Morning = "morning",
        Afternoon = "afternoon",
        Evening = "evening",
    }
}

impl Part {
    /// When a visit begins in this part of a date: until noon, until five, after five.
    pub fn hours(self) -> Hours {
        let (start_min, end_min) = match self {
            Part::Morning => (0, 12 * 60),
            Part::Afternoon => (12 * 60, 17 * 60),
            Part::Evening => (17 * 60, 24 * 60),
        };
        Hours { start_min, end_min }
    }
}

/// One end of the time in which somebody can come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Moment(Timestamp),
    /// A date of each location: from its first moment, or to its last.
    Date(Date),
}

impl End {
    /// The end that `text` names: `2030-05-06`, or a moment with its distance from UTC.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(moment) = text.parse::<jiff::Timestamp>() {
            return Some(End::Moment(moment.into()));
        }
        let is_date = text.len() == "2030-05-06".len();
        text.parse().ok().filter(|_| is_date).map(End::Date)
    }
}

/// When somebody can come. The default is any time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Without, from now on.
    pub from: Option<End>,
    /// Without, as far as is looked.
    pub to: Option<End>,
    pub part: Option<Part>,
}

impl Window {
    /// Whether any time will do.
    pub fn is_any(self) -> bool {
        self == Self::default()
    }
}

/// Where somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    pub point: Point,
    /// How far they would go, in metres.
    pub within: Option<i64>,
}

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Search {
    /// Words that the name of the service must have, all of them.
    pub words: Vec<Wanted>,
    pub category: Option<Category>,
    /// The city of the location, in folded letters.
    pub city: Option<String>,
    pub band: Band,
    /// The profile of the one specialist who is wanted.
    pub specialist: Option<PublicId>,
    /// The longest visit, in minutes.
    pub longest: Option<i64>,
    /// What clients must think of the specialist at least, in tenths.
    pub least_rating: Option<i64>,
    pub near: Option<Near>,
    pub window: Window,
    pub sort: Sort,
    /// The last place of the page before.
    pub after: Option<Place>,
    /// Hits on the page.
    pub limit: usize,
}

/// Where something stands in an order: what it is sorted by, then its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub amount: i64,
    pub service: ServiceId,
}

impl Place {
    /// As the parts of a page cursor.
    pub fn to_parts(self) -> [String; 2] {
        [self.amount.to_string(), self.service.to_string()]
    }

    /// From the parts of a page cursor.
    pub fn from_parts(parts: &[String]) -> Option<Self> {
        let [amount, service] = parts else { return None };
        Some(Self { amount: amount.parse().ok()?, service: ServiceId(service.parse().ok()?) })
    }
}

/// A service that was found, and where it can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub place: Place,
    /// Who performs it there.
    pub specialist: UserId,
    /// What it is with them.
    pub price: Minor,
    pub duration_minutes: i64,
    pub rating: Rating,
    /// None, if they have no location yet.
    pub location: Option<LocationId>,
    /// The first start there in the time that was asked for.
    pub first: Option<Tick>,
    pub metres: Option<i64>,
}
