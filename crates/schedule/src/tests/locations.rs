//! Whose locations they are, and what they keep.

use frontdesk_accounts::policy::Permission;
use frontdesk_testkit::both_engines;

use super::*;
use crate::store::{hours, locations, time_off};

#[test]
fn the_anchor_is_the_standard_offset_of_the_day() {
    let anchor = |zone: &str| new_location(zone).anchor(NOW).0;
    assert_eq!(anchor("UTC"), 0);
    // In July, when their clocks are an hour ahead.
    assert_eq!((anchor("Europe/Berlin"), anchor("America/St_Johns")), (12, -42));
    assert_eq!((anchor("Asia/Kathmandu"), anchor("Asia/Vladivostok")), (69, 120));
    assert_eq!((anchor("Pacific/Kiritimati"), anchor("Pacific/Pago_Pago")), (168, -132));
}

both_engines! {
    async fn nobody_touches_what_is_somebody_elses_but_staff(engine: Engine) {
        let house = House::open(engine).await;
        let (anna, ben) = (house.specialist("anna").await, house.specialist("ben").await);
        let (staff, client) = (house.person("stas", &[Permission::ManageAnySchedule]).await, house.person("carl", &[]).await);
        let studio = house.location(&anna, "Europe/Moscow").await;
        let monday = [weekly(0, 540, 1_080)];

        assert!(matches!(house.rules(&ben, &studio, &monday).await, Err(ScheduleError::NotFound)));
        assert!(matches!(house.date(&ben, &studio, date(2026, 7, 6), &[Change::Closed]).await, Err(ScheduleError::NotFound)));
        assert!(matches!(house.rules(&client, &studio, &monday).await, Err(ScheduleError::Forbidden)));
        let taken = house.time_off(&ben, &studio, ("2026-07-06T00:00:00Z", "2026-07-07T00:00:00Z")).await;
        assert!(matches!(taken, Err(ScheduleError::NotFound)));
        house.rules(&staff, &studio, &monday).await.expect("staff may");

        let (_, absence) = house.time_off(&anna, &studio, ("2026-07-06T00:00:00Z", "2026-07-07T00:00:00Z")).await.expect("hers");
        let end = async |caller: &Caller| {
            let (caller, id) = (caller.clone(), absence.public_id);
            house.db.write(async move |tx| flow::end_time_off(tx, &caller, id).await).await
        };
        assert!(matches!(end(&ben).await, Err(ScheduleError::NotFound)));
        end(&anna).await.expect("hers to end");
        assert!(matches!(end(&anna).await, Err(ScheduleError::NotFound)));
    }

    async fn a_location_that_is_withdrawn_takes_its_hours_along(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let studio = house.location(&anna, "Europe/Moscow").await;
        house.rules(&anna, &studio, &[weekly(0, 540, 1_080)]).await.expect("hours");
        house.date(&anna, &studio, date(2026, 7, 6), &[Change::Closed]).await.expect("closed");
        house.time_off(&anna, &studio, ("2026-07-06T00:00:00Z", "2026-07-07T00:00:00Z")).await.expect("away");
        let (caller, id) = (anna.clone(), studio.public_id);
        house.db.write(async move |tx| flow::withdraw_location(tx, &caller, id, None).await).await.expect("withdrawn");
        let number = studio.id;
        let left = async move |tx: &mut Tx| {
            let rules = hours::rules(tx, number).await?.len();
            let overrides = hours::overrides(tx, number, DayNumber(0), DayNumber(100_000)).await?.len();
            let absences = time_off::touching(tx, number, Timestamp(0), Timestamp(i64::MAX)).await?.len();
            Ok::<_, DbError>((locations::by_number(tx, number).await?, rules, overrides, absences))
        };
        assert_eq!(house.db.read(left).await.expect("read"), (None, 0, 0, 0));
    }

    async fn a_suspended_specialist_has_locations_for_themselves_and_staff_only(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let studio = house.location(&anna, "Europe/Moscow").await;
        let user = anna.user_id;
        let suspend = async move |tx: &mut Tx| tx.run("update users set suspended_at = 1 where id = $1", &[&user]).await;
        house.db.write(suspend).await.map_err(|error: DbError| error).expect("suspended");
        let other = house.specialist("ben").await;
        for (reach, sees) in [
            (rules::seeing(None), false),
            (rules::seeing(Some(&other)), false),
            (rules::seeing(Some(&anna)), true),
            (Reach::All, true),
        ] {
            let id = studio.public_id;
            let found = house.db.read(async move |tx| locations::find(tx, reach, id).await).await;
            assert_eq!(found.map_err(|error: DbError| error).expect("read").is_some(), sees, "{reach:?}");
        }
    }
}
