//! The steps of the schema: equal on both engines, applied in order, and never to a stranger's database.

use std::path::Path;

use frontdesk_testkit::both_engines;

use super::Rows;
use crate::support::{TestDesk, frontdesk};

/// The steps that lie in the repository for one engine.
fn files(engine: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(engine);
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

both_engines! {
    async fn both_engines_have_steps_of_equal_names(engine: Engine) {
        assert_eq!(files("sqlite"), files("postgres"));
        let desk = TestDesk::open(engine).await;
        let applied = Rows::behind(&desk).column("select name from migrations order by name").await;
        let expected: Vec<_> = files("sqlite").iter().map(|name| name.trim_end_matches(".sql").to_owned()).collect();
        assert_eq!(applied, expected, "and every one of them belongs to a room");
    }

    async fn sec_OPS_04_migrate_says_what_it_did_and_does_it_once(engine: Engine) {
        let launch = frontdesk(engine).await;
        let first = launch.run(&["migrate"]).await.ok();
        assert!(first.stdout.contains("Applied 0001_outbox."), "{}", first.stdout);
        let second = launch.run(&["migrate"]).await.ok();
        assert_eq!(second.stdout.trim(), "The database is up to date.");
        let desk = TestDesk::open_with(launch).await;
        desk.client("ada").await;
    }

    async fn sec_OPS_05_an_older_program_leaves_a_newer_database_alone(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        desk.client("ada").await;
        let rows = Rows::behind(&desk);
        rows.change("insert into migrations (name, checksum, applied_at) values ('9999_future', 'x', 1)").await;
        desk.stop().await;
        for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["migrate"]] {
            let run = desk.launch().run(command).await;
            assert_ne!(run.code, Some(0), "{}", run.stdout);
            assert!(run.stderr.contains("newer Frontdesk") && run.stderr.contains("9999_future"), "{}", run.stderr);
        }
        rows.change("delete from migrations where name = '9999_future'").await;
        desk.start_again().await;
        desk.get("/health/").await.ok();
    }

    async fn a_step_that_was_applied_in_another_form_stops_the_start(engine: Engine) {
        let mut desk = TestDesk::open(engine).await;
        let rows = Rows::behind(&desk);
        rows.change("update migrations set checksum = 'changed' where name = '0002_accounts'").await;
        desk.stop().await;
        let run = desk.launch().run(&["migrate"]).await;
        assert_ne!(run.code, Some(0));
        assert!(run.stderr.contains("0002_accounts"), "{}", run.stderr);
    }
}
