//! Bookings as one's own calendar reads them.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::salon::{Salon, at, path, soon};
use crate::support::{Actor, PASSWORD, rows};

/// A new secret link of somebody's.
async fn link(who: &Actor) -> String {
    let made = who.post("/api/v1/me/calendar-feed").await.created();
    let url = made.text_at("/url");
    url[url.find("/calendar/").expect("a link")..].to_owned()
}

both_engines! {
    async fn both_sides_read_a_booking_in_their_own_calendars(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        ada.patch("/api/v1/me/profile").json(&json!({ "full_name": "Ада Лавлейс" })).await.ok();
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        let (hers, noors) = (link(&ada).await, link(&salon.noor).await);
        let read = async |link: &str| salon.desk.get(link).await.ok().text();

        let seen = salon.desk.get(&hers).await.ok();
        assert_eq!(seen.header("content-type"), Some("text/calendar; charset=utf-8"));
        let (of_ada, of_noor) = (seen.text().replace("\r\n ", ""), read(&noors).await.replace("\r\n ", ""));
        let uid = format!("UID:{}@", booked.text_at("/id"));
        assert!(of_ada.contains(&uid) && of_noor.contains(&uid), "{of_ada}");
        assert!(of_ada.contains("SUMMARY:Массаж") && of_ada.contains("LOCATION:Салон\\, Город"), "{of_ada}");
        assert!(of_noor.contains("SUMMARY:Массаж – Ада Лавлейс"), "{of_noor}");
        let start = at(soon(), 12, 0).strftime("DTSTART:%Y%m%dT%H%M%SZ").to_string();
        assert!(of_ada.contains(&start) && of_ada.contains("STATUS:CONFIRMED"), "{of_ada}");
    }

    async fn a_move_counts_on_and_what_is_called_off_stays_for_a_month(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let booked = path(&salon.book(&ada, at(soon(), 12, 0)).await.created());
        let link = link(&ada).await;
        let read = async || salon.desk.get(&link).await.ok();
        let first = read().await;
        assert!(first.text().contains("SEQUENCE:0\r\n"));
        let seen = first.header("etag").expect("a tag").to_owned();
        let same = salon.desk.get(&link).header("if-none-match", &seen).await;
        assert_eq!((same.status, same.body.len()), (304, 0));

        ada.put(&format!("{booked}/time")).json(&json!({ "starts_at": at(soon(), 15, 0).to_string() })).await.ok();
        let moved = salon.desk.get(&link).header("if-none-match", &seen).await.ok();
        assert!(moved.text().contains("SEQUENCE:1\r\n"), "{}", moved.text());
        ada.post(&format!("{booked}/cancellation")).await.ok();
        assert!(read().await.text().contains("STATUS:CANCELLED\r\n"));
        rows(&salon.desk, "update bookings set updated_at = updated_at - 2592001").await;
        assert!(!read().await.text().contains("VEVENT"));
    }

    async fn sec_LOG_01_only_the_latest_link_leads_anywhere_and_the_secret_is_nowhere(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let (old, new) = (link(&ada).await, link(&ada).await);
        salon.desk.get(&old).await.is_problem(404, "not_found");
        salon.desk.get(&new).await.ok();
        salon.desk.get(new.strip_suffix(".ics").expect("a name")).await.is_problem(404, "not_found");
        let secret = &new["/calendar/".len()..new.len() - ".ics".len()];
        assert!(secret.len() >= 40, "{secret}");
        assert!(!salon.desk.log().contains(secret), "not in the log");
        let kept = rows(&salon.desk, "select secret_hash from calendar_feeds").await;
        assert!(kept.len() == 1 && !kept[0][0].contains(secret), "{kept:?}");

        rows(&salon.desk, "update users set suspended_at = 1 where username = 'ada'").await;
        salon.desk.get(&new).await.is_problem(404, "not_found");
        rows(&salon.desk, "update users set suspended_at = null").await;
        ada.delete("/api/v1/me/calendar-feed").await.no_content();
        salon.desk.get(&new).await.is_problem(404, "not_found");
    }

    async fn a_link_ends_with_all_sessions_and_with_the_password(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let noors = link(&salon.noor).await;
        let again = Actor::sign_in(salon.desk.http(), "ada", &ada.account_id).await;
        let (first, of_ada) = (link(&ada).await, "user_id = (select id from users where username = 'ada')");
        again.delete(&format!("/api/v1/sessions/{}", again.session_id)).await.no_content();
        salon.desk.get(&first).await.ok();
        Actor::sign_in(salon.desk.http(), "ada", &ada.account_id).await;
        ada.delete("/api/v1/sessions").await.no_content();
        salon.desk.get(&first).await.is_problem(404, "not_found");

        let second = link(&ada).await;
        let body = json!({ "current_password": PASSWORD, "new_password": "Meadow-Lantern-17" });
        ada.put("/api/v1/me/password").json(&body).await.no_content();
        salon.desk.get(&second).await.is_problem(404, "not_found");
        assert!(rows(&salon.desk, &format!("select 1 from calendar_feeds where {of_ada}")).await.is_empty());
        salon.desk.get(&noors).await.ok();
    }
}
