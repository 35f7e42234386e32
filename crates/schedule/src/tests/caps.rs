//! How much one specialist may keep: what is read for every look at a location has an end.

use frontdesk_testkit::both_engines;
use jiff::ToSpan;

use super::*;

/// More than any of these lists may have.
const TOO_MANY: i64 = 600;

/// Of what there was too much, and how much there is.
type Full = Result<(&'static str, i64), ScheduleError>;

/// `added` is the `made`-th of its kind; the answer, if there is no room for it.
fn refused<T>(added: Result<T, ScheduleError>, made: i64) -> Option<Full> {
    match added {
        Ok(_) => None,
        Err(ScheduleError::TooMany { field, most }) => Some(Ok((field, if made == most { made } else { -most }))),
        Err(error) => Some(Err(error)),
    }
}

both_engines! {
    async fn a_specialist_works_in_fifty_places_at_most(engine: Engine) {
        let house = House::open(engine).await;
        let (anna, ben) = (house.specialist("anna").await, house.specialist("ben").await);
        let add = async move |tx: &mut Tx| -> Full {
            for made in 0..TOO_MANY {
                let added = flow::add_location(tx, &anna, &new_location("UTC"), new_id(), NOW).await;
                if let Some(full) = refused(added, made) {
                    return full;
                }
            }
            Ok(("", TOO_MANY))
        };
        assert_eq!(house.db.write(add).await.expect("full"), ("locations", 50));
        house.location(&ben, "UTC").await;
    }

    async fn a_location_has_five_hundred_times_off_ahead_at_most(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let studio = house.location(&anna, "UTC").await;
        house.time_off(&anna, &studio, ("2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z")).await.expect("over by now");
        let take = async move |tx: &mut Tx| -> Full {
            for made in 0..TOO_MANY {
                let new = NewAbsence { starts_at: NOW, ends_at: NOW.plus(1 + made), reason: String::new() };
                let taken = flow::take_time_off(tx, &anna, studio.public_id, &new, new_id(), NOW).await;
                if let Some(full) = refused(taken, made) {
                    return full;
                }
            }
            Ok(("", TOO_MANY))
        };
        assert_eq!(house.db.write(take).await.expect("full"), ("time_off", 500));
    }

    async fn a_location_has_four_hundred_changed_dates_ahead_at_most(engine: Engine) {
        let house = House::open(engine).await;
        let anna = house.specialist("anna").await;
        let studio = house.location(&anna, "UTC").await;
        house.date(&anna, &studio, date(2026, 6, 1), &[Change::Closed]).await.expect("over by now");
        let first = date(2026, 7, 1);
        let change = async move |tx: &mut Tx| -> Full {
            for made in 0..TOO_MANY {
                let what = (first.saturating_add(made.days()), &[Change::Closed][..]);
                let changed = flow::change_date(tx, &anna, studio.public_id, what, None, NOW).await;
                if let Some(full) = refused(changed, made) {
                    let hours = [Change::Add(Hours { start_min: 600, end_min: 660 })];
                    flow::change_date(tx, &anna, studio.public_id, (first, &hours), None, NOW).await?;
                    flow::change_date(tx, &anna, studio.public_id, (first, &[]), None, NOW).await?;
                    flow::change_date(tx, &anna, studio.public_id, what, None, NOW).await?;
                    return full;
                }
            }
            Ok(("", TOO_MANY))
        };
        assert_eq!(house.db.write(change).await.expect("full"), ("dates", 400));
    }
}
