//! Accounts are found by what their owners are called.

use frontdesk_testkit::{Engine, both_engines};
use serde_json::json;

use super::native::sign_up;
use crate::store::Rows;
use crate::support::{Actor, TestDesk, frontdesk, with_staff};

const ACCOUNTS: &str = "/api/v1/admin/accounts";

async fn staffed(engine: Engine) -> (TestDesk, Actor) {
    let desk = TestDesk::open_with(with_staff(frontdesk(engine).await, &[("chief", "admin")]).await).await;
    let chief = desk.signed_in("chief").await;
    (desk, chief)
}

both_engines! {
    async fn names_and_numbers_are_found_as_their_owners_write_them(engine: Engine) {
        let (desk, chief) = staffed(engine).await;
        sign_up(desk.http(), "Алёна", json!({ "phone": "8 900 111-22-33" })).await.created();
        sign_up(desk.http(), "89001112233", json!({ "email": "Ёлка@example.com" })).await.created();
        for (typed, found) in [
            ("АЛЁ", vec!["Алёна"]),
            ("ёлка@", vec!["89001112233"]),
            ("89001112233", vec!["89001112233", "Алёна"]),
            ("+7900111", vec!["Алёна"]),
        ] {
            let page = chief.get(ACCOUNTS).query("q", typed).await.ok();
            let items = page.at("/items").as_array().expect("a list");
            let names: Vec<_> = items.iter().map(|item| item["username"].as_str().expect("a name")).collect();
            assert_eq!(names, found, "{typed}");
        }
    }

    async fn a_list_shows_an_account_as_it_is_shown_by_itself(engine: Engine) {
        let (desk, chief) = staffed(engine).await;
        let anna = desk.client("anna").await;
        let rows = Rows::behind(&desk);
        rows.change("update users set updated_at = 1").await;
        rows.change("update profiles set updated_at = 2").await;
        let listed = chief.get(ACCOUNTS).query("q", "anna").await.ok();
        let alone = chief.get(&format!("{ACCOUNTS}/{}", anna.account_id)).await.ok();
        assert_eq!(listed.at("/items/0"), alone.json());
    }
}
