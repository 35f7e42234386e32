//! Accounts from a file.

use std::path::PathBuf;

use frontdesk_testkit::{Launch, both_engines};
use serde_json::{Value, json};

use crate::support::{TestDesk, frontdesk, rows_at};

/// The accounts that the compatibility cases want, in the shape of their file.
fn bootstrap() -> Value {
    let person = |name: &str, role: &str| {
        let (email, password) = (format!("{name}@example.com"), format!("Bootstrap-{name}-7731"));
        json!({ "username": name, "email": email, "password": password, "role": role })
    };
    let mut inactive = person("fd_inactive", "user");
    inactive["active"] = json!(false);
    json!({ "admin": person("fd_admin", "admin"), "animator": person("fd_animator", "animator"), "inactive": inactive })
}

fn file(launch: &Launch, name: &str, text: impl AsRef<[u8]>) -> String {
    let path: PathBuf = launch.folder().join(name);
    std::fs::write(&path, text).expect("a folder of our own can be written");
    path.to_str().expect("a plain path").to_owned()
}

async fn names(launch: &Launch) -> Vec<Vec<String>> {
    rows_at(&launch.database_url(), "select username, role from users order by username").await
}

both_engines! {
    async fn the_accounts_of_the_compatibility_cases_can_sign_in_unless_switched_off(engine: Engine) {
        let launch = frontdesk(engine).await.model("compat");
        let bootstrap = file(&launch, "bootstrap.json", bootstrap().to_string());
        let run = launch.run(&["user", "import", &bootstrap]).await.ok();
        assert!(run.stdout.contains('3'), "{}", run.stdout);
        let desk = TestDesk::open_with(launch).await;
        for (name, status) in [("fd_admin", 201), ("fd_animator", 201), ("fd_inactive", 401)] {
            let password = format!("Bootstrap-{name}-7731");
            for identifier in [name.to_owned(), format!("{name}@example.com"), name.to_uppercase()] {
                desk.post("/api/v1/sessions")
                    .json(&json!({ "identifier": identifier, "password": password }))
                    .await
                    .expect(status);
            }
            let status = if status == 201 { 200 } else { status };
            desk.post("/api/auth/login/").json(&json!({ "username": name, "password": password })).await.expect(status);
        }
        assert!(!desk.output().contains("/setup/"), "there is an administrator already: {}", desk.output());
    }

    async fn a_table_of_people_will_do_as_well(engine: Engine) {
        let launch = frontdesk(engine).await;
        let text = "\u{feff}username,email,password,role,active\r\n\
                    ada,ada@example.com,\"Quiet, \"\"Harbor\"\" 42\",client,\r\n\r\n\
                    ben,,Quiet-Harbor-42,specialist,no\r\n";
        launch.run(&["user", "import", &file(&launch, "people.csv", text)]).await.ok();
        assert_eq!(names(&launch).await, [["ada", "client"], ["ben", "specialist"]]);
        let desk = TestDesk::open_with(launch).await;
        desk.post("/api/v1/sessions")
            .json(&json!({ "identifier": "ada", "password": "Quiet, \"Harbor\" 42" }))
            .await
            .created();
        desk.post("/api/v1/sessions")
            .json(&json!({ "identifier": "ben", "password": "Quiet-Harbor-42" }))
            .await
            .expect(401);
    }

    async fn good_people_come_in_and_each_wrong_one_is_told_with_its_place(engine: Engine) {
        let launch = frontdesk(engine).await;
        launch.run(&["migrate"]).await.ok();
        let good = json!({ "username": "ada", "password": "Quiet-Harbor-42", "role": "client" });
        let with = |change: Value| {
            let mut person = json!({ "username": "ben", "password": "Quiet-Harbor-42", "role": "client" });
            person.as_object_mut().expect("an object").extend(change.as_object().cloned().expect("an object"));
            json!({ "first": good, "second": person })
        };
        for (people, word) in [
            (with(json!({ "role": "chef" })), "role"),
            (with(json!({ "password": "short" })), "password"),
            (with(json!({ "username": "b en" })), "username"),
            (with(json!({ "email": "nowhere" })), "email"),
            (with(json!({ "username": "ADA" })), "Line 1"),
            (with(json!({ "is_staff": true })), "is_staff"),
            (with(json!({ "username": 5 })), "username: Text"),
            (with(json!({ "role": "staff", "password": "fourteen-chars" })), "password"),
        ] {
            let run = launch.run(&["user", "import", &file(&launch, "people.json", people.to_string())]).await;
            assert_eq!(run.code, Some(1), "{people}: {}{}", run.stdout, run.stderr);
            for word in [word, "second", "1 of 2"] {
                assert!(run.stderr.contains(word), "{word:?} is not in: {}", run.stderr);
            }
            assert_eq!(names(&launch).await, [["ada", "client"]], "{people}");
        }
        let table = "username,email,password,role,city\n\
                     ben,,Quiet-Harbor-42,client,Казань\n\
                     cy,nowhere,Quiet-Harbor-42,chef,\n\
                     dan,dan@example.com\n";
        let run = launch.run(&["user", "import", &file(&launch, "people.csv", table)]).await;
        for words in ["line 3: email", "role", "line 4: row", "2 of 3"] {
            assert!(run.stderr.contains(words), "{words:?} is not in: {}", run.stderr);
        }
        assert_eq!((run.code, names(&launch).await.len()), (Some(1), 2));
    }

    async fn what_is_no_table_of_people_makes_nobody(engine: Engine) {
        let launch = frontdesk(engine).await;
        launch.run(&["migrate"]).await.ok();
        for (name, text) in [
            ("people.json", "{\n \"a\": {"),
            ("people.txt", "{}"),
            ("people.csv", "username,colour\nada,red\n"),
            ("people.csv", "username,role\n\"ada,client\n"),
            ("people.csv", ""),
            ("empty.csv", "\n"),
        ] {
            let run = launch.run(&["user", "import", &file(&launch, name, text)]).await;
            assert_eq!(run.code, Some(1), "{text:?}: {}{}", run.stdout, run.stderr);
            assert!(run.stderr.contains(name), "{}", run.stderr);
        }
        assert_ne!(launch.run(&["user", "import", "nowhere.json"]).await.code, Some(0));
        assert_eq!(names(&launch).await, Vec::<Vec<String>>::new());
    }

    async fn a_dry_run_tells_and_does_nothing(engine: Engine) {
        let launch = frontdesk(engine).await.model("compat");
        let bootstrap = file(&launch, "bootstrap.json", bootstrap().to_string());
        let run = launch.run(&["user", "import", &bootstrap, "--dry-run"]).await.ok();
        assert!(run.stdout.contains("3 accounts would be made"), "{}", run.stdout);
        assert_eq!(names(&launch).await, Vec::<Vec<String>>::new());
    }

    async fn importing_a_file_again_changes_nothing(engine: Engine) {
        let launch = frontdesk(engine).await.model("compat");
        let bootstrap = file(&launch, "bootstrap.json", bootstrap().to_string());
        launch.run(&["user", "import", &bootstrap]).await.ok();
        let before = rows_at(&launch.database_url(), "select * from users order by id").await;
        let run = launch.run(&["user", "import", &bootstrap]).await.ok();
        assert!(run.stdout.contains("0 accounts are made, 3 are there already"), "{}", run.stdout);
        assert_eq!(rows_at(&launch.database_url(), "select * from users order by id").await, before);
    }
}
