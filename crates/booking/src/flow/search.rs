//! Somebody looks for a service at a time that suits them.

use std::collections::HashMap;
use std::sync::Arc;

use frontdesk_accounts::model::UserId;
use frontdesk_catalogue::cards::Card;
use frontdesk_catalogue::model::Listed;
use frontdesk_catalogue::search::Band;
use frontdesk_catalogue::store as catalogue;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_schedule::store::locations;
use frontdesk_schedule::{Location, LocationId};

use crate::Bookings;
use crate::availability::{Asked, Availability, Spans};
use crate::error::BookingError;
use crate::search::{Hit, Place, Search};

/// A service that was found, as it is shown.
#[derive(Clone, Debug)]
pub struct Found {
    pub hit: Hit,
    pub listed: Listed,
    /// Who performs it.
    pub performer: Arc<Card>,
    /// Where; none, if there is no such place.
    pub location: Option<Location>,
}

/// The services that `search` means, in its order, past its place; and the place of the last, if others follow.
///
/// The index names them and the database shows them: who was suspended or withdrew something a moment ago is passed over.
pub async fn search(bookings: &Bookings, search: Search) -> Result<(Vec<Found>, Option<Place>), BookingError> {
    let (desk, limit) = (bookings.desk().clone(), search.limit);
    let specialist = match search.specialist {
        None => None,
        Some(profile) => {
            let find = async move |tx: &mut Tx| catalogue::cards::user_of(tx, profile).await;
            match desk.db.read(find).await.map_err(|error: DbError| error)? {
                None => return Ok((Vec::new(), None)),
                found => found,
            }
        }
    };
    bookings.availability().refresh(&desk).await?;
    let services = bookings.catalogue().sources().index.clone();
    if !search.words.is_empty() {
        services.refresh(&desk.db).await?;
    }
    let now = desk.clock.now();
    let look = move |availability: &Availability| {
        // For as much as those who perform it take: what its owner takes says nothing yet.
        let named = (!search.words.is_empty()).then(|| services.named(search.words.clone(), Band::ALL));
        let spans = Spans::new(search.window, now);
        let asked = Asked { search: &search, specialist, named: named.as_deref(), spans: &spans };
        availability.look().find(asked, search.limit.saturating_add(1))
    };
    let mut hits = bookings.availability().apart(look).await?;
    let more = hits.len() > limit;
    hits.truncate(limit);
    let next = hits.last().filter(|_| more).map(|last| last.place);
    let shared = bookings.clone();
    let found = desk.db.read(async move |tx: &mut Tx| beside(tx, &shared, hits).await).await?;
    Ok((found, next))
}

/// `hits` with what is shown of them.
async fn beside(tx: &mut Tx, bookings: &Bookings, hits: Vec<Hit>) -> Result<Vec<Found>, DbError> {
    let ids: Vec<_> = hits.iter().map(|hit| hit.place.service).collect();
    let cards = bookings.catalogue().cards();
    let listed = catalogue::listed(tx, cards, &ids).await?;
    let mut listed: HashMap<_, _> = listed.into_iter().map(|listed| (listed.service.id, listed)).collect();
    let mut performers: Vec<UserId> = hits.iter().map(|hit| hit.specialist).collect();
    performers.sort_unstable();
    performers.dedup();
    let performers = cards.of(tx, &performers).await?;
    let mut numbers: Vec<LocationId> = hits.iter().filter_map(|hit| hit.location).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let places = locations::by_numbers(tx, &numbers).await?;
    let places: HashMap<_, _> = places.into_iter().map(|place| (place.id, place)).collect();
    let found = hits.into_iter().filter_map(|hit| {
        let location = hit.location.and_then(|id| places.get(&id)).cloned();
        let performer = performers.get(&hit.specialist).cloned()?;
        Some(Found { hit, listed: listed.remove(&hit.place.service)?, performer, location })
    });
    Ok(found.collect())
}
