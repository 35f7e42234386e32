//! Every session has an end that rotation does not move. A moved clock would show it; here the row is moved instead.

use frontdesk_testkit::both_engines;

use super::mint::{now, payload};
use crate::accounts::native::refresh;
use crate::accounts::old_app::{OldApp, refresh as refresh_old};
use crate::store::Rows;
use crate::support::TestDesk;

const DAY: i64 = 86_400;

both_engines! {
    async fn sec_TOK_05_rotation_does_not_move_the_end(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let mut old = OldApp::log_in(desk.http(), "ada").await;
        let rows = Rows::behind(&desk);
        let ends = rows.column("select expires_at from sessions order by id").await;
        for end in &ends {
            let left = end.parse::<i64>().expect("a moment") - now();
            assert!((30 * DAY - 60..=30 * DAY).contains(&left), "{left} s");
        }
        rows.change("update sessions set expires_at = expires_at - 2400000").await;
        ada.refresh().await.ok();
        old.go_on().await.ok();
        let moved: Vec<i64> = ends.iter().map(|end| end.parse::<i64>().expect("a moment") - 2_400_000).collect();
        let kept: Vec<i64> = rows
            .column("select expires_at from sessions order by id")
            .await
            .iter()
            .map(|end| end.parse().expect("a moment"))
            .collect();
        assert_eq!(kept, moved);
        assert_eq!(payload(&old.refresh)["exp"].as_i64(), moved.get(1).copied().map(|end| end.min(now() + 7 * DAY)));
    }

    async fn sec_TOK_05_past_its_end_a_session_opens_nothing(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        let old = OldApp::log_in(desk.http(), "ada").await;
        Rows::behind(&desk).change("update sessions set expires_at = 1").await;
        // A change behind the server's back is noticed within a second; a restart does not wait for it.
        desk.restart().await;
        refresh(desk.http(), &ada.refresh_token).await.expect(401);
        refresh_old(desk.http(), &old.refresh).await.expect(401);
        let ada = ada.moved_to(desk.http());
        ada.get("/api/v1/me").await.is_problem(401, "invalid_token");
        desk.get("/api/auth/profile/me/").bearer(&old.access).await.expect(401);
    }

    async fn sec_SES_03_a_session_that_lay_idle_for_a_fortnight_is_over(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut ada = desk.client("ada").await;
        let rows = Rows::behind(&desk);
        rows.change(&format!("update sessions set rotated_at = {}", now() - 13 * DAY)).await;
        ada.refresh().await.ok();
        rows.change(&format!("update sessions set rotated_at = {}", now() - 14 * DAY - 60)).await;
        ada.refresh().await.expect(401);
    }

    async fn sec_SES_05_a_clock_that_steps_back_revives_nothing(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        ada.delete("/api/v1/sessions/current").await.no_content();
        // As if it had been ended tomorrow.
        Rows::behind(&desk)
            .change("update sessions set ended_at = ended_at + 86400, created_at = created_at + 86400")
            .await;
        desk.kill_9();
        desk.start_again().await;
        refresh(desk.http(), &ada.refresh_token).await.expect(401);
        ada.moved_to(desk.http()).get("/api/v1/me").await.is_problem(401, "invalid_token");
    }
}
