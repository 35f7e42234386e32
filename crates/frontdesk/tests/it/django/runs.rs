//! What an import tells, and what it changes when it is run again.

use frontdesk_testkit::{Launch, both_engines};
use serde_json::Value;

use super::project::{PASSWORD, Project, desk, import, words};
use crate::accounts::old_app::log_in;
use crate::support::{TestDesk, rows_at};

/// Everything that an import writes, but for what is counted and when.
async fn everything(launch: &Launch) -> Vec<Vec<Vec<String>>> {
    let mut all = Vec::new();
    for sql in [
        "select id, username, email, phone, role, password_hash, created_at, updated_at, suspended_at from users order by id",
        "select id, user_id, fields, avatar, version, updated_at from profiles order by id",
        "select field, value, user_id from profile_values order by field, value, user_id",
        "select id, specialist_id, name, price_minor from services order by id",
        "select jti, expires_at from spent_tokens order by jti",
        "select id, event, subject_id from security_events order by id",
    ] {
        all.push(rows_at(&launch.database_url(), sql).await);
    }
    all
}

/// The lines of the report.
fn report(launch: &Launch) -> Vec<Value> {
    let text = std::fs::read_to_string(launch.data().join("django-import.jsonl")).expect("there is a report");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn about<'a>(report: &'a [Value], id: i64, outcome: &str) -> Vec<&'a str> {
    let lines = report.iter().filter(|line| line["id"] == id && line["outcome"] == outcome);
    lines.filter_map(|line| line["why"].as_str()).collect()
}

both_engines! {
    async fn a_dry_run_tells_everything_and_changes_nothing(engine: Engine) {
        let Some(project) = Project::new(engine).await else { return };
        project.ask(&["fill"]);
        let launch = desk(engine).await;
        launch.run(&["migrate"]).await.ok();
        let before = everything(&launch).await;
        let dry = launch.run(&words(&import(&project), &["--dry-run"])).await.ok();
        assert_eq!(everything(&launch).await, before);
        let keys = std::fs::read_dir(launch.data().join("keys")).expect("there are keys");
        assert!(keys.flatten().all(|key| !key.file_name().to_string_lossy().starts_with("carried-")));
        for said in ["users = \"people_user\"", "profile = \"people_specialistprofile\"", "table = \"people_service\"",
                     "avatar = [\"people_specialistprofile.photo\"]", "Nothing was written."] {
            assert!(dry.stdout.contains(said), "{said}: {}", dry.stdout);
        }
        let told = report(&launch);
        let real = launch.run(&words(&import(&project), &[])).await.ok();
        assert_eq!(report(&launch), told, "it tells what comes then");
        let users = |text: &str| text.lines().find(|line| line.starts_with("Users:")).map(str::to_owned);
        assert_eq!(users(&dry.stdout), users(&real.stdout));
        // What it found is a mapping file that finds the same.
        let map = project.file("map.toml");
        std::fs::write(&map, dry.stdout.split_inclusive("\n\n").take(4).collect::<String>()).expect("written");
        let again = launch.run(&words(&import(&project), &["--map", &map])).await;
        assert_eq!(again.code, Some(0), "{}{}", again.stdout, again.stderr);
    }

    async fn every_row_that_is_not_taken_is_told_with_its_reason(engine: Engine) {
        let Some(project) = Project::new(engine).await else { return };
        project.ask(&["fill"]);
        let launch = desk(engine).await;
        let run = launch.run(&words(&import(&project), &[])).await.ok();
        assert!(run.stdout.contains("Users: 20 taken"), "{}", run.stdout);
        assert!(run.stdout.contains("3 not taken"), "{}", run.stdout);
        let numbers = rows_at(&launch.database_url(), "select username, id from users").await;
        let id = |name: &str| numbers.iter().find(|row| row[0] == name).expect("taken")[1].parse::<i64>().expect("a number");
        let report = report(&launch);
        let [twin, ann, blank] = [1, 2, 3].map(|behind| id("Ivan") + behind);
        assert!(about(&report, twin, "not_taken")[0].contains("user name"), "{report:#?}");
        assert!(about(&report, ann, "not_taken")[0].contains("e-mail"), "{report:#?}");
        assert!(about(&report, blank, "not_taken")[0].contains("user name"), "{report:#?}");
        for (name, why) in [
            ("weak", "too weak"), ("weaker", "too weak"), ("odd", "no known kind"), ("dear", "costs more"),
            ("lost", "no e-mail address"), ("singer", "Choir"), ("vera", "picture"),
        ] {
            let told = about(&report, id(name), "taken_without");
            assert!(told.iter().any(|told| told.contains(why)), "{name}: {told:?}");
        }
        assert!(report.iter().any(|line| line["table"] == "people_service"), "its specialist was not taken");
        for line in &report {
            assert!(!line.to_string().contains('$'), "a hash has no business in a report: {line}");
        }
    }

    async fn a_second_run_changes_nothing_and_says_so(engine: Engine) {
        let Some(project) = Project::new(engine).await else { return };
        project.ask(&["fill"]);
        let launch = desk(engine).await;
        launch.run(&words(&import(&project), &[])).await.ok();
        let first = everything(&launch).await;
        let again = launch.run(&words(&import(&project), &["--grace-days", "300"])).await.ok();
        assert_eq!(everything(&launch).await, first);
        assert!(again.stdout.contains("Users: 0 taken (0 without something), 20 there already, 3 not taken."), "{}", again.stdout);
        assert!(again.stdout.contains("(as was said before)"), "the end of the key does not move: {}", again.stdout);
    }

    async fn whoever_is_here_already_keeps_number_name_and_address(engine: Engine) {
        let Some(project) = Project::new(engine).await else { return };
        project.ask(&["fill"]);
        let launch = desk(engine).await;
        let file = launch.folder().join("people.csv");
        std::fs::write(&file, format!("username,email,password,role\nada,,{PASSWORD},client\nHELPER,,{PASSWORD},client\n\
                                       eve,CHIEF@example.com,{PASSWORD},client\n")).expect("written");
        launch.run(&["user", "import", file.to_str().expect("plain")]).await.ok();
        let run = launch.run(&words(&import(&project), &[])).await.ok();
        // Their numbers 1 to 3 are also hash_pbkdf2_sha256's and hash_pbkdf2_sha1's.
        assert!(run.stdout.contains("7 not taken"), "{}", run.stdout);
        let whys: Vec<String> = report(&launch).iter().map(|line| line["why"].to_string()).collect();
        for why in ["has its number", "has its user name", "has its e-mail"] {
            assert!(whys.iter().any(|told| told.contains(why)), "{why}: {whys:?}");
        }
        let desk = TestDesk::open_with(launch).await;
        log_in(desk.http(), "ada", PASSWORD).await.ok();
    }
}
