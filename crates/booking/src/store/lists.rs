//! Bookings in a row: one's own, and those for which one is booked.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::keyed;

use super::bookings::BOOKING;
use crate::model::{Booking, BookingId, Status};

keyed! {
    /// Which part of time a list shows.
    pub enum When {
        /// What is not over yet, the earliest first.
        Upcoming = "upcoming",
        /// What is over, the latest first.
        Past = "past",
    }
}

/// Whose bookings are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    MadeBy(UserId),
    For(UserId),
    Everybodys,
}

/// No booking lasts longer: where a list begins, so that an index bounds what is read for it.
const LONGEST_SECONDS: i64 = 86_400;

/// A page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    pub whose: Whose,
    pub when: When,
    pub status: Option<Status>,
    /// The last place of the page before.
    pub after: Option<(Timestamp, BookingId)>,
    pub limit: i64,
}

/// The bookings of a page.
pub async fn page(tx: &mut Tx, listing: Listing, now: Timestamp) -> Result<Vec<Booking>, DbError> {
    let mut query = Query::new(BOOKING);
    // A hold is no booking yet.
    query.filter("b.status <> 'held'", Vec::new());
    match listing.whose {
        Whose::MadeBy(user) => query.filter("b.client_id = ?", vec![Box::new(user)]),
        Whose::For(user) => query.filter("b.specialist_id = ?", vec![Box::new(user)]),
        Whose::Everybodys => &mut query,
    };
    match listing.when {
        When::Upcoming => query
            .filter("b.starts_at > ?", vec![Box::new(now.plus(-LONGEST_SECONDS))])
            .filter("b.ends_at > ?", vec![Box::new(now)]),
        When::Past => {
            query.filter("b.starts_at < ?", vec![Box::new(now)]).filter("b.ends_at <= ?", vec![Box::new(now)])
        }
    };
    if let Some(status) = listing.status {
        query.filter("b.status = ?", vec![Box::new(status)]);
    }
    if let Some((starts_at, id)) = listing.after {
        let place: Vec<Box<dyn frontdesk_kit::db::Param + Send>> = vec![Box::new(starts_at), Box::new(id)];
        match listing.when {
            When::Upcoming => query.filter("(b.starts_at, b.id) > (?, ?)", place),
            When::Past => query.filter("(b.starts_at, b.id) < (?, ?)", place),
        };
    }
    match listing.when {
        When::Upcoming => query.push("order by b.starts_at, b.id"),
        When::Past => query.push("order by b.starts_at desc, b.id desc"),
    };
    query.bind("limit ?", vec![Box::new(listing.limit)]);
    tx.all(&query, &query.params()).await
}
