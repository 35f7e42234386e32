//! Page cursors: good where they were made, and nowhere else.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::cast::Cast;

both_engines! {
    async fn sec_AZ_07_a_forged_cursor_is_refused(engine: Engine) {
        let cast = Cast::open(engine).await;
        let good = list_cursor(&cast).await;
        let (first, last) = (good.chars().next().expect("a cursor"), good.chars().last().expect("a cursor"));
        let swap = |letter: char| if letter == 'A' { 'B' } else { 'A' };
        for forged in [
            good[1..].to_owned(),
            good[..good.len() - 1].to_owned(),
            format!("{good}A"),
            format!("{good}="),
            format!("{}{}", swap(first), &good[1..]),
            format!("{}{}", &good[..good.len() - 4], "AAAA"),
            good.to_uppercase(),
            good.to_lowercase(),
            "MA".to_owned(),
            "0".to_owned(),
            "-1".to_owned(),
            "null".to_owned(),
            "' or 1=1 --".to_owned(),
            "../../etc/passwd".to_owned(),
            "э".to_owned(),
            last.to_string().repeat(400),
        ] {
            if forged == good {
                continue;
            }
            for path in ["/api/v1/services?limit=1", "/api/v1/me/services?limit=1", "/api/v1/sessions?limit=1"] {
                cast.specialist.get(path).query("cursor", &forged).await.refuses_field("cursor");
            }
        }
        cast.desk.get("/api/v1/services?limit=1").query("cursor", &good).await.ok();
    }

    async fn sec_AZ_07_a_cursor_is_no_good_for_another_caller_route_or_search(engine: Engine) {
        let cast = Cast::open(engine).await;
        let list = list_cursor(&cast).await;
        for other in [
            "/api/v1/services?limit=1&sort=price",
            "/api/v1/services?limit=1&q=a",
            "/api/v1/services?min_price_minor=1",
        ] {
            cast.desk.get(other).query("cursor", &list).await.refuses_field("cursor");
        }
        // How many items are on a page may change from one page to the next.
        cast.desk.get("/api/v1/services?limit=2").query("cursor", &list).await.ok();

        let own = cast.specialist.get("/api/v1/me/services?limit=1").await.ok().text_at("/next_cursor").to_owned();
        cast.other_specialist.post("/api/v1/services").json(&service()).await.created();
        cast.other_specialist.get("/api/v1/me/services").query("cursor", &own).await.refuses_field("cursor");
        cast.client.on_another_device().await;
        let sessions = cast.client.get("/api/v1/sessions?limit=1").await.ok().text_at("/next_cursor").to_owned();
        cast.other_client.get("/api/v1/sessions").query("cursor", &sessions).await.refuses_field("cursor");
        for cursor in [&list, &own] {
            cast.client.get("/api/v1/sessions").query("cursor", cursor).await.refuses_field("cursor");
        }
        cast.desk.get("/api/v1/services").query("cursor", &own).await.refuses_field("cursor");
        cast.client.get("/api/v1/sessions").query("cursor", &sessions).await.ok();
    }
}

fn service() -> serde_json::Value {
    json!({ "name": "Стрижка", "price_minor": 80_000, "duration_minutes": 30 })
}

/// A good cursor of the public list.
async fn list_cursor(cast: &Cast) -> String {
    for _ in 0..3 {
        cast.specialist.post("/api/v1/services").json(&service()).await.created();
    }
    cast.desk.get("/api/v1/services?limit=1").await.ok().text_at("/next_cursor").to_owned()
}
