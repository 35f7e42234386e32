//! `POST /api/auth/refresh/`

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::mint::payload;
use crate::accounts::native::refresh as refresh_native;
use crate::accounts::old_app::{OldApp, refresh};
use crate::accounts::together::{all_within, count, together};
use crate::store::Rows;
use crate::support::TestDesk;

both_engines! {
    async fn both_tokens_are_new_and_access_tokens_in_hand_live_on(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut vera = OldApp::register(desk.http(), "vera", "client").await;
        let before = vera.clone();
        vera.go_on().await.ok();
        assert_ne!((&vera.access, &vera.refresh), (&before.access, &before.refresh));
        assert_ne!(payload(&vera.refresh)["jti"], payload(&before.refresh)["jti"]);
        before.profile().await.ok();
        vera.profile().await.ok();
    }

    async fn sec_TOK_06_of_twenty_at_once_exactly_one_succeeds(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut vera = OldApp::register(desk.http(), "vera", "client").await;
        for _ in 0..3 {
            let answers = together((0..20).map(|_| refresh(desk.http(), &vera.refresh))).await;
            all_within(&answers, &[200, 401]);
            assert_eq!(count(&answers, 200), 1);
            for refused in answers.iter().filter(|answer| answer.status == 401) {
                assert_eq!(refused.text_at("/code"), "token_not_valid", "{}", refused.shown());
            }
            let won = answers.iter().find(|answer| answer.status == 200).expect("one");
            (vera.access, vera.refresh) = (won.text_at("/access").to_owned(), won.text_at("/refresh").to_owned());
        }
        vera.profile().await.ok();
    }

    async fn a_token_that_was_used_is_refused_from_then_on(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let mut vera = OldApp::register(desk.http(), "vera", "client").await;
        let used = vera.refresh.clone();
        vera.go_on().await.ok();
        let refused = refresh(desk.http(), &used).await.expect(401);
        assert_eq!(refused.text_at("/code"), "token_not_valid");
        assert!(refused.header("www-authenticate").is_some());
        desk.kill_9();
        desk.start_again().await;
        refresh(desk.http(), &used).await.expect(401);
    }

    async fn sec_TOK_07_a_replay_of_an_old_link_ends_the_chain_and_is_recorded(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut vera = OldApp::register(desk.http(), "vera", "client").await;
        let other = OldApp::log_in(desk.http(), "vera").await;
        let stolen = vera.refresh.clone();
        vera.go_on().await.ok();
        vera.go_on().await.ok();
        refresh(desk.http(), &stolen).await.expect(401);
        vera.profile().await.expect(401);
        refresh(desk.http(), &vera.refresh).await.expect(401);
        other.profile().await.ok();
        let event = "select count(*) from security_events where event = 'session.token_reused'";
        assert_eq!(Rows::behind(&desk).one(event).await, "1");
    }

    async fn what_is_no_refresh_token_is_told_by_kind(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let vera = OldApp::register(desk.http(), "vera", "client").await;
        for body in [json!({}), json!({ "refresh": "" }), json!({ "refresh": null }), json!({ "refresh": ["x"] })] {
            let refused = desk.post("/api/auth/refresh/").json(&body).await.expect(400);
            assert!(refused.at("/refresh/0").is_string(), "{}", refused.shown());
        }
        let tampered = format!("{}x", vera.refresh);
        for token in
            ["rubbish", "a.b.c", vera.access.as_str(), tampered.as_str(), &vera.refresh[..vera.refresh.len() - 2]]
        {
            let refused = refresh(desk.http(), token).await.expect(401);
            assert_eq!(refused.text_at("/code"), "token_not_valid", "{}", refused.shown());
            assert!(refused.at("/detail").is_string());
        }
        // The header is not looked at here.
        refresh(desk.http(), &vera.refresh).bearer("rubbish").await.ok();
    }

    async fn sec_TOK_03_the_two_wires_refresh_tokens_do_not_stand_in_for_each_other(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        refresh(desk.http(), &ada.refresh_token).await.expect(401);
        let refused = refresh_native(desk.http(), &old.refresh).await;
        assert!([401, 422].contains(&refused.status), "{}", refused.shown());
        refresh(desk.http(), &old.refresh).await.ok();
        refresh_native(desk.http(), &ada.refresh_token).await.ok();
    }
}
