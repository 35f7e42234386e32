//! Somebody wants a list without pages, as the older wires have it.

use frontdesk_kit::db::{Db, DbError, Tx};
use frontdesk_kit::money::Minor;

use super::Sources;
use crate::model::{Service, ServiceId, Sight};
use crate::search::Band;
use crate::store::{self, Narrowing};
use crate::words::{fold, fragment};

/// A list of more services than this is made where it delays nobody.
const SHORT: usize = 240;

/// What `make` makes of all services that the reader may see and `narrowing` leaves, by ascending number.
///
/// Takes long without a name or a specialist; then it runs with a time limit: [`DbError::TooSlow`].
pub async fn list_all<T: Send + 'static>(
    db: &Db,
    sources: &Sources,
    sight: Sight,
    narrowing: Narrowing,
    make: impl FnOnce(Vec<Service>) -> T + Send + 'static,
) -> Result<T, DbError> {
    if sight == Sight::Everybody
        && let Some(ids) = by_name(db, sources, &narrowing).await?
    {
        let (is_short, cards) = (ids.len() <= SHORT, sources.cards.clone());
        let read = async move |tx: &mut Tx| store::visible(tx, &cards, &ids).await.map(make);
        return if is_short { db.read(read).await } else { db.report(read).await };
    }
    let is_short = narrowing.specialist.is_some() || matches!(sight, Sight::Only(_));
    let read = async move |tx: &mut Tx| store::complete(tx, sight, &narrowing).await.map(make);
    if is_short { db.read(read).await } else { db.report(read).await }
}

/// The services that everybody may see by their names; `None` when the index cannot narrow them down.
async fn by_name(db: &Db, sources: &Sources, narrowing: &Narrowing) -> Result<Option<Vec<ServiceId>>, DbError> {
    let part = narrowing.name.as_deref().map(fold).unwrap_or_default();
    let Some(fragment) = fragment(&part).filter(|_| narrowing.specialist.is_none()) else { return Ok(None) };
    let band = Band {
        min: narrowing.min_price.map_or(Band::ALL.min, Minor),
        max: narrowing.max_price.map_or(Band::ALL.max, Minor),
    };
    sources.index.refresh(db).await?;
    Ok(sources.index.look().named(&part, fragment, band, narrowing.duration_minutes))
}
