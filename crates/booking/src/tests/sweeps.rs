//! What ends by itself, however much of it there is and whatever is wrong with some.

use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_catalogue::terms::Confirmation;
use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_testkit::{Engine, both_engines};

use super::{HOUR, NOW, Salon};
use crate::error::BookingError;
use crate::flow;
use crate::model::Status;

both_engines! {
    async fn a_request_that_cannot_be_ended_holds_up_no_other(engine: Engine) {
        let terms = ServiceTerms { confirmation: Confirmation::Manual, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        let broken = salon.book(10, NOW).await.expect("free");
        // Nothing of that day is taken any more, whatever is claimed.
        salon.run("update resource_days set w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0").await.expect("broken");
        let sound = salon.book(34, NOW).await.expect("free");
        let expired = flow::expire(&salon.db, NOW.plus(40 * HOUR)).await.expect("swept");
        assert_eq!(expired.ended, 1);
        assert!(matches!(&expired.faulty[..], [(id, BookingError::Store(_))] if *id == broken.public_id), "{expired:?}");
        assert_eq!(salon.get(&broken).await.status, Status::Requested);
        assert_eq!(salon.get(&sound).await.status, Status::Expired);
    }

    async fn all_requests_end_at_once_however_many_there_are(engine: Engine) {
        let terms = ServiceTerms { confirmation: Confirmation::Manual, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        salon.book(10, NOW).await.expect("free");
        // Copies without a claim, named by their number, which is of the width that ids have.
        let copies = "insert into bookings (public_id, status, starts_at, ends_at, time_zone, local_date, local_start_minutes, service_name,
                price_minor, currency, terms, reschedules, note, created_at, updated_at, version)
            with recursive n(k) as (select 1 union all select k + 1 from n where k < 250)
            select ";
        let id = match engine {
            Engine::Sqlite => "unhex(printf('%032x', k))",
            Engine::Postgres => "decode(lpad(to_hex(k), 32, '0'), 'hex')",
        };
        let rest = ", status, starts_at, ends_at, time_zone, local_date, local_start_minutes, service_name, price_minor, currency,
                terms, reschedules, note, created_at, updated_at, version from bookings, n";
        let copy = async move |tx: &mut Tx| {
            let mut query = Query::new(copies);
            query.push(id).push(rest);
            tx.run(&query, &query.params()).await
        };
        let copied: Result<u64, DbError> = salon.db.write(copy).await;
        assert_eq!(copied.expect("copied"), 250);
        let expired = flow::expire(&salon.db, NOW.plus(40 * HOUR)).await.expect("swept");
        assert_eq!((expired.ended, expired.faulty.len()), (251, 0));
    }
}
