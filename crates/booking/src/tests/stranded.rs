//! Whom hours leave out is for those who may see bookings.

use frontdesk_accounts::policy::Permission;
use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_kit::db::Tx;
use frontdesk_schedule::flow::{NewRules, replace_rules};
use frontdesk_testkit::both_engines;

use super::{NOW, Salon, person};
use crate::flow;

both_engines! {
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
