//! Other sources, and on what terms people come.

use frontdesk_testkit::Engine;

use super::project::{PASSWORD, Project, desk, import, words};
use crate::accounts::old_app::{log_in, refresh};
use crate::support::{TestDesk, frontdesk, rows_at};

#[test]
fn what_dumpdata_wrote_will_do_as_well() {
    frontdesk_testkit::run(async {
        let Some(project) = Project::new(Engine::Sqlite).await else { return };
        let told = project.ask(&["fill"]);
        let fixture = project.file("dump.json");
        project.ask(&["dump", &fixture]);
        let from_file = desk(Engine::Sqlite).await;
        let mut arguments = import(&project);
        arguments[3] = fixture;
        let run = from_file.run(&words(&arguments, &[])).await.ok();
        let from_database = desk(Engine::Sqlite).await;
        from_database.run(&words(&import(&project), &[])).await.ok();
        for sql in [
            "select id, username, email, phone, role, password_hash, created_at from users order by id",
            "select id, user_id, fields from profiles order by id",
            "select id, specialist_id, name, price_minor, duration_minutes, created_at from services order by id",
            "select jti, expires_at from spent_tokens order by jti",
        ] {
            let (file, database) = (from_file.database_url(), from_database.database_url());
            assert_eq!(rows_at(&file, sql).await, rows_at(&database, sql).await, "{sql}: {}", run.stdout);
        }
        let desk = TestDesk::open_with(from_file).await;
        refresh(desk.http(), told["tokens"]["live"].as_str().expect("a token")).await.ok();
    });
}

#[test]
fn weak_hashes_come_only_when_that_is_said() {
    frontdesk_testkit::run(async {
        let Some(project) = Project::new(Engine::Sqlite).await else { return };
        project.ask(&["fill"]);
        let launch = desk(Engine::Sqlite).await;
        launch.run(&words(&import(&project), &["--allow-weak-hashes"])).await.ok();
        let desk = TestDesk::open_with(launch).await;
        for name in ["weak", "weaker"] {
            log_in(desk.http(), name, "Quiet-Harbor-43").await.expect(401);
            log_in(desk.http(), name, PASSWORD).await.ok();
        }
        let sql = "select password_hash from users where username in ('weak', 'weaker')";
        for row in rows_at(&desk.database_url(), sql).await {
            assert!(row[0].starts_with("$argon2id$"), "{row:?}");
        }
        for name in ["odd", "dear"] {
            log_in(desk.http(), name, PASSWORD).await.expect(401);
        }
    });
}

#[test]
fn sec_KEY_01_without_the_key_or_after_its_end_old_tokens_open_nothing() {
    frontdesk_testkit::run(async {
        let Some(project) = Project::new(Engine::Sqlite).await else { return };
        let told = project.ask(&["fill"]);
        let token = |name: &str| told["tokens"][name].as_str().expect("a token").to_owned();
        let launch = desk(Engine::Sqlite).await;
        launch.run(&["import", "django", "--from", &project.from()]).await.ok();
        let keys = launch.data().join("keys");
        let mut desk = TestDesk::open_with(launch).await;
        refresh(desk.http(), &token("live")).await.expect(401);
        assert_eq!(desk.stop().await, Some(0));
        desk.launch().run(&words(&import(&project), &[])).await.ok();
        desk.start_again().await;
        refresh(desk.http(), &token("live")).await.ok();
        let carried = std::fs::read_dir(keys).expect("there are keys").flatten();
        let carried = carried.map(|key| key.path()).find(|path| path.to_string_lossy().contains("carried-"));
        let carried = carried.expect("the old key is kept");
        let text = std::fs::read_to_string(&carried).expect("it can be read");
        assert!(!text.contains("django"), "not as it stands");
        let (_, secret) = text.split_once('\n').expect("an end and a key");
        std::fs::write(&carried, format!("1000000000\n{secret}")).expect("it can be written");
        desk.restart().await;
        refresh(desk.http(), &token("late")).await.expect(401);
        desk.get("/api/v1/me").bearer(&token("access")).await.expect(401);
    });
}

#[test]
fn what_cannot_be_understood_stops_before_anything_is_written() {
    frontdesk_testkit::run(async {
        let Some(project) = Project::new(Engine::Sqlite).await else { return };
        project.ask(&["fill"]);
        let launch = frontdesk(Engine::Sqlite).await.env("SHORT", "short").env("SAMPLE", "changeme-changeme-changeme");
        let map = |text: &str| {
            let path = launch.folder().join("map.toml");
            std::fs::write(&path, text).expect("written");
            path.display().to_string()
        };
        let odd = project.file("odd.txt");
        std::fs::write(&odd, "not a database").expect("written");
        let broken = project.file("broken.json");
        std::fs::write(&broken, "[{\"model\": \"auth.user\", \"pk\": 1}]").expect("written");
        for (from, more, word) in [
            (project.from(), vec!["--secret-key-env".to_owned(), "MISSING".to_owned()], "MISSING"),
            (project.from(), vec!["--secret-key-env".to_owned(), "SHORT".to_owned()], "too weak"),
            (project.from(), vec!["--secret-key-env".to_owned(), "SAMPLE".to_owned()], "too weak"),
            (odd.clone(), vec![], "neither"),
            (broken, vec![], "fields"),
            (project.file("missing.sqlite3"), vec![], "missing.sqlite3"),
        ] {
            let words: Vec<&str> =
                ["import", "django", "--from", &from].into_iter().chain(more.iter().map(String::as_str)).collect();
            let run = launch.run(&words).await;
            assert_eq!(run.code, Some(1), "{words:?}: {}{}", run.stdout, run.stderr);
            assert!(run.stderr.contains(word), "{words:?}: {}", run.stderr);
        }
        for (text, word) in [
            ("[django]\nusers = \"nothing\"", "nothing"),
            ("[django]\nphone = \"fax\"", "fax"),
            ("[django]\ndefault_role = \"chef\"", "chef"),
            ("[django]\nusres = \"people_user\"", "usres"),
            ("[django.fields]\nshoe_size = \"shoes\"", "shoe_size"),
        ] {
            let path = map(text);
            let run = launch.run(&["import", "django", "--from", &project.from(), "--map", &path]).await;
            assert_eq!(run.code, Some(1), "{text}: {}{}", run.stdout, run.stderr);
            assert!(run.stderr.contains(word), "{text}: {}", run.stderr);
        }
        let users = rows_at(&launch.database_url(), "select id from users").await;
        assert!(users.is_empty(), "{users:?}");
    });
}
