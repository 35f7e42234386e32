//! Specialists whom somebody likes to go to.

use frontdesk_testkit::{Answer, Engine, both_engines};

use crate::support::{Actor, TestDesk, rows};

fn names(page: &Answer) -> Vec<String> {
    let items = page.at("/items").as_array().expect("a page").iter();
    items.map(|item| item["specialist"]["id"].as_str().expect("an id").to_owned()).collect()
}

async fn profile(who: &Actor) -> String {
    who.get("/api/v1/me/profile").await.ok().text_at("/id").to_owned()
}

both_engines! {
    async fn a_favourite_is_marked_once_and_by_oneself(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (ada, ben) = (desk.client("ada").await, desk.client("ben").await);
        let (noor, omar) = (profile(&desk.specialist("noor").await).await, profile(&desk.specialist("omar").await).await);
        for specialist in [&noor, &omar, &noor] {
            ada.put(&format!("/api/v1/me/favourites/{specialist}")).await.no_content();
        }
        rows(&desk, "update favourites set created_at = created_at - 100 where specialist_id = (select min(specialist_id) from favourites)").await;
        assert_eq!(names(&ada.get("/api/v1/me/favourites").await.ok()), [omar.clone(), noor.clone()], "the latest first");
        assert!(names(&ben.get("/api/v1/me/favourites").await.ok()).is_empty());
        let first = ada.get("/api/v1/me/favourites").query("limit", "1").await.ok();
        let next = ada.get("/api/v1/me/favourites").query("limit", "1").query("cursor", first.text_at("/next_cursor"));
        assert_eq!(names(&next.await.ok()), std::slice::from_ref(&noor));

        ada.put(&format!("/api/v1/me/favourites/{}", profile(&ben).await)).await.is_problem(404, "not_found");
        ada.delete(&format!("/api/v1/me/favourites/{omar}")).await.no_content();
        ada.delete(&format!("/api/v1/me/favourites/{omar}")).await.no_content();
        rows(&desk, "update users set suspended_at = 1 where username = 'noor'").await;
        assert!(names(&ada.get("/api/v1/me/favourites").await.ok()).is_empty(), "who is suspended is not shown");
    }

    async fn nobody_has_more_than_200_favourites(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let noor = profile(&desk.specialist("noor").await).await;
        let id = match engine {
            Engine::Sqlite => "cast(cast(n as text) as blob)",
            Engine::Postgres => "convert_to(cast(n as text), 'UTF8')",
        };
        let many = format!(
            "insert into users (public_id, username, password_changed_at, role, created_at, updated_at)
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 200)
            select {id}, 'user' || n, 0, 'specialist', 0, 0 from numbers"
        );
        rows(&desk, &many).await;
        let marked = "insert into favourites (user_id, specialist_id, created_at)
            select (select id from users where username = 'ada'), id, 0 from users where username like 'user%'";
        rows(&desk, marked).await;
        let one_more = ada.put(&format!("/api/v1/me/favourites/{noor}")).await;
        one_more.refuses_field("favourites");
        rows(&desk, "delete from favourites where specialist_id = (select max(specialist_id) from favourites)").await;
        ada.put(&format!("/api/v1/me/favourites/{noor}")).await.no_content();
        ada.put(&format!("/api/v1/me/favourites/{noor}")).await.no_content();
    }
}
