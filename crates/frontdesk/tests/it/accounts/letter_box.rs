//! Letters that somebody causes by changing an account that has another person's address.

use frontdesk_testkit::{Launch, both_engines};
use serde_json::json;

use super::native::{sign_in, sign_up};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk};

/// Changes the password to and fro.
async fn change_password(who: &Actor, times: usize) {
    let other = "Meadow-Lantern-17";
    for time in 0..times {
        let (old, new) = if time % 2 == 0 { (PASSWORD, other) } else { (other, PASSWORD) };
        let body = json!({ "current_password": old, "new_password": new });
        who.put("/api/v1/me/password").json(&body).await.no_content();
    }
}

both_engines! {
    async fn sec_RL_04_nobody_plagues_an_address_that_they_have_only_claimed(engine: Engine) {
        let desk = TestDesk::open_with(Launch::new(env!("CARGO_BIN_EXE_frontdesk"), engine).await).await;
        sign_up(desk.http(), "mallory", json!({ "email": "victim@example.com" })).await.created();
        let mallory = Actor::sign_in(desk.http(), "mallory", "").await;
        change_password(&mallory, 6).await;
        let rows = Rows::behind(&desk);
        assert_eq!(rows.one("select count(*) from outbox").await, "3");
        mallory.post("/api/v1/me/deletion").json(&json!({ "current_password": PASSWORD })).await.no_content();
        for name in ["mallory2", "mallory3"] {
            sign_up(desk.http(), name, json!({ "email": "Victim@EXAMPLE.com" })).await.created();
            let again = Actor::sign_in(desk.http(), name, "").await;
            again.post("/api/v1/me/email/proof").await.expect(202);
            again.post("/api/v1/me/deletion").json(&json!({ "current_password": PASSWORD })).await.no_content();
        }
        assert_eq!(rows.one("select count(*) from outbox").await, "3", "whoever asks, and however it is spelled");
    }

    async fn the_owner_of_a_verified_address_is_always_told(engine: Engine) {
        let desk = TestDesk::open_with(Launch::new(env!("CARGO_BIN_EXE_frontdesk"), engine).await).await;
        sign_up(desk.http(), "anna", json!({ "email": "anna@example.com" })).await.created();
        let rows = Rows::behind(&desk);
        rows.change("update users set email_verified_at = 1").await;
        change_password(&Actor::sign_in(desk.http(), "anna", "").await, 6).await;
        assert_eq!(rows.one("select count(*) from outbox").await, "6");
        sign_in(desk.http(), "anna", PASSWORD).await.created();
    }

    async fn sec_RL_04_one_address_is_one_address_in_every_spelling(engine: Engine) {
        let desk = TestDesk::open_with(Launch::new(env!("CARGO_BIN_EXE_frontdesk"), engine).await).await;
        sign_up(desk.http(), "mallory", json!({})).await.created();
        let mallory = Actor::sign_in(desk.http(), "mallory", "").await;
        for address in ["victim@example.com", "Victim@example.com", "vIctim@example.com", "VICTIM@example.com"] {
            let body = json!({ "email": address, "current_password": PASSWORD });
            mallory.put("/api/v1/me/email").json(&body).await.expect(202);
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from outbox").await, "3");
    }
}
