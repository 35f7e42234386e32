//! What clients come for, and who can do it.

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_schedule::{Dates, Reason, Tick};

use crate::agreement::Agreement;
use crate::calendar::Diary;
use crate::error::BookingError;
use crate::model::{Item, moment};
use crate::pages::Pages;

/// Starts that a refusal offers instead.
pub const NEXT_STARTS: usize = 5;
/// Performers whose time is looked through for them.
const NEXT_CANDIDATES: usize = 8;

/// What somebody wants to come for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    pub service: PublicId,
    /// What follows upon it, by the same specialist: at most [`Visit::MOST_MORE`].
    pub then: Vec<PublicId>,
    /// By whom, as the profile is called; without, anybody who performs all of it.
    pub specialist: Option<PublicId>,
    /// Without, the specialist's only one.
    pub location: Option<PublicId>,
}

impl Visit {
    /// How many services may follow upon the first.
    pub const MOST_MORE: usize = 9;
}

/// A visit that can be booked.
#[derive(Clone, Debug)]
pub struct Offered {
    /// ISO 4217.
    pub currency: String,
    /// Those who can be booked for all of it, at least one.
    pub candidates: Vec<Candidate>,
}

/// Somebody who can be booked for a visit.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub specialist: UserId,
    /// The profile's.
    pub profile: PublicId,
    pub parts: Vec<Part>,
    pub agreement: Agreement,
    pub diary: Diary,
}

/// One service of a visit, as somebody performs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub service: ServiceId,
    pub name: String,
    pub duration_minutes: i64,
    pub price: Minor,
}

impl Candidate {
    /// What the whole visit costs.
    pub fn price(&self) -> Minor {
        Minor(self.parts.iter().map(|part| part.price.0).sum())
    }

    /// What the whole visit is called.
    pub fn name(&self) -> String {
        self.parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>().join(" + ")
    }

    /// The parts of the visit if it begins at `start`, one after another.
    pub fn items(&self, start: Tick) -> Vec<Item> {
        let mut starts_at = moment(start);
        let item = |part: &Part| {
            let ends_at = starts_at.plus(part.duration_minutes * 60);
            let starts_at = std::mem::replace(&mut starts_at, ends_at);
            let Part { service, ref name, duration_minutes, price } = *part;
            Item { service_id: Some(service), name: name.clone(), duration_minutes, price, starts_at, ends_at }
        };
        self.parts.iter().map(item).collect()
    }
}

impl Offered {
    /// The zone's clocks in which the visit is told: those of the first candidate's location.
    pub fn diary(&self) -> Result<&Diary, BookingError> {
        self.candidates.first().map(|candidate| &candidate.diary).ok_or(BookingError::NotBookable("no_location"))
    }

    /// Everybody's pages of `dates`.
    pub async fn pages(
        &self,
        tx: &mut Tx,
        dates: Dates,
        now: Timestamp,
    ) -> Result<Vec<(&Candidate, Pages)>, BookingError> {
        let mut all = Vec::with_capacity(self.candidates.len());
        for candidate in &self.candidates {
            all.push((candidate, candidate.diary.pages(tx, dates, now).await?));
        }
        Ok(all)
    }

    /// The refusal of a start at which nobody can begin, by whoever came `nearest` to it.
    pub async fn refusal(
        &self,
        tx: &mut Tx,
        nearest: Option<Reason>,
        starts_at: Timestamp,
        now: Timestamp,
    ) -> Result<BookingError, BookingError> {
        Ok(match nearest {
            Some(Reason::Busy | Reason::Buffer | Reason::Limit) => {
                BookingError::SlotTaken { next: self.next(tx, starts_at, now).await? }
            }
            Some(reason) => reason.into(),
            None => BookingError::NotBookable("no_location"),
        })
    }

    /// The first starts from `from` on at which anybody of the first few can begin: others wait to write meanwhile.
    pub async fn next(&self, tx: &mut Tx, from: Timestamp, now: Timestamp) -> Result<Vec<Timestamp>, BookingError> {
        let mut all = Vec::new();
        for candidate in self.candidates.iter().take(NEXT_CANDIDATES) {
            all.extend(candidate.diary.next(tx, from, now).await?);
        }
        all.sort_unstable();
        all.dedup();
        all.truncate(NEXT_STARTS);
        Ok(all)
    }
}
