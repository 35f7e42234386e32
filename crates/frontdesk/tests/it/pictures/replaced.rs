//! A picture that is no longer shown is no longer there.

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::samples::png;
use super::served::stored;
use super::upload::{form, patch, put};
use crate::accounts::old_app::OldApp;
use crate::accounts::together::{all_within, count, together};
use crate::support::TestDesk;

both_engines! {
    async fn a_picture_that_was_replaced_is_removed(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let (ada, ben) = (desk.client("ada").await, desk.client("ben").await);
        let bens = put(&ben, "b.png", &png()).await.ok().text_at("/avatar_url").to_owned();
        let old = OldApp::log_in(desk.http(), "ada").await;
        let first = put(&ada, "a.png", &png()).await.ok().text_at("/avatar_url").to_owned();
        let second = put(&ada, "a.png", &png()).await.ok().text_at("/avatar_url").to_owned();
        desk.get(&first).await.is_problem(404, "not_found");
        desk.get(&second).await.ok();
        patch(&old, "a.png", &png()).await.ok();
        desk.get(&second).await.expect(404);
        assert_eq!(stored(&desk).len(), 2);
        desk.get(&bens).await.ok();
    }

    async fn a_picture_that_was_taken_away_is_removed(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        let url = put(&ada, "a.png", &png()).await.ok().text_at("/avatar_url").to_owned();
        ada.delete("/api/v1/me/avatar").await.no_content();
        desk.get(&url).await.expect(404);
        assert_eq!(ada.get("/api/v1/me/profile").await.ok().at("/avatar_url"), &Value::Null);
        ada.delete("/api/v1/me/avatar").await.no_content();

        put(&ada, "a.png", &png()).await.ok();
        let shown = old.call("PATCH", "/api/auth/profile/me/").json(&json!({ "avatar": null })).await.ok();
        assert_eq!(shown.at("/avatar"), &Value::Null);
        assert!(stored(&desk).is_empty(), "{:?}", stored(&desk));
    }

    async fn a_refused_picture_leaves_the_one_that_is_there(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let url = put(&ada, "a.png", &png()).await.ok().text_at("/avatar_url").to_owned();
        put(&ada, "a.png", b"just text").await.refuses_field("file");
        desk.get(&url).await.ok();
        assert_eq!(ada.get("/api/v1/me/profile").await.ok().text_at("/avatar_url"), url);
        assert_eq!(stored(&desk).len(), 1);
    }

    async fn of_pictures_sent_at_once_one_is_left(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let calls = (0..6).map(|_| ada.put("/api/v1/me/avatar").multipart(form("file", "a.png", &png())));
        let answers = together(calls).await;
        all_within(&answers, &[200, 412, 503]);
        assert!(count(&answers, 200) >= 1);
        let url = ada.get("/api/v1/me/profile").await.ok().text_at("/avatar_url").to_owned();
        desk.get(&url).await.ok();
        assert_eq!(stored(&desk).len(), 1, "{:?}", stored(&desk));
    }
}
