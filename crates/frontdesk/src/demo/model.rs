//! What the generator hands out.

use std::str::FromStr;

use frontdesk_catalogue::model::ServiceTerms;

use super::cities::City;
use super::people::Gender;
use super::words::{Category, Trade};

/// How large a demo world is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 100 specialists, 600 offers, 2,000 clients.
    Small,
    /// 10,000 specialists, 60,000 offers, 200,000 clients.
    Medium,
    /// 100,000 specialists, 600,000 offers, 2,000,000 clients.
    Large,
}

impl Size {
    /// The number of specialists; always a whole number of hundreds.
    pub const fn specialists(self) -> u64 {
        match self {
            Self::Small => 100,
            Self::Medium => 10_000,
            Self::Large => 100_000,
        }
    }

    /// The number of offers of all specialists together.
    pub const fn offers(self) -> u64 {
        self.specialists() * 6
    }

    /// The number of clients.
    pub const fn clients(self) -> u64 {
        self.specialists() * 20
    }

    pub(super) const fn people(self) -> u64 {
        self.specialists() + self.clients()
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "s" => Ok(Self::Small),
            "m" => Ok(Self::Medium),
            "l" => Ok(Self::Large),
            _ => Err(format!("unknown size {text:?}: use s, m or l")),
        }
    }
}

/// Somebody who offers services.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Specialist {
    /// Place in the world, from 0; the first is `demo.specialist`.
    pub index: u64,
    pub username: String,
    /// At one of the domains that are reserved for examples.
    pub email: String,
    /// In E.164.
    pub phone: String,
    pub full_name: String,
    pub city: &'static City,
    pub experience_years: u32,
    /// At most 600 characters, often fewer, sometimes none.
    pub bio: String,
    /// Which of the world's portraits is the avatar, from 0 to [`PORTRAITS`](super::PORTRAITS) − 1.
    pub portrait: Option<usize>,
    /// Sign-up, in seconds before the moment the demo is made; at most three years. Later ones are younger.
    pub created_seconds_ago: u64,
    pub(super) gender: Gender,
    pub(super) trade: Trade,
    /// Writes «е» where a careful writer puts «ё».
    pub(super) plain_e: bool,
}

/// A service that a specialist offers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Offer {
    /// At most 100 characters.
    pub name: String,
    pub category: &'static Category,
    /// At most 600 characters, sometimes none.
    pub description: String,
    /// Kopecks; whole rubles in steps of 50, from 2,000 rubles in steps of 100.
    pub price_minor: i64,
    pub duration_minutes: u32,
    pub active: bool,
    pub terms: ServiceTerms,
    /// Never longer ago than the specialist's own sign-up.
    pub created_seconds_ago: u64,
}

/// Somebody who books.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Client {
    /// Place in the world, from 0; the first is `demo.client`.
    pub index: u64,
    pub username: String,
    pub email: String,
    pub phone: String,
    pub full_name: String,
    pub city: &'static City,
    pub created_seconds_ago: u64,
}
