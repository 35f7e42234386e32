//! Whom hours leave out is for those who may see bookings.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_kit::db::Tx;
use frontdesk_schedule::DayNumber;
use frontdesk_schedule::flow::{NewRules, name_holiday, replace_rules};
use frontdesk_schedule::store::holidays::Holiday;
use frontdesk_testkit::both_engines;

use jiff::civil::date;

use super::{NOW, Salon, person};
use crate::flow;

both_engines! {
    async fn a_holiday_tells_whom_it_leaves_out(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let both = [Permission::ManageAnySchedule, Permission::ManageAnyBooking];
        let (hours, staff) =
            (person(&salon.db, "hours", &both[..1]).await, person(&salon.db, "staff", &both).await);
        // A Tuesday, the evening before it and the morning after; the place never closes.
        let mut booked = Vec::new();
        for hour in [41, 42, 65, 66] {
            booked.push(salon.book(hour, NOW).await.expect("free").id);
        }
        let holiday = async |caller: &Caller| {
            let caller = caller.clone();
            let name = async move |tx: &mut Tx| {
                let date = date(2030, 5, 7);
                let new_year = Holiday { local_date: DayNumber::from(date), name: "Новый год".to_owned() };
                name_holiday(tx, &caller, &new_year).await?;
                flow::stranded_around(tx, &caller, date, NOW).await
            };
            salon.db.write(name).await.expect("named").iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(holiday(&staff).await, [], "she works on holidays");
        salon.run("update locations set works_on_holidays = false").await.expect("no more");
        assert_eq!(holiday(&staff).await, booked[1..3]);
        assert_eq!(holiday(&hours).await, [], "bookings are not theirs to see");
    }

    async fn whoever_manages_hours_but_no_bookings_sees_none(engine: Engine) {
        let salon = Salon::open(engine, ServiceTerms::default()).await;
        let booked = salon.book(10, NOW).await.expect("free");
        let hours = person(&salon.db, "hours", &[Permission::ManageAnySchedule]).await;
        let both = [Permission::ManageAnySchedule, Permission::ManageAnyBooking];
        let staff = person(&salon.db, "staff", &both).await;
        for (caller, sees) in [(&salon.noor, true), (&hours, false), (&staff, true)] {
            let (caller, id) = (caller.clone(), salon.location);
            let close = async move |tx: &mut Tx| {
                let none = NewRules { rules: Vec::new(), works_on_holidays: true };
                let location = replace_rules(tx, &caller, id, &none, None).await?;
                flow::stranded(tx, &caller, &location, NOW).await
            };
            let left_out = salon.db.write(close).await.expect("closed");
            assert_eq!(left_out.iter().any(|one| one.id == booked.id), sees);
        }
    }
}
