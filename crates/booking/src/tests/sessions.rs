//! What becomes of those who come together when one of them goes.

use frontdesk_kit::db::{DbError, Tx};
use frontdesk_testkit::both_engines;

use super::seats::seats;
use super::{HOUR, NOW, Salon};
use crate::model::Status;
use crate::store::guests;

both_engines! {
    async fn who_goes_or_is_suspended_leaves_their_seat(engine: Engine) {
        let (salon, [_ben, cleo]) = Salon::for_groups(engine, seats(3)).await;
        for hours in [10, 12] {
            salon.book(hours, NOW).await.expect("free");
        }
        salon.join(&cleo, 10, NOW).await.expect("a seat");
        salon.hold(14, NOW).await.expect("free");
        salon.run("delete from users where username = 'ada'").await.expect("gone");
        assert_eq!((salon.taken().await, salon.findings().await), (vec![1], vec![]));
        salon.run("update users set suspended_at = 1 where username = 'cleo'").await.expect("suspended");
        assert_eq!((salon.taken().await, salon.findings().await), (vec![], vec![]));
        assert_eq!(salon.run("delete from claims").await.expect("read"), 0);
    }

    async fn a_specialist_who_goes_leaves_no_session(engine: Engine) {
        let (salon, [ben]) = Salon::for_groups(engine, seats(3)).await;
        let booked = salon.book(10, NOW).await.expect("free");
        salon.join(&ben, 10, NOW).await.expect("a seat");
        salon.run("delete from users where username = 'noor'").await.expect("gone");
        assert_eq!(salon.get(&booked).await.status, Status::CancelledByBusiness);
        assert_eq!((salon.taken().await, salon.findings().await), (vec![], vec![]));
        assert_eq!(salon.run("delete from claims").await.expect("read"), 0);
    }

    async fn those_who_have_booked_meet_whatever_becomes_of_the_service(engine: Engine) {
        let (salon, [ben]) = Salon::for_groups(engine, seats(3)).await;
        let first = salon.book(10, NOW).await.expect("free");
        let other = salon.join(&ben, 10, NOW).await.expect("a seat");
        salon.run("delete from services").await.expect("withdrawn");
        assert_eq!((salon.taken().await, salon.findings().await), (vec![2], vec![]));
        salon.move_to(&ben, &other, NOW.plus(14 * HOUR)).await.expect("on the terms of then");
        salon.cancel(&salon.ada, &first, NOW).await.expect("in time");
        assert_eq!((salon.taken().await, salon.findings().await), (vec![1], vec![]));
    }

    async fn of_several_seats_of_one_guest_one_becomes_theirs_and_the_others_live_on(engine: Engine) {
        let (salon, [ben]) = Salon::for_groups(engine, seats(3)).await;
        salon.book(10, NOW).await.expect("free");
        let other = salon.join(&ben, 10, NOW).await.expect("a seat");
        let mother = "update bookings set client_id = null, source = 'staff', guest_email = 'anna@example.com'";
        salon.run(mother).await.expect("booked for a mother and her child");
        let anna = ben.user_id;
        let adopt = async move |tx: &mut Tx| guests::adopt(tx, anna, ("anna@example.com", ""), NOW).await;
        let adopted: Result<u64, DbError> = salon.db.write(adopt).await;
        assert_eq!(adopted.expect("adopted"), 1);
        salon.cancel(&salon.noor, &other, NOW).await.expect("it can be cancelled");
        let again: Result<u64, DbError> = salon.db.write(adopt).await;
        assert_eq!(again.expect("adopted, once it has no seat"), 1);
        assert_eq!(salon.findings().await, [] as [&str; 0]);
    }

    async fn the_doctor_counts_who_sits_in_a_session(engine: Engine) {
        let (salon, []) = Salon::for_groups(engine, seats(3)).await;
        salon.book(10, NOW).await.expect("free");
        salon.run("update group_sessions set taken = 3").await.expect("wrong");
        assert_eq!(salon.findings().await, ["session 1: 3 seats are taken, 1 bookings have one"]);
        salon.run("update group_sessions set taken = 1").await.expect("right");
        salon.run("update bookings set status = 'declined'").await.expect("wrong");
        assert_eq!(salon.findings().await, ["booking 1 is over and still claims time"]);
        salon.run("update bookings set status = 'confirmed'").await.expect("right");
        salon.run("update resource_days set w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0").await.expect("wrong");
        salon.run("delete from claims").await.expect("wrong");
        assert_eq!(salon.findings().await, ["session 1 has claimed no time"]);
        for (beyond, constraint) in [
            ("update group_sessions set taken = 4", "group_sessions_taken_check"),
            ("update group_sessions set seats = 201", "group_sessions_seats_check"),
            ("update group_sessions set ends_at = starts_at", "group_sessions_time_check"),
        ] {
            let refused = salon.run(beyond).await;
            assert!(refused.as_ref().is_err_and(|error| error.is_constraint(constraint)), "{beyond}: {refused:?}");
        }
    }
}
