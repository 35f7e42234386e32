//! Accounts that the operator makes one by one.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Engine, both_engines};
use serde_json::json;

use crate::support::{PASSWORD, TestDesk, frontdesk, rows};

both_engines! {
    async fn an_account_of_any_role_can_be_made_and_signs_in(engine: Engine) {
        let launch = frontdesk(engine).await;
        let words = ["user", "create", "--username", "sam", "--email", "Sam@Example.com", "--role", "staff"];
        launch.run_with_input(&words, &format!("{PASSWORD}\n")).await.ok();
        let desk = TestDesk::open_with(launch).await;
        let sam = desk.signed_in("sam").await;
        let me = sam.get("/api/v1/me").await.ok();
        assert_eq!((me.text_at("/role"), me.text_at("/email")), ("staff", "Sam@example.com"));
        sam.get("/api/v1/me/profile").await.ok();
        let events =
            rows(&desk, "select event, actor_id from security_events where subject_id is not null order by id").await;
        assert!(!events.is_empty(), "nothing tells that the account was made");
    }

    async fn what_an_account_may_not_be_is_said_by_field(engine: Engine) {
        let launch = frontdesk(engine).await;
        let create = async |username: &str, role: &str, password: &str| {
            launch
                .run_with_input(&["user", "create", "--username", username, "--role", role], &format!("{password}\n"))
                .await
        };
        create("ada", "client", PASSWORD).await.ok();
        for (username, role, password, word) in [
            ("ADA", "client", PASSWORD, "username"),
            ("a b", "client", PASSWORD, "username"),
            ("ben", "chef", PASSWORD, "specialist"),
            ("ben", "client", "short", "password"),
            ("ben", "client", "password123", "password"),
            ("ben", "client", "", "password"),
        ] {
            let run = create(username, role, password).await;
            assert_eq!(run.code, Some(1), "{username} {role} {password}: {}{}", run.stdout, run.stderr);
            assert!(run.stderr.contains(word), "{}", run.stderr);
        }
    }

    async fn sec_PWD_03_staff_and_administrators_need_fifteen_characters(engine: Engine) {
        let launch = frontdesk(engine).await;
        for role in ["staff", "admin"] {
            let words = ["user", "create", "--username", role, "--role", role];
            let run = launch.run_with_input(&words, "fourteen-chars\n").await;
            assert_eq!(run.code, Some(1), "{role}: {}{}", run.stdout, run.stderr);
            launch.run_with_input(&words, "fifteen-chars-x\n").await.ok();
        }
    }
}

#[test]
fn sec_KEY_01_no_flag_takes_a_password() {
    frontdesk_testkit::run(async {
        let launch = frontdesk(Engine::Sqlite).await;
        let run =
            launch.run(&["user", "create", "--username", "ada", "--role", "client", "--password", PASSWORD]).await;
        assert_eq!(run.code, Some(2), "{}{}", run.stdout, run.stderr);
        for words in [&["--help"][..], &["user", "create", "--help"], &["serve", "--help"]] {
            let help = launch.run(words).await.ok().stdout;
            assert!(
                !help.contains("--password") && !help.contains("--secret") && !help.contains("--dialect-secret"),
                "{help}"
            );
        }
    });
}

#[test]
fn sec_DUR_06_the_command_line_keeps_off_a_file_that_a_server_writes() {
    frontdesk_testkit::run(async {
        let desk = TestDesk::open(Engine::Sqlite).await;
        for words in
            [&["user", "create", "--username", "sam", "--role", "staff"][..], &["migrate"], &["demo", "--size", "s"]]
        {
            let run = desk.launch().run_with_input(words, &format!("{PASSWORD}\n")).await;
            assert_eq!(run.code, Some(1), "{words:?}: {}{}", run.stdout, run.stderr);
            assert!(run.stderr.contains("already running"), "{words:?}: {}", run.stderr);
        }
        desk.get("/health/").await.ok();
        desk.post("/api/v1/sessions").json(&json!({ "identifier": "sam", "password": PASSWORD })).await.expect(401);
    });
}
