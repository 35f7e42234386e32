//! `POST /api/v1/sessions/current/tokens`: the chain of a session's refresh tokens.

use frontdesk_testkit::both_engines;

use super::mint::payload;
use crate::accounts::native::refresh;
use crate::accounts::old_app::OldApp;
use crate::accounts::together::{count, together};
use crate::store::Rows;
use crate::support::TestDesk;

both_engines! {
    async fn a_session_goes_on_with_new_tokens(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let before = ada.clone();
        let next = ada.refresh().await.ok();
        assert_eq!(next.text_at("/session_id"), before.session_id);
        assert_eq!(next.header("cache-control"), Some("no-store"));
        assert_ne!(ada.refresh_token, before.refresh_token);
        assert_ne!(ada.access_token, before.access_token);
        for token in [&before.access_token, &ada.access_token] {
            desk.get("/api/v1/me").bearer(token).await.ok();
        }
    }

    async fn sec_TOK_06_one_hundred_parallel_uses_leave_one_successor(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        for _ in 0..2 {
            let answers = together((0..50).map(|_| refresh(desk.http(), &ada.refresh_token))).await;
            assert_eq!(
                count(&answers, 200),
                50,
                "{}",
                answers.iter().find(|answer| answer.status != 200).expect("one").shown()
            );
            let mut successors: Vec<_> =
                answers.iter().map(|answer| answer.text_at("/refresh_token").to_owned()).collect();
            successors.dedup();
            assert_eq!(successors.len(), 1, "all get the same one");
            ada.refresh_token = successors.remove(0);
        }
        let generation = "select generation from sessions";
        assert_eq!(Rows::behind(&desk).one(generation).await, "2");
        ada.refresh().await.ok();
        ada.get("/api/v1/me").await.ok();
    }

    async fn sec_TOK_06_no_second_branch_grows_when_the_server_is_killed_in_the_race(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let http = desk.http();
        let mut racing = tokio::task::JoinSet::new();
        for _ in 0..30 {
            let token = ada.refresh_token.clone();
            // A connection that is cut is no answer, and no failure here.
            racing.spawn(async move { refresh(http, &token).try_send().await.ok() });
        }
        let first = racing.join_next().await;
        desk.kill_9();
        let mut successors = Vec::new();
        let mut rest = racing.join_all().await;
        rest.push(first.expect("thirty").expect("joined"));
        for answer in rest.into_iter().flatten().filter(|answer| answer.status == 200) {
            successors.push(answer.text_at("/refresh_token").to_owned());
        }
        desk.start_again().await;
        let again = refresh(desk.http(), &ada.refresh_token).await.ok();
        successors.push(again.text_at("/refresh_token").to_owned());
        successors.dedup();
        assert_eq!(successors.len(), 1, "before and after the restart the successor is the same");
        refresh(desk.http(), &successors[0]).await.ok();
        assert_eq!(Rows::behind(&desk).one("select generation from sessions").await, "2");
    }

    async fn sec_TOK_07_a_lost_answer_is_given_again_for_ten_seconds(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let first = refresh(desk.http(), &ada.refresh_token).await.ok();
        let second = refresh(desk.http(), &ada.refresh_token).await.ok();
        assert_eq!(first.at("/refresh_token"), second.at("/refresh_token"));
        for answer in [&first, &second] {
            desk.get("/api/v1/me").bearer(answer.text_at("/access_token")).await.ok();
        }
    }

    async fn sec_TOK_07_the_last_link_after_the_grace_ends_the_session(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let spent = ada.refresh_token.clone();
        ada.refresh().await.ok();
        let rows = Rows::behind(&desk);
        assert_eq!(rows.change("update sessions set rotated_at = rotated_at - 12").await, 1);
        refresh(desk.http(), &spent).await.is_problem(401, "token_reused");
        ada.get("/api/v1/me").await.is_problem(401, "invalid_token");
        ada.refresh().await.expect(401);
        let event = "select count(*) from security_events where event = 'session.token_reused'";
        assert_eq!(rows.one(event).await, "1");
    }

    async fn sec_TOK_07_an_older_link_ends_the_session_at_once_and_is_recorded(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let other = ada.on_another_device().await;
        let spent = ada.refresh_token.clone();
        ada.refresh().await.ok();
        ada.refresh().await.ok();
        refresh(desk.http(), &spent).await.is_problem(401, "token_reused");
        ada.get("/api/v1/me").await.is_problem(401, "invalid_token");
        ada.refresh().await.expect(401);
        refresh(desk.http(), &spent).await.expect(401);
        other.get("/api/v1/me").await.ok();
        let event = "select u.username from security_events e join users u on u.id = e.subject_id
                     where e.event = 'session.token_reused'";
        assert_eq!(Rows::behind(&desk).column(event).await, ["ada"], "once, however often it is tried");
    }

    async fn sec_TOK_07_spent_stays_spent_after_a_kill(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let spent = ada.refresh_token.clone();
        ada.refresh().await.ok();
        ada.refresh().await.ok();
        desk.kill_9();
        desk.start_again().await;
        let ada = ada.moved_to(desk.http());
        refresh(desk.http(), &spent).await.is_problem(401, "token_reused");
        ada.get("/api/v1/me").await.is_problem(401, "invalid_token");
        refresh(desk.http(), &ada.refresh_token).await.expect(401);
    }

    async fn two_sign_ins_are_two_chains(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let mut phone = ada.on_another_device().await;
        let mut old = OldApp::log_in(desk.http(), "ada").await;
        for _ in 0..3 {
            ada.refresh().await.ok();
            phone.refresh().await.ok();
            old.go_on().await.ok();
        }
        assert_ne!(payload(&ada.access_token)["sid"], payload(&phone.access_token)["sid"]);
        assert_eq!(Rows::behind(&desk).column("select generation from sessions order by id").await, ["3", "3", "3"]);
    }
}
