//! Requests to addresses that users have given.

use std::time::Duration;

use frontdesk_testkit::{Provider, Reply};
use http::Request;

use crate::outbound::{Fetched, Limits, Outbound, OutboundError, Reach, TargetError};

const LIMITS: Limits = Limits { time: Duration::from_secs(1), answer: 1_000 };

async fn ask(outbound: &Outbound, url: &str) -> Result<Fetched, OutboundError> {
    let request = Request::post("/").header("x-test", "1").body("{}".to_owned()).expect("a request");
    outbound.fetch(url, request, LIMITS).await
}

fn here(provider: &Provider) -> String {
    format!("http://127.0.0.1:{}/hook?a=b", provider.port())
}

#[test]
fn a_request_arrives_as_it_was_given() {
    frontdesk_testkit::run(async {
        let provider = Provider::start(None).await;
        let fetched = ask(&Outbound::new(Reach::Anywhere, 4), &here(&provider)).await.expect("an answer");
        assert_eq!((fetched.status.as_u16(), fetched.body), (200, b"{}".to_vec()));
        let asked = provider.asked();
        let head = asked[0].head.to_ascii_lowercase();
        assert!(head.starts_with("post /hook?a=b http/1.1") && head.contains("x-test: 1"), "{head}");
        assert!(head.contains(&format!("host: 127.0.0.1:{}", provider.port())) && asked[0].body == "{}", "{head}");
    });
}

#[test]
fn sec_OUT_01_nothing_reaches_this_machine() {
    frontdesk_testkit::run(async {
        let provider = Provider::start(None).await;
        let outbound = Outbound::new(Reach::Public, 4);
        for host in ["127.0.0.1", "localhost", "[::1]", "2130706433", "[::ffff:127.0.0.1]"] {
            let refused = ask(&outbound, &format!("http://{host}:{}/", provider.port())).await;
            let why = refused.expect_err(host);
            assert!(matches!(why, OutboundError::Target(TargetError::Port | TargetError::Private)), "{host}: {why}");
        }
        assert!(provider.asked().is_empty());
    });
}

#[test]
fn sec_OUT_01_redirects_are_not_followed() {
    frontdesk_testkit::run(async {
        let (provider, other) = (Provider::start(None).await, Provider::start(None).await);
        provider.reply(Reply::Redirect(here(&other)));
        let fetched = ask(&Outbound::new(Reach::Anywhere, 4), &here(&provider)).await.expect("an answer");
        assert_eq!(fetched.status.as_u16(), 307);
        assert!(other.asked().is_empty());
    });
}

#[test]
fn sec_OUT_02_an_answer_has_its_time_and_its_size() {
    frontdesk_testkit::run(async {
        let provider = Provider::start(None).await;
        let outbound = Outbound::new(Reach::Anywhere, 4);
        provider.reply(Reply::Nothing);
        let slow = ask(&outbound, &here(&provider)).await;
        assert!(matches!(slow, Err(OutboundError::Slow(_))), "{slow:?}");
        provider.reply(Reply::Endless);
        let endless = ask(&outbound, &here(&provider)).await.expect_err("too long");
        assert_eq!(endless.to_string(), "its answer broke off or is longer than 1000 bytes");
        provider.reply(Reply::Status("200 OK", "x"));
        ask(&outbound, &here(&provider)).await.expect("others are served");
    });
}
