//! Whoever keeps a copy of bookings, when the database has become another one.

use std::time::{Duration, Instant};

use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_testkit::{Engine, both_engines};

use super::{NOW, Salon};
use crate::model::BookingId;
use crate::store::changes::{self, Place};
use crate::store::lists::Whose;

impl Salon {
    async fn changes(&self) -> Vec<BookingId> {
        let read = async |tx: &mut Tx| changes::since(tx, Whose::Everybodys, Place::START, 10).await;
        let found = self.db.read(read).await.map_err(|error: DbError| error).expect("read");
        found.into_iter().map(|(_, id)| id).collect()
    }

    async fn is_ahead(&self, place: Place) -> bool {
        let ask = async move |tx: &mut Tx| changes::is_ahead(tx, place).await;
        self.db.read(ask).await.map_err(|error: DbError| error).expect("read")
    }
}

both_engines! {
    async fn what_came_with_a_dump_is_told_and_who_read_the_old_database_begins_anew(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let old = [salon.book(30, NOW).await.expect("free").id, salon.book(32, NOW).await.expect("free").id];
        if engine == Engine::Postgres {
            // As in a dump of a cluster that has seen more transactions.
            salon.run("update booking_events set transaction = 1000000000000000 - position").await.expect("a dump");
            assert_eq!(salon.changes().await, []);
        }
        assert!(salon.is_ahead(Place { transaction: 1_000_000_000_000_000, position: 1 }).await);
        assert!(!salon.is_ahead(Place::START).await);
        let adopt = async |tx: &mut Tx| changes::adopt(tx).await;
        salon.db.write(adopt).await.map_err(|error: DbError| error).expect("adopted");
        let began = Instant::now();
        let new = salon.book(34, NOW).await.expect("free").id;
        // On PostgreSQL a change is told when every older transaction has ended, of the other tests too.
        while salon.changes().await != [old[0], old[1], new] {
            assert!(began.elapsed() < Duration::from_secs(20), "{:?}", salon.changes().await);
        }
    }
}
