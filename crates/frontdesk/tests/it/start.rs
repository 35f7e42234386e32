//! Starting and stopping.

use frontdesk_testkit::{Engine, both_engines};

use crate::support::{TestDesk, frontdesk};

both_engines! {
    async fn a_fresh_start_is_healthy_and_stops_in_order(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        desk.get("/health/").await.ok();
        assert_eq!(desk.stop().await, Some(0));
    }

    async fn what_was_signed_up_is_there_after_a_restart(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        desk.restart().await;
        let ada = ada.moved_to(desk.http());
        assert_eq!(ada.get("/api/v1/me").await.ok().text_at("/username"), "ada");
        ada.on_another_device().await.get("/api/v1/me").await.ok();
    }

    async fn what_was_answered_survives_a_killed_process(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        desk.kill_9();
        desk.start_again().await;
        noor.moved_to(desk.http()).get("/api/v1/me").await.ok();
    }

    async fn an_unknown_setting_stops_the_start(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_LISTNE", "127.0.0.1:0");
        let run = launch.run(&["check-config"]).await;
        assert_ne!(run.code, Some(0));
        assert!(run.stderr.contains("FRONTDESK_LISTNE"), "{}", run.stderr);
    }
}

#[test]
#[expect(non_snake_case, reason = "the id is written as the checklist writes it")]
fn sec_DUR_06_a_second_process_on_the_same_data_is_refused() {
    frontdesk_testkit::run(async {
        let desk = TestDesk::open(Engine::Sqlite).await;
        let second = desk.launch().run(&["serve", "--listen", "127.0.0.1:0"]).await;
        assert_ne!(second.code, Some(0));
        assert!(!second.stdout.contains("listening"), "{}", second.stdout);
        desk.get("/health/").await.ok();
    });
}
