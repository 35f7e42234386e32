//! Bookings in a row, for each who may see them.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::salon::{Salon, at, in_days, soon};
use crate::support::{Actor, PASSWORD, rows};

fn ids(page: &Answer) -> Vec<String> {
    let items = page.at("/items").as_array().expect("a page").iter();
    items.map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}

/// All pages of a list, one booking each.
async fn leafed(who: &Actor, path: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut page = who.get(path).query("limit", "1").await.ok();
    loop {
        all.extend(ids(&page));
        let Some(next) = page.at("/next_cursor").as_str().map(str::to_owned) else { return all };
        page = who.get(path).query("limit", "1").query("cursor", &next).await.ok();
    }
}

both_engines! {
    async fn both_sides_see_what_is_to_come_the_earliest_first(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, ben) = (salon.desk.client("ada").await, salon.desk.client("ben").await);
        let id = |answer: Answer| answer.text_at("/id").to_owned();
        let third = id(salon.book(&ada, at(in_days(9), 12, 0)).await.created());
        let first = id(salon.book(&ada, at(soon(), 12, 0)).await.created());
        let second = id(salon.book(&ben, at(soon(), 15, 0)).await.created());

        assert_eq!(leafed(&ada, "/api/v1/me/bookings").await, [first.clone(), third.clone()]);
        assert_eq!(leafed(&ben, "/api/v1/me/bookings").await, std::slice::from_ref(&second));
        assert_eq!(leafed(&salon.noor, "/api/v1/me/agenda").await, [first.clone(), second.clone(), third.clone()]);
        assert!(ids(&salon.noor.get("/api/v1/me/bookings").await.ok()).is_empty());
        ada.get("/api/v1/me/agenda").await.is_problem(403, "forbidden");

        ada.post(&format!("/api/v1/bookings/{third}/cancellation")).await.ok();
        let agenda = salon.noor.get("/api/v1/me/agenda");
        assert_eq!(ids(&agenda.query("status", "cancelled_by_client").await.ok()), [third]);
        let page = ada.get("/api/v1/me/bookings").query("limit", "1").await.ok();
        let borrowed = ben.get("/api/v1/me/bookings").query("cursor", page.text_at("/next_cursor")).await;
        borrowed.refuses_field("cursor");
    }

    async fn what_is_over_comes_the_latest_first(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let id = |answer: Answer| answer.text_at("/id").to_owned();
        let first = id(salon.book(&ada, at(soon(), 12, 0)).await.created());
        let second = id(salon.book(&ada, at(soon(), 15, 0)).await.created());
        rows(&salon.desk, "update bookings set starts_at = starts_at - 2592000, ends_at = ends_at - 2592000").await;
        assert!(leafed(&ada, "/api/v1/me/bookings").await.is_empty());
        assert_eq!(leafed(&ada, "/api/v1/me/bookings?when=past").await, [second, first]);
    }

    async fn what_lasts_a_day_is_to_come_until_it_is_over(engine: Engine) {
        let salon = Salon::open(engine).await;
        let ada = salon.desk.client("ada").await;
        let id = salon.book(&ada, at(soon(), 12, 0)).await.created().text_at("/id").to_owned();
        for (minutes, upcoming, past) in [(-1_430, vec![id.clone()], vec![]), (-1_450, vec![], vec![id.clone()])] {
            salon.begin_in(minutes).await;
            rows(&salon.desk, "update bookings set ends_at = starts_at + 86400").await;
            assert_eq!(leafed(&ada, "/api/v1/me/bookings").await, upcoming, "{minutes}");
            assert_eq!(leafed(&ada, "/api/v1/me/bookings?when=past").await, past, "{minutes}");
        }
    }

    async fn staff_see_everybodys(engine: Engine) {
        let salon = Salon::open(engine).await;
        let (ada, omar) = (salon.desk.client("ada").await, salon.desk.specialist("omar").await);
        let body = json!({ "username": "stas", "password": PASSWORD, "role": "client" });
        salon.desk.post("/api/v1/accounts").json(&body).await.created();
        rows(&salon.desk, "update users set role = 'staff' where username = 'stas'").await;
        let stas = salon.desk.signed_in("stas").await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created().text_at("/id").to_owned();

        ada.get("/api/v1/bookings").await.is_problem(403, "forbidden");
        assert_eq!(ids(&stas.get("/api/v1/bookings").await.ok()), std::slice::from_ref(&booked));
        for (specialist, expected) in [(&salon.noor, vec![booked.clone()]), (&omar, vec![])] {
            let profile = specialist.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned();
            assert_eq!(ids(&stas.get("/api/v1/bookings").query("specialist", &profile).await.ok()), expected);
        }
        let cancelled = stas.post(&format!("/api/v1/bookings/{booked}/cancellation")).await.ok();
        assert_eq!(cancelled.text_at("/status"), "cancelled_by_business");
    }
}
