//! The doctor: what it finds, and that it finds nothing where nothing is wrong.

use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_testkit::{Engine, both_engines};

use super::{NOW, Salon};

both_engines! {
    async fn nothing_is_found_where_everything_fits(engine: Engine) {
        let terms = ServiceTerms { buffer_before_minutes: 30, buffer_after_minutes: 45, ..ServiceTerms::default() };
        let salon = Salon::open(engine, terms).await;
        // One lies across the midnight of a service day.
        for hours in [4, 8, 17, 20] {
            salon.book(hours, NOW).await.expect("free");
        }
        let gone = salon.book(30, NOW).await.expect("free");
        salon.cancel(&salon.ada, &gone, NOW).await.expect("cancelled");
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn bits_without_a_claim_and_claims_without_bits_are_found(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.book(10, NOW).await.expect("free");
        salon.run("update resource_days set w0 = 1").await.expect("set");
        assert_eq!(salon.findings().await, ["resource 1, day 22039: taken by nobody"]);
        salon.run("update resource_days set w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0").await.expect("forgotten");
        assert_eq!(salon.findings().await, ["resource 1, day 22039: claimed, but not taken"]);
        salon.run("delete from resource_days").await.expect("forgotten");
        assert_eq!(salon.findings().await, ["resource 1, day 22039: claimed, but not taken"]);
        salon.run("delete from claims").await.expect("forgotten");
        assert_eq!(salon.findings().await, ["booking 1 has claimed no time"]);
    }

    async fn overlaps_and_claims_of_what_is_over_are_found(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.book(10, NOW).await.expect("free");
        salon.book(11, NOW).await.expect("free");
        let off = match engine {
            Engine::Sqlite => "drop trigger claims_overlap",
            Engine::Postgres => "alter table claims drop constraint claims_overlap",
        };
        salon.run(off).await.expect("the guard goes");
        salon.run("insert into claims (booking_id, resource_id, start_tick, end_tick)
                   select booking_id, resource_id, start_tick - 6, start_tick from claims where booking_id = 2")
            .await
            .expect("an overlap");
        assert_eq!(salon.findings().await, ["booking 1 and booking 2 overlap"]);
        salon.run("update bookings set status = 'declined' where id = 2").await.expect("over");
        assert_eq!(salon.findings().await, ["booking 2 is over and still claims time", "booking 1 and booking 2 overlap"]);
    }

    async fn what_is_not_taken_is_not_given_back(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let booking = salon.book(10, NOW).await.expect("free");
        salon.run("update resource_days set w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0").await.expect("forgotten");
        let refused = salon.cancel(&salon.ada, &booking, NOW).await;
        assert!(refused.is_err(), "{refused:?}");
        assert_eq!(salon.get(&booking).await, booking, "all or nothing");
    }
    async fn whoever_is_told_another_time_by_the_clocks_than_they_booked_is_named(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        salon.book(10, NOW).await.expect("free");
        assert_eq!(salon.outlook().await, "");
        // As if the law had changed since: the zone was an hour ahead on the day of the booking.
        salon.run("update bookings set local_start_minutes = local_start_minutes + 60").await.expect("set");
        assert_eq!(
            salon.outlook().await,
            "1 bookings to come begin at another local time than they were booked for: 1\n"
        );
        let set = "update bookings set local_start_minutes = local_start_minutes - 60, local_date = local_date - 1";
        salon.run(set).await.expect("set");
        assert!(salon.outlook().await.contains("another local time"));
        assert_eq!(salon.findings().await, [] as [&str; 0], "nothing is broken");
    }

    async fn whoever_comes_outside_of_working_hours_is_named_and_nothing_is_wrong_with_it(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        for hours in [10, 14] {
            salon.book(hours, NOW).await.expect("free");
        }
        salon.run("delete from schedule_rules").await.expect("closed");
        assert_eq!(salon.outlook().await, "2 bookings to come lie outside of working hours: 1, 2\n");
        salon.run("update bookings set forced = true where id = 2").await.expect("forced");
        assert!(salon.outlook().await.ends_with("1 bookings to come were made although the time was taken: 2\n"));
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }
}
