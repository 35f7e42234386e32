//! Two Frontdesk nodes on one PostgreSQL.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::fs;
use std::path::Path;

use frontdesk_testkit::Engine;

use super::salon::{Salon, at, moment, soon};
use crate::accounts::together::{count, together};
use crate::support::{TestDesk, frontdesk};

/// Another node on the database of `salon`, with the same keys.
async fn second_node(salon: &Salon) -> TestDesk {
    let launch = frontdesk(Engine::Sqlite).await.arg("--database-url").arg(salon.desk.database_url());
    copy(&salon.desk.data().join("keys"), &launch.data().join("keys"));
    TestDesk::open_with(launch).await
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for keys");
    fs::set_permissions(to, fs::metadata(from).expect("keys").permissions()).expect("ours");
    for entry in fs::read_dir(from).expect("keys") {
        let entry = entry.expect("a key");
        fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
}

#[test]
fn sec_BK_01_of_fifty_who_ask_two_nodes_for_one_slot_one_gets_it_and_all_others_hear_what_is_free() {
    frontdesk_testkit::run(async {
        let salon = Salon::open(Engine::Postgres).await;
        let other = second_node(&salon).await;
        let ada = salon.desk.client("ada").await;
        let here_and_there = [ada.clone(), ada.clone().moved_to(other.http())];
        let wanted = at(soon(), 12, 0);
        let calls = (0..50).map(|number| salon.book(&here_and_there[number % 2], wanted));
        let answers = together(calls).await;
        assert_eq!((count(&answers, 201), count(&answers, 409)), (1, 49));
        for refused in answers.iter().filter(|answer| answer.status == 409) {
            assert_eq!(refused.text_at("/code"), "slot_taken");
            let next = refused.at("/next").as_array().expect("what is free instead");
            assert!(!next.is_empty() && next.iter().all(|start| moment(start) != wanted), "{}", refused.shown());
        }
        assert_eq!(salon.bookings().await, 1);
        // Both show the same from then on.
        let path = format!("/api/v1/services/{}/slots?from={}&to={}", salon.massage, soon(), soon());
        assert_eq!(salon.desk.get(&path).await.ok().json(), other.get(&path).await.ok().json());
    });
}
