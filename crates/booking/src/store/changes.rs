//! Which bookings have changed, in an order that never changes itself.

use frontdesk_kit::db::{DbError, Differs, Engine, Query, Tx};

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

/// Places are told only before this transaction.
const HORIZON: Differs = Differs {
    sqlite: "select cast(1 as bigint)",
    postgres: "select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)",
};

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

/// Whether this database cannot have told `place` yet: it was told before a dump was restored into another one, whose
/// transactions are counted anew. Whoever went on from there would hear nothing for a long time.
pub async fn is_ahead(tx: &mut Tx, place: Place) -> Result<bool, DbError> {
    let (horizon,): (i64,) = tx.one(HORIZON.on(tx.engine()), &[]).await?;
    Ok(place.transaction >= horizon)
}

/// Lets events be told that came with a dump from where transactions had been counted further; tells how many. They come
/// first, in the order in which they were noted.
pub async fn adopt(tx: &mut Tx) -> Result<u64, DbError> {
    // Whoever sees an event that no snapshot here could show sees one of another database.
    const FOREIGN: &str = "update booking_events set transaction = 0
        where transaction >= cast(cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as bigint)";
    match tx.engine() {
        Engine::Sqlite => Ok(0),
        Engine::Postgres => tx.run(FOREIGN, &[]).await,
    }
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
