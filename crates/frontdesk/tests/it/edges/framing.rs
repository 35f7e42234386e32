//! Requests that could be read in two ways.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;

use super::raw::{answers, say};
use crate::support::TestDesk;

/// What a smuggled request would be.
const SECOND: &str = "GET /health/ HTTP/1.1\r\nHost: desk\r\n\r\n";

/// Heads and bodies of a request that no two parsers need read alike.
fn ambiguous() -> Vec<(&'static str, String)> {
    let post = "POST /api/v1/accounts HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n";
    let get = "GET /health/ HTTP/1.1\r\nHost: desk\r\n";
    vec![
        ("both lengths", format!("{post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
        (
            "both lengths, the other way round",
            format!("{post}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        ),
        ("two lengths that differ", format!("{post}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{{}}")),
        ("two lengths in one line", format!("{post}Content-Length: 2, 40\r\n\r\n{{}}")),
        ("the same length twice", format!("{post}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}")),
        ("a length with a sign", format!("{post}Content-Length: +2\r\n\r\n{{}}")),
        ("a negative length", format!("{post}Content-Length: -2\r\n\r\n{{}}")),
        ("a length in hexadecimal", format!("{post}Content-Length: 0x2\r\n\r\n{{}}")),
        ("a length beyond all numbers", format!("{post}Content-Length: 99999999999999999999999\r\n\r\n{{}}")),
        ("a length of nothing", format!("{post}Content-Length: \r\n\r\n")),
        ("a blank before the colon", format!("{post}Content-Length : 2\r\n\r\n{{}}")),
        ("an unknown coding", format!("{post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")),
        ("chunked not at the end", format!("{post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")),
        ("a folded header", format!("{get}X-A: b\r\n c\r\n\r\n")),
        ("a folded coding", format!("{post}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n")),
        ("no host", "GET /health/ HTTP/1.1\r\n\r\n".to_owned()),
        ("two hosts", format!("{get}Host: elsewhere\r\n\r\n")),
        ("the same host twice", format!("{get}Host: desk\r\n\r\n")),
        ("a bare line feed after the request line", "GET /health/ HTTP/1.1\nHost: desk\r\n\r\n".to_owned()),
        ("a bare line feed in the head", format!("{get}X-A: b\nX-C: d\r\n\r\n")),
        ("a bare line feed at the head's end", format!("{get}X-A: b\r\n\n")),
        ("bare line feeds only", "GET /health/ HTTP/1.1\nHost: desk\n\n".to_owned()),
        ("a bare carriage return", format!("{get}X-A: b\rX-C: d\r\n\r\n")),
        ("the character zero in a header", format!("{get}X-A: b\0c\r\n\r\n")),
        ("a header without a colon", format!("{get}X-A\r\n\r\n")),
        ("a header without a name", format!("{get}: b\r\n\r\n")),
        ("a blank in the target", "GET /health/ x HTTP/1.1\r\nHost: desk\r\n\r\n".to_owned()),
        ("no version", "GET /health/\r\nHost: desk\r\n\r\n".to_owned()),
        ("an unknown version", "GET /health/ HTTP/3.7\r\nHost: desk\r\n\r\n".to_owned()),
    ]
}

/// Bodies whose chunks are not as they should be.
fn bad_chunks() -> Vec<(&'static str, &'static str)> {
    vec![
        ("no number", "zz\r\n{}\r\n0\r\n\r\n"),
        ("a sign", "-2\r\n{}\r\n0\r\n\r\n"),
        ("a prefix", "0x2\r\n{}\r\n0\r\n\r\n"),
        ("nothing", "\r\n{}\r\n0\r\n\r\n"),
        ("a number beyond all numbers", "fffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
        ("no end of the data", "2\r\n{}0\r\n\r\n"),
        ("more than was promised", "2\r\n{}xx\r\n0\r\n\r\n"),
        ("a bare line feed", "2\n{}\n0\n\n"),
    ]
}

both_engines! {
    async fn sec_IN_08_an_ambiguous_request_is_refused_and_the_connection_closed(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut wrong = Vec::new();
        for (what, request) in ambiguous() {
            let exchange = say(desk.http(), format!("{request}{SECOND}").as_bytes()).await;
            if exchange.status() != Some(400) || !exchange.closed || answers(&exchange) != 1 {
                wrong.push(format!("{what}: closed {}, {:?}", exchange.closed, exchange.text()));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        desk.get("/health/").await.ok();
    }

    async fn sec_IN_08_bad_chunks_are_refused_and_the_connection_closed(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut wrong = Vec::new();
        for (what, body) in bad_chunks() {
            for path in ["/api/v1/accounts", "/api/auth/register/"] {
                let head = format!(
                    "POST {path} HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked"
                );
                let exchange = say(desk.http(), format!("{head}\r\n\r\n{body}{SECOND}").as_bytes()).await;
                if exchange.status() != Some(400) || !exchange.closed || answers(&exchange) != 1 {
                    wrong.push(format!("{what} at {path}: closed {}, {:?}", exchange.closed, exchange.text()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        desk.get("/health/").await.ok();
    }

    async fn sound_requests_follow_one_another_on_one_connection(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let get = "GET /health/ HTTP/1.1\r\nHost: desk\r\n\r\n";
        let post = "POST /api/v1/accounts HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\n";
        let counted = format!("{post}Content-Length: 2\r\n\r\n{{}}");
        let chunked = format!("{post}Transfer-Encoding: chunked\r\n\r\n1;a=b\r\n{{\r\n1\r\n}}\r\n0\r\n\r\n");
        let trailed = format!("\r\n{post}Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\nX-Trailer: a\r\n\r\n");
        let last = "GET /health/ HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n";
        let requests = [get, &counted, get, &chunked, &trailed, last].concat();
        let exchange = say(desk.http(), requests.as_bytes()).await;
        let told = exchange.text();
        let statuses: Vec<&str> = told.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect();
        assert_eq!(statuses, ["200", "422", "200", "422", "422", "200"], "{told}");
        assert!(exchange.closed);
    }

    async fn a_head_beyond_the_limit_is_refused(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let long = "a".repeat(80 << 10);
        let many: String = (0..4_000).map(|number| format!("X-Header-{number}: {number}\r\n")).collect();
        for (what, request) in [
            ("one long header", format!("GET /health/ HTTP/1.1\r\nHost: desk\r\nX-A: {long}\r\n\r\n")),
            ("many headers", format!("GET /health/ HTTP/1.1\r\nHost: desk\r\n{many}\r\n")),
            ("a long token", format!("GET /api/v1/me HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {long}\r\n\r\n")),
        ] {
            let exchange = say(desk.http(), request.as_bytes()).await;
            assert_eq!(exchange.status(), Some(431), "{what}: {}", exchange.text());
            assert!(exchange.closed, "{what}");
        }
        let target = say(desk.http(), format!("GET /{long} HTTP/1.1\r\nHost: desk\r\n\r\n").as_bytes()).await;
        assert!(target.status().is_some_and(|status| [414, 431].contains(&status)), "{}", target.text());
        desk.get("/health/").await.ok();
    }
}
