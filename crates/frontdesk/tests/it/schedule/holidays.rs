//! Holidays: named by staff, read by everybody.

use frontdesk_testkit::both_engines;
use serde_json::json;

use crate::support::{TestDesk, frontdesk, with_staff};

both_engines! {
    async fn staff_say_which_dates_are_holidays(engine: Engine) {
        let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &[("stas", "staff")]).await).await;
        let (stas, noor) = (desk.signed_in("stas").await, desk.specialist("noor").await);
        let (date, name) = ("/api/v1/holidays/2027-01-07", json!({ "name": "Рождество" }));
        noor.put(date).json(&name).await.is_problem(403, "forbidden");
        stas.put(date).json(&json!({ "name": "Праздник" })).await.created();
        let named = stas.put(date).json(&name).await.ok();
        let expected = json!({ "date": "2027-01-07", "name": "Рождество", "stranded": [] });
        assert_eq!(named.json(), &expected);
        stas.put("/api/v1/holidays/2027-01-01").json(&json!({ "name": "Новый год" })).await.created();
        stas.put("/api/v1/holidays/2028-01-01").json(&json!({ "name": "Новый год" })).await.created();
        let year = desk.get("/api/v1/holidays?year=2027").await.ok();
        let expected = json!([
            { "date": "2027-01-01", "name": "Новый год" },
            { "date": "2027-01-07", "name": "Рождество" },
        ]);
        assert_eq!(year.at("/items"), &expected);
        noor.delete(date).await.is_problem(403, "forbidden");
        stas.delete(date).await.no_content();
        stas.delete(date).await.is_problem(404, "not_found");
        assert_eq!(desk.get("/api/v1/holidays?year=2027").await.ok().at("/items").as_array().map(Vec::len), Some(1));
    }

    async fn what_is_no_date_is_no_holiday(engine: Engine) {
        let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &[("stas", "staff")]).await).await;
        let stas = desk.signed_in("stas").await;
        for date in ["2027-02-29", "2027-1-1", "20270101", "1999-12-31", "2200-01-01", "today", "+002027-01-01"] {
            stas.put(&format!("/api/v1/holidays/{date}")).json(&json!({ "name": "Нет" })).await.is_problem(404, "not_found");
        }
        stas.put("/api/v1/holidays/2027-01-01").json(&json!({ "name": " " })).await.is_problem(422, "invalid");
        for query in ["?year=1999", "?year=2200", "?year=x", "?year=2027&month=1"] {
            desk.get(&format!("/api/v1/holidays{query}")).await.is_problem(422, "invalid");
        }
    }
}
