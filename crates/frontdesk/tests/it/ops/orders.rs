//! What the operator does to accounts, on a stopped and on a running server.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Engine, both_engines};
use serde_json::json;

use crate::accounts::native::{sign_in, sign_up};
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk, with_staff};

async fn staffed(engine: Engine) -> TestDesk {
    let people = [("chief", "admin"), ("anna", "client")];
    TestDesk::open_with(with_staff(frontdesk(engine).await, &people).await).await
}

both_engines! {
    async fn a_running_server_takes_orders(engine: Engine) {
        let desk = staffed(engine).await;
        let anna = desk.signed_in("anna").await;
        let order = async |words: &[&str]| desk.launch().run(words).await.ok();
        let shown = order(&["user", "show", "ANNA"]).await.stdout;
        assert!(shown.contains("username: anna") && shown.contains("role: client"), "{shown}");
        order(&["user", "set-role", "anna", "staff"]).await;
        assert_eq!(anna.get("/api/v1/me").await.ok().text_at("/role"), "staff");
        order(&["user", "end-sessions", "anna"]).await;
        anna.get("/api/v1/me").await.is_problem(401, "invalid_token");
        let anna = Actor::sign_in(desk.http(), "anna", "").await;
        order(&["user", "suspend", "anna"]).await;
        anna.get("/api/v1/me").await.is_problem(401, "invalid_token");
        order(&["user", "restore", "anna"]).await;
        sign_in(desk.http(), "anna", PASSWORD).await.created();
        let new = "Meadow-Lantern-1729";
        desk.launch().run_with_input(&["user", "set-password", "anna"], &format!("{new}\n")).await.ok();
        sign_in(desk.http(), "anna", PASSWORD).await.is_problem(401, "invalid_credentials");
        sign_in(desk.http(), "anna", new).await.created();
        order(&["user", "delete", "anna"]).await;
        sign_up(desk.http(), "anna", json!({})).await.created();
        let verified = order(&["audit", "verify"]).await.stdout;
        assert!(verified.contains("as they were written"), "{verified}");
    }

    async fn a_stopped_server_is_no_obstacle(engine: Engine) {
        let launch = with_staff(frontdesk(engine).await, &[("chief", "admin"), ("anna", "client")]).await;
        launch.run(&["user", "set-role", "anna", "specialist"]).await.ok();
        let refused = launch.run(&["user", "suspend", "chief"]).await;
        assert_eq!(refused.code, Some(1));
        assert!(refused.stderr.contains("last administrator"), "{}", refused.stderr);
        for words in [["user", "show", "nobody"], ["user", "suspend", "nobody"]] {
            let refused = launch.run(&words).await;
            assert!(refused.code == Some(1) && refused.stderr.contains("nobody"), "{}", refused.stderr);
        }
        launch.run(&["user", "set-role", "anna", "emperor"]).await;
        let desk = TestDesk::open_with(launch).await;
        assert_eq!(desk.signed_in("anna").await.get("/api/v1/me").await.ok().text_at("/role"), "specialist");
    }

    async fn sec_KEY_01_nobody_else_on_the_machine_can_give_orders(engine: Engine) {
        use std::os::unix::fs::PermissionsExt;
        let desk = staffed(engine).await;
        let socket = std::fs::metadata(desk.data().join("operator.sock")).expect("it is there");
        assert_eq!(socket.permissions().mode() & 0o777, 0o600);
    }
}
