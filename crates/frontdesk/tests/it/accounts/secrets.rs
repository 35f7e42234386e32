//! Secrets leave no trace where they are not kept.

use std::path::Path;

use frontdesk_testkit::{Engine, both_engines};
use serde_json::json;

use super::native::{refresh, sign_in, sign_up};
use super::old_app::{OldApp, log_in, refresh as refresh_old, register};
use super::outbox::letters;
use crate::store::Rows;
use crate::support::{Actor, TestDesk, frontdesk};

/// Passwords that stand out in any heap of bytes.
const FIRST: &str = "Zebra-Marked-First-81";
const SECOND: &str = "Zebra-Marked-Second-82";
const WRONG: &str = "Zebra-Marked-Wrong-83";
const TYPED_AS_A_NAME: &str = "Zebra-Marked-Name-84";

/// Everything that a server has written: its log, its output, each file of its data folder, each row.
async fn written(desk: &mut TestDesk) -> Vec<(String, Vec<u8>)> {
    let rows = Rows::behind(desk).everything().await;
    desk.stop().await;
    let mut all =
        vec![("the log".to_owned(), desk.log().into_bytes()), ("the output".to_owned(), desk.output().into_bytes())];
    all.push(("a row".to_owned(), rows.into_bytes()));
    files(&desk.data(), &mut all);
    all
}

fn files(folder: &Path, all: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, all);
        } else if path.is_file() {
            all.push((path.display().to_string(), std::fs::read(&path).expect("a file")));
        }
    }
}

fn holds(haystack: &[u8], needle: &str) -> bool {
    let lower = |bytes: &[u8]| bytes.to_ascii_lowercase();
    let (haystack, needle) = (lower(haystack), lower(needle.as_bytes()));
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[track_caller]
fn no_trace(written: &[(String, Vec<u8>)], secrets: &[String]) {
    for secret in secrets {
        for (place, bytes) in written {
            assert!(!holds(bytes, secret), "{:.30}… stands in {place}", secret);
        }
    }
}

/// Limits on, so that what is counted is written down; the log as talkative as it can be.
async fn talkative(engine: Engine) -> TestDesk {
    let launch = frontdesk(engine).await.env("FRONTDESK_LIMITS", "on").env("FRONTDESK_LOG", "trace");
    TestDesk::open_with(launch).await
}

/// The parts of a token that would be enough to find it again.
fn parts(token: &str) -> Vec<String> {
    let longest = token.rsplit('.').next().unwrap_or(token);
    vec![token.to_owned(), longest.to_owned()]
}

both_engines! {
    async fn sec_LOG_01_passwords_and_tokens_leave_no_trace(engine: Engine) {
        let mut desk = talkative(engine).await;
        let more = json!({ "password": FIRST, "email": "anna@example.com", "phone": "+79001234567" });
        let made = sign_up(desk.http(), "anna", more.clone()).await.created();
        sign_up(desk.http(), "mallory", more).await.created();
        register(desk.http(), &json!({ "username": "vera", "password": FIRST, "role": "client" })).await.created();
        let session = sign_in(desk.http(), "anna", FIRST).await.created();
        let next = refresh(desk.http(), session.text_at("/refresh_token")).await.ok();
        let old = log_in(desk.http(), "anna", FIRST).await.ok();
        let old_next = refresh_old(desk.http(), old.text_at("/refresh")).await.ok();
        sign_in(desk.http(), "anna", WRONG).await.expect(401);
        log_in(desk.http(), "anna", WRONG).await.expect(401);

        let access = next.text_at("/access_token").to_owned();
        let change = |current: &str, new: &str| {
            let body = json!({ "current_password": current, "new_password": new });
            desk.put("/api/v1/me/password").bearer(&access).json(&body)
        };
        change(WRONG, SECOND).await.refuses_field("current_password");
        change(FIRST, SECOND).await.no_content();
        assert_eq!(letters(&desk, 2).await.len(), 2);
        // In the wrong places, and broken.
        desk.get("/api/v1/me").query("access_token", &access).query("token", old.text_at("/refresh")).await.expect(401);
        desk.get("/api/auth/services/").query("access", old.text_at("/access")).await.ok();
        desk.get("/api/v1/me").header("cookie", &format!("sessionid={WRONG}")).bearer(WRONG).await.expect(401);
        desk.get("/api/v1/me").header("authorization", &format!("Basic {WRONG}")).await.expect(401);
        desk.get(&format!("/api/v1/{WRONG}")).await.expect(404);
        desk.post("/api/v1/sessions").raw("application/json", format!("{{\"password\": \"{WRONG}\"")).await.expect(400);
        desk.post("/api/v1/sessions").json(&json!({ WRONG: 1, "password": WRONG })).await.expect(422);
        refresh(desk.http(), WRONG).await.expect(401);
        refresh(desk.http(), session.text_at("/refresh_token")).await.ok();
        assert!(!made.text().contains(FIRST));

        let mut secrets: Vec<String> = [FIRST, SECOND, WRONG].map(str::to_owned).into();
        for answer in [&session, &next] {
            secrets.extend(parts(answer.text_at("/access_token")));
            secrets.extend(parts(answer.text_at("/refresh_token")));
        }
        for answer in [&old, &old_next] {
            secrets.extend(parts(answer.text_at("/access")));
            secrets.extend(parts(answer.text_at("/refresh")));
        }
        no_trace(&written(&mut desk).await, &secrets);
    }

    async fn sec_LOG_01_a_password_typed_where_the_name_belongs_leaves_no_trace(engine: Engine) {
        let mut desk = talkative(engine).await;
        desk.client("anna").await;
        sign_in(desk.http(), TYPED_AS_A_NAME, "anna").await.expect(401);
        log_in(desk.http(), TYPED_AS_A_NAME, "anna").await.expect(401);
        no_trace(&written(&mut desk).await, &[TYPED_AS_A_NAME.to_owned()]);
    }

    async fn sec_LOG_01_addresses_and_numbers_stay_out_of_the_log(engine: Engine) {
        let mut desk = talkative(engine).await;
        let more = json!({ "email": "zebra.marked@example.com", "phone": "+79005550123" });
        let made = sign_up(desk.http(), "anna", more).await.created();
        Actor::sign_in(desk.http(), "anna", made.text_at("/id")).await.get("/api/v1/me").await.ok();
        sign_in(desk.http(), "zebra.marked@example.com", WRONG).await.expect(401);
        sign_in(desk.http(), "+7 900 555-01-23", WRONG).await.expect(401);
        OldApp::register(desk.http(), "vera", "client").await;
        desk.stop().await;
        for personal in ["zebra.marked", "79005550123", "900 555"] {
            assert!(!desk.log().contains(personal), "{personal} stands in the log");
        }
    }

    async fn sec_LOG_03_one_event_is_one_line_of_json_whatever_was_sent(engine: Engine) {
        let mut desk = talkative(engine).await;
        let name = "x\u{1b}[31m\r\n{\"level\":\"forged\"}";
        sign_in(desk.http(), name, WRONG).await;
        log_in(desk.http(), &"я".repeat(300_000), WRONG).await;
        desk.get("/api/v1/me%0d%0a%1b[31mforged").await.expect(404);
        desk.get("/health/").header("user-agent", "x\u{1b}[31mforged").await;
        desk.stop().await;
        for line in desk.log().lines() {
            let event: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            assert!(event["level"].is_string() && event["level"] != "forged", "{line}");
            assert!(line.len() < 20_000 && !line.contains('\u{1b}'), "{line}");
        }
        assert!(!desk.log().is_empty());
    }
}
