//! What the client sends, and how it takes the answer.

use std::net::SocketAddr;
use std::time::Duration;

use frontdesk_testkit::{Http, Multipart};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// A server for one connection: hears until `until` has come, says `answer`, closes, and returns what it heard.
async fn stub(until: &'static str, answer: &'static str) -> (Http, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.expect("a port is free");
    let http = Http::at(listener.local_addr().expect("it is bound"));
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a client comes");
        let mut heard = Vec::new();
        while !String::from_utf8_lossy(&heard).contains(until) {
            assert_ne!(stream.read_buf(&mut heard).await.expect("it can be read"), 0, "the request is cut");
        }
        stream.write_all(answer.as_bytes()).await.expect("the client listens");
        String::from_utf8_lossy(&heard).into_owned()
    });
    (http, heard)
}

#[tokio::test]
async fn json_goes_out_with_its_length_and_a_token() {
    let (http, heard) =
        stub("\"ё\"}", "HTTP/1.1 201 Created\r\nContent-Length: 9\r\nETag: \"1\"\r\n\r\n{\"a\":[7]}").await;
    let answer = http.post("/x").bearer("abc").json(&json!({"word": "ё"})).await.created();
    assert_eq!(answer.at("/a/0"), 7);
    assert_eq!(answer.header("etag"), Some("\"1\""));
    let heard = heard.await.expect("the stub lives");
    assert!(heard.starts_with("POST /x HTTP/1.1\r\nhost: 127.0.0.1:"), "{heard}");
    assert!(
        heard.contains("\r\ncontent-length: 13\r\n") && heard.contains("\r\nauthorization: Bearer abc\r\n"),
        "{heard}"
    );
}

#[tokio::test]
async fn queries_and_forms_are_percent_encoded() {
    let (http, heard) = stub("b=%2B", "HTTP/1.1 204 No Content\r\n\r\n").await;
    http.put("/x?y=1").query("q", "ё &").form(&[("a", "1 2"), ("b", "+")]).await.no_content();
    let heard = heard.await.expect("the stub lives");
    assert!(heard.starts_with("PUT /x?y=1&q=%D1%91%20%26 HTTP/1.1\r\n"), "{heard}");
    assert!(heard.ends_with("\r\n\r\na=1%202&b=%2B"), "{heard}");
}

#[tokio::test]
async fn files_travel_in_parts() {
    let (http, heard) = stub("0gW--\r\n", "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\ndone").await;
    let parts = Multipart::new().text("city", "Москва").file("avatar", "a.png", "image/png", b"PNG");
    let answer = http.patch("/x").multipart(parts).await.ok();
    assert_eq!(answer.text(), "done");
    let heard = heard.await.expect("the stub lives");
    assert!(heard.contains("name=\"city\"\r\n\r\nМосква\r\n--"), "{heard}");
    assert!(heard.contains("filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\nPNG\r\n--"), "{heard}");
}

#[tokio::test]
async fn a_problem_is_known_by_status_code_and_field() {
    let body = r#"{"status":422,"code":"invalid","errors":[{"field":"name","code":"blank","message":"…"}]}"#;
    let answer = format!("HTTP/1.1 422 X\r\ncontent-type: application/problem+json\r\n\r\n{body}");
    let (http, _) = stub("\r\n\r\n", answer.leak()).await;
    http.get("/x").await.refuses_field("name");
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_is_told_from_an_answer() {
    let (http, _) = stub("\r\n\r\n", "").await;
    let why = http.get("/x").try_send().await.expect_err("there is no answer");
    assert!(why.contains("without an answer"), "{why}");
    let why = http.get("/x").try_send().await.expect_err("nobody is there");
    assert!(why.contains("no connection"), "{why}");
}

#[tokio::test]
async fn raw_bytes_go_out_as_they_are() {
    let (http, heard) = stub("!", "HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let exchange = http.exchange(b"GET / HTTP/1.1\nhost: a\nhost: b!", Duration::from_secs(5)).await;
    assert_eq!((exchange.status(), exchange.closed), (Some(400), true));
    assert_eq!(heard.await.expect("the stub lives"), "GET / HTTP/1.1\nhost: a\nhost: b!");
}
