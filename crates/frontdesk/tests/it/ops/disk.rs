//! A disk that fails, one that is full, and a system without random numbers. SQLite only: elsewhere the disk is PostgreSQL's.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use frontdesk_testkit::{Answer, Engine, Launch};
use serde_json::json;

use super::offers::offer;
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk, frontdesk};

/// How long the server may take to trust its file again.
const RECOVERY: Duration = Duration::from_secs(10);

/// A disk that does as it is told.
struct Disk(PathBuf);

impl Disk {
    /// Puts the program of `launch` on such a disk.
    fn under(launch: Launch) -> (Self, Launch) {
        let folder = launch.folder().join("faults");
        std::fs::create_dir(&folder).expect("a folder");
        let library = folder.join("faulty_disk.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tools/faulty_disk.c");
        let compiled = Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).status();
        assert!(compiled.expect("there is a compiler").success());
        let launch = launch.env("LD_PRELOAD", library).env("FAULTY_DISK", &folder);
        (Self(folder), launch)
    }

    fn fail(&self, fault: &str) {
        std::fs::write(self.0.join(fault), "").expect("written");
    }

    fn mend(&self, fault: &str) {
        std::fs::remove_file(self.0.join(fault)).expect("it was there");
    }
}

/// The names of all services.
async fn offered(desk: &TestDesk) -> Vec<String> {
    let page = desk.get("/api/v1/services?limit=100").await.ok();
    let items = page.at("/items").as_array().expect("a list");
    let mut names: Vec<_> = items.iter().map(|service| service["name"].to_string()).collect();
    names.sort();
    names
}

async fn create(actor: &Actor, number: u32) -> Answer {
    actor.post("/api/v1/services").json(&offer(number)).await
}

/// Tries until the service is made; those before count as refused.
async fn create_at_last(actor: &Actor, number: u32) -> Answer {
    let began = Instant::now();
    loop {
        let answer = create(actor, number).await;
        if answer.status == 201 {
            return answer;
        }
        assert!(began.elapsed() < RECOVERY, "still {}", answer.shown());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn name(answer: &Answer) -> String {
    answer.at("/name").to_string()
}

#[test]
fn sec_DUR_02_what_cannot_be_made_durable_is_not_answered_and_does_not_come_back() {
    frontdesk_testkit::run(async {
        let (disk, launch) = Disk::under(frontdesk(Engine::Sqlite).await);
        let mut desk = TestDesk::open_with(launch).await;
        let noor = desk.specialist("noor").await;
        let mut kept = vec![name(&create(&noor, 1).await.created())];

        disk.fail("sync");
        for number in 2..6 {
            create(&noor, number).await.is_problem(503, "busy");
            assert_eq!(offered(&desk).await, kept, "what is read is what is on disk");
        }
        noor.get("/api/v1/me").await.ok();

        disk.mend("sync");
        kept.push(name(&create_at_last(&noor, 6).await));
        assert_eq!(offered(&desk).await, kept);
        desk.kill_9();
        desk.start_again().await;
        assert_eq!(offered(&desk).await, kept);
    });
}

#[test]
fn sec_DUR_03_on_a_full_disk_reads_and_sessions_go_on_and_writes_come_back_with_the_space() {
    frontdesk_testkit::run(async {
        let (disk, launch) = Disk::under(frontdesk(Engine::Sqlite).await);
        let mut desk = TestDesk::open_with(launch).await;
        let noor = desk.specialist("noor").await;
        let mut kept = vec![name(&create(&noor, 1).await.created())];

        disk.fail("full");
        create(&noor, 2).await.is_problem(507, "storage_full");
        let old = json!({ "name": "Стрижка", "price": "1.00", "duration_minutes": 30 });
        noor.post("/api/auth/services/").json(&old).await.expect(507);
        let sign_in = json!({ "identifier": "noor", "password": PASSWORD });
        desk.post("/api/v1/sessions").json(&sign_in).await.is_problem(507, "storage_full");
        noor.get("/api/v1/me").await.ok();
        noor.get("/api/v1/me/profile").await.ok();
        assert_eq!(offered(&desk).await, kept);

        disk.mend("full");
        kept.push(name(&create(&noor, 3).await.created()));
        desk.post("/api/v1/sessions").json(&sign_in).await.created();
        assert_eq!(offered(&desk).await, kept);
        desk.restart().await;
        assert_eq!(offered(&desk).await, kept);
    });
}

#[test]
fn sec_KEY_04_without_random_numbers_the_server_ends_before_it_makes_a_secret() {
    frontdesk_testkit::run(async {
        let (disk, launch) = Disk::under(frontdesk(Engine::Sqlite).await);
        let mut desk = TestDesk::open_with(launch).await;
        let sessions = "select count(*) from sessions";
        desk.client("ada").await;
        let before = Rows::behind(&desk).one(sessions).await;
        disk.fail("dull");
        let sign_in = desk.post("/api/v1/sessions").json(&json!({ "identifier": "ada", "password": PASSWORD }));
        let lost = sign_in.try_send().await;
        assert!(lost.is_err(), "{lost:?}");
        // It has ended by itself; this only clears up behind it.
        desk.kill_9();
        disk.mend("dull");
        desk.start_again().await;
        assert_eq!(Rows::behind(&desk).one(sessions).await, before);
    });
}
