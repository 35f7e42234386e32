//! The record of security events, read and held against its seals.

use std::time::{Duration, Instant};

use frontdesk_testkit::{Engine, both_engines};
use serde_json::{Value, json};

use super::native::sign_in;
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk, with_staff};

const EVENTS: &str = "/api/v1/admin/events";

async fn audited(engine: Engine) -> (TestDesk, Actor) {
    let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &[("chief", "admin")]).await).await;
    let chief = desk.signed_in("chief").await;
    (desk, chief)
}

/// Waits until everything is sealed, and holds it against its seals.
async fn checked(chief: &Actor) -> Value {
    let began = Instant::now();
    loop {
        let report = chief.get(&format!("{EVENTS}/check")).await.ok().json().clone();
        if report["unsealed"] == 0 {
            return report;
        }
        assert!(began.elapsed() < Duration::from_secs(10), "not sealed: {report}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

both_engines! {
    async fn events_are_found_by_name_and_by_person(engine: Engine) {
        let (desk, chief) = audited(engine).await;
        let anna = desk.client("anna").await;
        sign_in(desk.http(), "anna", "Wrong-Password-77").await.expect(401);
        let change = json!({ "current_password": PASSWORD, "new_password": "Meadow-Lantern-17" });
        anna.put("/api/v1/me/password").json(&change).await.no_content();
        let names = |page: &frontdesk_testkit::Answer| -> Vec<String> {
            let items = page.at("/items").as_array().expect("a list");
            items.iter().map(|item| item["event"].as_str().expect("a name").to_owned()).collect()
        };
        let of_anna = chief.get(EVENTS).query("account", &anna.account_id).await.ok();
        assert_eq!(names(&of_anna), ["password.changed", "session.refused", "session.began", "account.created"]);
        assert_eq!(of_anna.at("/items/0/actor/username"), &json!("anna"));
        assert_eq!(names(&chief.get(EVENTS).query("event", "password").await.ok()), ["password.changed"]);
        assert_eq!(names(&chief.get(EVENTS).query("event", "pass").await.ok()), Vec::<String>::new());
        let page = chief.get(EVENTS).query("limit", "2").await.ok();
        let next = page.at("/next_cursor").as_str().expect("there is more").to_owned();
        chief.get(EVENTS).query("cursor", &next).query("limit", "2").await.ok();
        anna.get(EVENTS).await.is_problem(403, "forbidden");
    }

    async fn what_was_cut_off_is_not_forgotten_when_the_record_goes_on(engine: Engine) {
        let (desk, chief) = audited(engine).await;
        let anna = desk.client("anna").await;
        assert_eq!(checked(&chief).await["ok"], json!(true));
        let rows = Rows::behind(&desk);
        let last = rows.one("select max(id) from security_events").await;
        rows.change(&format!("delete from security_events where id = {last}")).await;
        anna.on_another_device().await;
        let found = checked(&chief).await;
        let next = rows.one("select max(id) from security_events").await;
        assert_eq!((&found["fault"], found["row"].to_string()), (&json!("missing"), next), "{found}");
    }

    async fn a_row_whose_seal_was_taken_off_is_not_sealed_anew(engine: Engine) {
        let (desk, chief) = audited(engine).await;
        let anna = desk.client("anna").await;
        assert_eq!(checked(&chief).await["ok"], json!(true));
        let rows = Rows::behind(&desk);
        let open = "update security_events set position = null, seal = null, detail = 'nothing'";
        rows.change(&format!("{open} where id > (select max(id) - 2 from security_events)")).await;
        anna.on_another_device().await;
        assert_eq!(checked(&chief).await["ok"], json!(false));
    }

    async fn a_long_record_is_sealed_and_checked_batch_by_batch(engine: Engine) {
        let (desk, chief) = audited(engine).await;
        let rows = Rows::behind(&desk);
        let many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1100)";
        let columns = "insert into security_events (at, event, address, request_id, detail)";
        rows.change(&format!("{columns} {many} select i, 'some.thing', '', '', '' from n")).await;
        let whole = checked(&chief).await;
        let all: i64 = rows.one("select count(*) from security_events").await.parse().expect("a number");
        assert_eq!((&whole["ok"], &whole["good"]), (&json!(true), &json!(all)), "{whole}");
        rows.change("update security_events set detail = 'x' where position = 1050").await;
        assert_eq!(checked(&chief).await["good"], json!(1049));
    }

    async fn a_row_that_was_changed_or_removed_is_named(engine: Engine) {
        let (desk, chief) = audited(engine).await;
        for name in ["anna", "boris", "vera"] {
            desk.client(name).await;
        }
        let whole = checked(&chief).await;
        assert_eq!((&whole["ok"], &whole["row"]), (&json!(true), &Value::Null), "{whole}");
        let rows = Rows::behind(&desk);
        let id: i64 = rows.one("select min(id) + 2 from security_events").await.parse().expect("a number");

        let detail = rows.one(&format!("select detail from security_events where id = {id}")).await;
        rows.change(&format!("update security_events set detail = 'nothing' where id = {id}")).await;
        let found = checked(&chief).await;
        assert_eq!((&found["fault"], &found["row"]), (&json!("changed"), &json!(id)), "{found}");
        rows.change(&format!("update security_events set detail = '{detail}' where id = {id}")).await;
        assert_eq!(checked(&chief).await["ok"], json!(true));

        let last = rows.one("select max(id) from security_events").await;
        rows.change(&format!("delete from security_events where id = {last}")).await;
        assert_eq!(checked(&chief).await["fault"], json!("cut_off"));
        rows.change(&format!("delete from security_events where id = {id}")).await;
        let found = checked(&chief).await;
        assert_eq!((&found["fault"], &found["row"]), (&json!("missing"), &json!(id + 1)), "{found}");
    }
}
