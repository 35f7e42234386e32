//! Somebody's own calendar reads their bookings.

use frontdesk_catalogue::cards::Cards;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};

use super::{Shown, beside};
use crate::model::Side;
use crate::store::feeds;
use crate::store::lists::Whose;

/// For how long what is over, or called off, stays in a feed.
const KEPT_SECONDS: i64 = 30 * 86_400;
/// What began so long ago may go on still.
const TODAY_SECONDS: i64 = 86_400;
/// Bookings of each side in a feed.
const MOST: i64 = 2_000;

/// What the link with this hash leads to: its owner's bookings, from both sides; `None` if it leads nowhere.
pub async fn feed(
    tx: &mut Tx,
    cards: &Cards,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<Vec<(Shown, Side)>>, DbError> {
    let Some(owner) = feeds::owner(tx, hash).await? else { return Ok(None) };
    let (mut all, when) = (Vec::new(), (now.plus(-KEPT_SECONDS), now.plus(-TODAY_SECONDS)));
    for (whose, side) in [(Whose::MadeBy(owner), Side::Client), (Whose::For(owner), Side::Business)] {
        let bookings = feeds::bookings(tx, whose, when, MOST).await?;
        // Some at a time: a statement takes only so many values.
        for some in bookings.chunks(200) {
            let shown = beside(tx, cards, some.to_vec()).await?;
            all.extend(shown.into_iter().map(|shown| (shown, side)));
        }
    }
    // Who has booked themselves sees it once.
    all.sort_by_key(|(shown, _)| (shown.booking.starts_at, shown.booking.id));
    all.dedup_by_key(|(shown, _)| shown.booking.id);
    Ok(Some(all))
}
