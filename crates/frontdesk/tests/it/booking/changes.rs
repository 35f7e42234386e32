//! Hours change, and those who are to come stay booked.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::salon::{Salon, at, hours, in_days, path, soon};

/// The ids of the bookings that a change of hours leaves out.
fn stranded(answer: &Answer) -> Vec<&str> {
    let items = answer.at("/stranded").as_array().expect("a list");
    items.iter().map(|item| item["id"].as_str().expect("an id")).collect()
}

both_engines! {
    async fn new_hours_tell_whom_they_leave_out_and_send_nobody_away(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let late = salon.book(&ada, at(soon(), 18, 0)).await.created();
        salon.book(&ada, at(soon(), 12, 0)).await.created();
        let changed = salon.set_hours(&hours("09:00", "15:00")).await.ok();
        assert_eq!(stranded(&changed), [late.text_at("/id")]);
        assert_eq!(ada.get(&path(&late)).await.ok().text_at("/status"), "confirmed");
        assert_eq!(salon.starts(soon()).await.last(), Some(&at(soon(), 14, 0)));
        assert_eq!(stranded(&salon.set_hours(&hours("09:00", "21:00")).await.ok()), Vec::<&str>::new());
    }

    async fn a_closed_date_has_nothing_to_offer_until_it_is_opened_again(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        let date = format!("/api/v1/locations/{}/schedule/dates/{}", salon.location, soon());
        let closed = salon.noor.put(&date).json(&json!({ "change": "closed" })).await.ok();
        assert_eq!(stranded(&closed), [booked.text_at("/id")]);
        assert_eq!(salon.starts(soon()).await, []);
        assert!(!salon.starts(in_days(8)).await.is_empty());

        let evening = json!({ "change": "replace", "hours": [{ "starts": "18:00", "ends": "20:00" }] });
        salon.noor.put(&date).json(&evening).await.ok();
        let free = salon.starts(soon()).await;
        assert_eq!((free.first(), free.last()), (Some(&at(soon(), 18, 0)), Some(&at(soon(), 19, 0))));
        salon.noor.delete(&date).await.ok();
        assert_eq!(salon.starts(soon()).await.first(), Some(&at(soon(), 9, 0)));
        assert!(!salon.starts(soon()).await.contains(&at(soon(), 12, 0)), "who was booked is booked");
    }

    async fn time_off_is_nobodys_time_and_keeps_what_is_booked(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        let (from, to) = (at(soon(), 11, 30).to_string(), at(soon(), 16, 0).to_string());
        let away = json!({ "starts_at": from, "ends_at": to, "reason": "К врачу" });
        let taken = salon.noor.post(&format!("/api/v1/locations/{}/time-off", salon.location)).json(&away).await.created();
        assert_eq!(stranded(&taken), [booked.text_at("/id")]);
        let free = salon.starts(soon()).await;
        assert!(free.contains(&at(soon(), 10, 30)) && free.contains(&at(soon(), 16, 0)));
        assert!(free.iter().all(|start| *start <= at(soon(), 10, 30) || at(soon(), 16, 0) <= *start), "{free:?}");
        let refused = salon.book(&ada, at(soon(), 14, 0)).await.is_problem(422, "not_bookable");
        assert!(!refused.text().contains("time_off") && !refused.text().contains("врачу"), "{}", refused.shown());

        salon.noor.delete(&format!("/api/v1/time-off/{}", taken.text_at("/time_off/id"))).await.no_content();
        salon.book(&ada, at(soon(), 14, 0)).await.created();
    }
}
