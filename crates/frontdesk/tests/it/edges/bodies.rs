//! Bodies that are too large, or go on for ever.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use std::time::{Duration, Instant};

use frontdesk_testkit::{Exchange, both_engines};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::raw::{SOON, memory_kib};
use crate::access::cast::{Cast, Who};
use crate::access::targets::owner;
use crate::support::{Actor, Document, Operation};

const MIB: u64 = 1 << 20;

both_engines! {
    async fn sec_IN_01_ten_megabytes_of_json_are_refused_before_they_are_sent(engine: Engine) {
        let cast = Cast::open(engine).await;
        let takes_json = |operation: &Operation| operation.json.is_some() && !operation.path.starts_with("/setup/");
        let operations = Document::of(cast.desk.http()).await.operations();
        for operation in operations.iter().filter(|operation| takes_json(operation)) {
            let path = cast.path(operation).await;
            let who = cast.actor(owner(operation)).unwrap_or(&cast.specialist);
            let head = head(operation, &path, who, "content-length: 10485760");
            let began = Instant::now();
            let answer = cast.desk.exchange(format!("{head}{{\"name\": \"").as_bytes(), SOON).await;
            assert_eq!(answer.status(), Some(413), "{}: {}", operation.name(), answer.text());
            assert!(answer.closed, "{} waits for the rest", operation.name());
            assert!(began.elapsed() < Duration::from_secs(2), "{} took {:?}", operation.name(), began.elapsed());
        }
    }

    async fn sec_IN_01_a_stream_without_end_is_cut_and_costs_no_memory(engine: Engine) {
        let cast = Cast::open(engine).await;
        cast.desk.get("/api/v1/services").await.ok();
        let operations = Document::of(cast.desk.http()).await.operations();
        let named = |name: &str| operations.iter().find(|operation| operation.name() == name).expect("it is served");
        let before = memory_kib(cast.desk.pid(), "VmRSS");
        let grown = || memory_kib(cast.desk.pid(), "VmHWM").saturating_sub(before);
        for (name, kind, most) in [
            ("POST /api/v1/accounts", "application/json", 16),
            ("POST /api/v1/services", "application/json", 16),
            ("PATCH /api/v1/me/profile", "application/json", 16),
            ("POST /api/auth/register/", "application/json", 16),
            ("POST /api/auth/register/", "application/x-www-form-urlencoded", 16),
            // Pictures of ten megabytes are taken here, so that much has to be read.
            ("PATCH /api/auth/profile/me/", "multipart/form-data; boundary=b", 32),
            ("PUT /api/v1/me/avatar", "image/png", 32),
        ] {
            let operation = named(name);
            let head = head(operation, &operation.path, &cast.specialist, "transfer-encoding: chunked");
            let (answer, sent) = stream(&cast, &head.replace("application/json", kind)).await;
            assert_eq!(answer.status(), Some(413), "{name} as {kind}: {}", answer.text());
            // What is on its way in the system's buffers was never read.
            assert!(sent < 40 * MIB, "{name} as {kind} took {sent} bytes");
            assert!(grown() < most * 1024, "{name} as {kind} cost {} kB", grown());
        }
        cast.desk.get("/health/").await.ok();
    }

    async fn sec_IN_01_what_is_packed_is_not_unpacked(engine: Engine) {
        let cast = Cast::open(engine).await;
        // "{}" by gzip.
        let packed = [31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 171, 174, 5, 0, 67, 191, 166, 163, 2, 0, 0, 0];
        for path in ["/api/v1/accounts", "/api/auth/register/"] {
            let answer = cast.desk.post(path).raw("application/json", packed).header("content-encoding", "gzip").await;
            assert!([400, 415].contains(&answer.status), "{}", answer.shown());
        }
    }

    async fn sec_IN_01_nobody_has_to_send_a_body_to_be_turned_away(engine: Engine) {
        let cast = Cast::open(engine).await;
        for (who, method, path, status) in [
            (Who::Anonymous, "POST", "/api/v1/services", 401),
            (Who::Client, "POST", "/api/v1/services", 403),
            (Who::Anonymous, "PUT", "/api/v1/me/avatar", 401),
            (Who::Client, "POST", "/api/auth/services/", 403),
            (Who::Anonymous, "POST", "/nowhere", 404),
        ] {
            let token = cast.actor(who).map(|actor| format!("authorization: Bearer {}\r\n", actor.access_token));
            let line = format!("{method} {path} HTTP/1.1\r\nhost: desk\r\n{}", token.unwrap_or_default());
            let head = format!("{line}content-type: application/json\r\ncontent-length: 900000\r\n\r\n");
            let answer = cast.desk.exchange(head.as_bytes(), SOON).await;
            assert_eq!(answer.status(), Some(status), "{method} {path}: {}", answer.text());
        }
    }
}

fn head(operation: &Operation, path: &str, actor: &Actor, length: &str) -> String {
    let proves = ["/login/", "/refresh/"].iter().any(|end| path.ends_with(end));
    let token = if proves { String::new() } else { format!("authorization: Bearer {}\r\n", actor.access_token) };
    format!(
        "{} {path} HTTP/1.1\r\nhost: desk\r\n{token}content-type: application/json\r\n{length}\r\n\r\n",
        operation.method
    )
}

/// Sends chunks until the server has had enough, at most 64 MiB; tells how much was sent.
async fn stream(cast: &Cast, head: &str) -> (Exchange, u64) {
    let began = Instant::now();
    let (mut input, mut output) = cast.desk.connect().await.into_split();
    let head = head.as_bytes().to_vec();
    let sending = tokio::spawn(async move {
        let chunk = [format!("{:x}\r\n", 64 << 10).into_bytes(), vec![b'a'; 64 << 10], b"\r\n".to_vec()].concat();
        let mut sent = 0;
        if output.write_all(&head).await.is_ok() {
            while sent < 64 * MIB && output.write_all(&chunk).await.is_ok() {
                sent += 64 << 10;
            }
        }
        sent
    });
    let mut bytes = Vec::new();
    let ended = tokio::time::timeout(SOON, input.read_to_end(&mut bytes)).await;
    let sent = tokio::time::timeout(SOON, sending).await.expect("the connection is closed").expect("it does not panic");
    (Exchange { bytes, closed: ended.is_ok(), elapsed: began.elapsed() }, sent)
}
