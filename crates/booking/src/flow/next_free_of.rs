//! Somebody looks through a list of services, and wants to know when each can be had.

use std::collections::HashMap;

use frontdesk_catalogue::model::ServiceId;
use frontdesk_catalogue::store as catalogue;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::store::locations;
use frontdesk_schedule::{Location, Tick};

use crate::Bookings;
use crate::availability::Spans;
use crate::error::BookingError;
use crate::search::Window;

/// When a service can be had.
#[derive(Clone, Debug)]
pub struct NextFree {
    pub service: PublicId,
    /// The first start, and where it is; none, if there is none on the dates that are looked through.
    pub first: Option<(Location, Tick)>,
}

/// The first start of each of `services` with anybody who performs it, at any location, in their order; what nobody may see is left out.
pub async fn next_free_of(bookings: &Bookings, services: Vec<PublicId>) -> Result<Vec<NextFree>, BookingError> {
    let (desk, wanted) = (bookings.desk(), services.clone());
    bookings.availability().refresh(desk).await?;
    let find = async move |tx: &mut Tx| catalogue::visible_called(tx, &wanted).await;
    let known = desk.db.read(find).await.map_err(|error: DbError| error)?;
    let known: HashMap<PublicId, ServiceId> = known.into_iter().collect();
    let free: HashMap<PublicId, _> = {
        let (index, spans) = (bookings.availability().look(), Spans::new(Window::default(), desk.clock.now()));
        let first =
            |(name, id): (&PublicId, &ServiceId)| Some((*name, index.next_free(index.performers(*id), &spans)?));
        known.iter().filter_map(first).collect()
    };
    let numbers: Vec<_> = free.values().map(|(location, _)| *location).collect();
    let read = async move |tx: &mut Tx| locations::by_numbers(tx, &numbers).await;
    let places = desk.db.read(read).await.map_err(|error: DbError| error)?;
    let place = |id| places.iter().find(|place| place.id == id).cloned();
    let shown = services.into_iter().filter(|service| known.contains_key(service));
    let next = |service| {
        let first = free.get(&service).and_then(|(location, tick)| Some((place(*location)?, *tick)));
        NextFree { service, first }
    };
    Ok(shown.map(next).collect())
}
