//! Waiting comes to its end with whoever waits, and with what is waited for.

use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_testkit::both_engines;

use super::NOW;
use super::notices::Office;
use crate::error::BookingError;
use crate::waiting::Stand;

both_engines! {
    async fn who_is_suspended_waits_for_nothing_and_nobody_waits_for_them(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let (ben, cleo) = (office.client("ben").await, office.client("cleo").await);
        office.salon.book(30, NOW).await.expect("free");
        for who in [&ben, &cleo] {
            office.wait(who, 30, 30, NOW).await.expect("they wait");
        }
        office.salon.run("update users set suspended_at = 1 where username = 'ben'").await.expect("suspended");
        assert_eq!((office.stand(&ben).await, office.stand(&cleo).await), (vec![Stand::Ended], vec![Stand::Waiting]));
        office.salon.run("update users set suspended_at = 1 where username = 'noor'").await.expect("suspended");
        assert_eq!(office.stand(&cleo).await, [Stand::Ended]);
    }

    async fn what_is_withdrawn_is_waited_for_no_more(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let ben = office.client("ben").await;
        office.salon.book(30, NOW).await.expect("free");
        office.wait(&ben, 30, 30, NOW).await.expect("he waits");
        office.salon.run("update services set active = false").await.expect("hidden");
        assert_eq!(office.stand(&ben).await, [Stand::Ended]);
        let hidden = office.wait(&ben, 30, 30, NOW).await;
        assert!(matches!(hidden, Err(BookingError::NotFound)), "{hidden:?}");
        office.salon.run("delete from services").await.expect("gone");
        assert_eq!(office.stand(&ben).await, []);
    }

    async fn a_client_who_goes_leaves_no_trace_of_waiting(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let ben = office.client("ben").await;
        office.wait(&ben, 30, 30, NOW).await.expect("he waits");
        office.serve(NOW).await;
        office.salon.run("delete from users where username = 'ben'").await.expect("gone");
        assert_eq!(office.salon.run("delete from waitlist").await.expect("read"), 0);
        assert!(office.salon.shows(30, NOW).await);
        assert_eq!(office.salon.findings().await, [] as [&str; 0]);
    }
}
