//! Which bookings have changed, in an order that never changes itself.

use frontdesk_kit::db::{DbError, Differs, Query, Tx};

use super::lists::Whose;
use crate::model::BookingId;

/// Events behind a place, in their order.
///
/// On SQLite one transaction follows the other. On PostgreSQL the place of an event begins with the number of its
/// transaction, and only what is older than every transaction that has not ended is told: nothing can come before it any
/// more.
const SINCE: Differs = Differs {
    sqlite: "select cast(0 as bigint), e.position, e.booking_id from booking_events e",
    postgres: "select e.transaction, e.position, e.booking_id from booking_events e",
};
const BEHIND: Differs = Differs {
    sqlite: "cast(? as bigint) = 0 and e.position > ?",
    postgres: "(e.transaction, e.position) > (?, ?)
        and e.transaction < cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)",
};
const ORDER: Differs =
    Differs { sqlite: "order by e.position limit ?", postgres: "order by e.transaction, e.position limit ?" };

/// Where a reader of changes has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub transaction: i64,
    pub position: i64,
}

impl Place {
    /// Before everything.
    pub const START: Self = Self { transaction: 0, position: 0 };
}

/// What has changed behind `after`: each change with its place, at most `limit`.
pub async fn since(tx: &mut Tx, whose: Whose, after: Place, limit: i64) -> Result<Vec<(Place, BookingId)>, DbError> {
    let engine = tx.engine();
    let mut query = Query::new(SINCE.on(engine));
    query.filter(BEHIND.on(engine), vec![Box::new(after.transaction), Box::new(after.position)]);
    match whose {
        Whose::Everybodys => {}
        Whose::For(user) => {
            query.filter(
                "e.booking_id in (select b.id from bookings b where b.specialist_id = ?)",
                vec![Box::new(user)],
            );
        }
        Whose::MadeBy(user) => {
            query.filter("e.booking_id in (select b.id from bookings b where b.client_id = ?)", vec![Box::new(user)]);
        }
    }
    query.bind(ORDER.on(engine), vec![Box::new(limit)]);
    let found: Vec<(i64, i64, BookingId)> = tx.all(&query, &query.params()).await?;
    Ok(found.into_iter().map(|(transaction, position, id)| (Place { transaction, position }, id)).collect())
}
