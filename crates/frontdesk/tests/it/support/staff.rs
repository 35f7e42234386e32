//! The people that nobody can sign up as, and those who may no longer come in.

use std::time::{Duration, Instant};

use frontdesk_testkit::Launch;
use serde_json::{Map, json};

use super::{Actor, PASSWORD, TestDesk, rows};

/// Makes accounts with any role before the server starts: user name and role of each.
pub async fn with_staff(launch: Launch, people: &[(&str, &str)]) -> Launch {
    let person = |&(username, role): &(&str, &str)| {
        (username.to_owned(), json!({ "username": username, "password": PASSWORD, "role": role }))
    };
    let file = launch.folder().join("staff.json");
    let people: Map<_, _> = people.iter().map(person).collect();
    std::fs::write(&file, json!(people).to_string()).expect("a folder of our own can be written");
    launch.run(&["user", "import", file.to_str().expect("a plain path")]).await.ok();
    launch
}

/// What other processes change, a server may remember otherwise for so long.
const MEMORY: Duration = Duration::from_secs(1);

impl TestDesk {
    /// Signs in someone whose account is there already.
    pub async fn signed_in(&self, username: &str) -> Actor {
        let mut actor = Actor::sign_in(self.http(), username, "").await;
        actor.account_id = actor.get("/api/v1/me").await.ok().text_at("/id").to_owned();
        actor
    }

    /// Suspends an account, as staff will; returns when its tokens are refused and nobody is shown what is its any more.
    pub async fn suspend(&self, who: &Actor) {
        rows(self, &format!("update users set suspended_at = 1 where username = '{}'", who.username)).await;
        let began = Instant::now();
        while who.get("/api/v1/me").await.status != 401 || began.elapsed() < MEMORY {
            assert!(began.elapsed() < Duration::from_secs(3), "a suspended account is still let in");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Lets a suspended account in again.
    pub async fn restore(&self, who: &Actor) {
        rows(self, &format!("update users set suspended_at = null where username = '{}'", who.username)).await;
        let began = Instant::now();
        while who.get("/api/v1/me").await.status != 200 || began.elapsed() < MEMORY {
            assert!(began.elapsed() < Duration::from_secs(3), "a restored account is still kept out");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
