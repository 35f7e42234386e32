//! Text messages on their way from the real program to a provider.

use frontdesk_testkit::{Authority, Engine, Launch, Provider};

use super::{settled, tried};
use crate::store::Rows;
use crate::support::{TestDesk, frontdesk};

const KEY: &str = "Zebra-Marked-Key-92";

/// A program that asks `provider` under its name and trusts `authority` only.
async fn asking(provider: &Provider, authority: &Authority) -> Launch {
    let address = format!("https://localhost:{}/send", provider.port());
    let launch = frontdesk(Engine::Sqlite).await.env("FRONTDESK_SMS", address).env("FRONTDESK_LOG", "trace");
    let launch = launch.env("FRONTDESK_SMS_HEADERS", "Authorization: Bearer {secret}").env("FRONTDESK_SMS_SECRET", KEY);
    launch.env("SSL_CERT_FILE", authority.certificate())
}

async fn queue(rows: &Rows) {
    let sql = "insert into outbox (channel, recipient, lang, template, payload, created_at, due_at)
               values ('sms', '+79161234567', 'en', 'phone_code', '{\"code\": \"482913\"}', 0, 0)";
    rows.change(sql).await;
}

#[track_caller]
fn no_trace(desk: &TestDesk, everything: &str) {
    for text in [desk.log(), desk.output(), everything.to_owned()] {
        assert!(!text.contains("Zebra") && !text.contains("482913"), "a key or a code was written down");
    }
    assert!(!desk.log().contains("9161234567"), "the number stands in the log");
}

#[test]
fn sec_TLS_02_a_provider_that_proves_who_it_is_is_asked_and_the_key_leaves_no_trace() {
    frontdesk_testkit::run(async {
        let authority = Authority::new();
        let provider = Provider::start(Some(&authority.identity("localhost"))).await;
        let mut desk = TestDesk::open_with(asking(&provider, &authority).await).await;
        let rows = Rows::behind(&desk);
        queue(&rows).await;
        let asked = provider.requests(1).await;
        assert!(asked[0].head.starts_with("POST /send HTTP/1.1") && asked[0].head.contains(KEY), "{asked:?}");
        assert!(asked[0].body.contains("+79161234567") && asked[0].body.contains("482913"), "{asked:?}");
        settled(&rows, "delivered_at").await;
        let everything = rows.everything().await;
        desk.stop().await;
        no_trace(&desk, &everything);
    });
}

#[test]
fn sec_TLS_02_a_provider_that_cannot_prove_who_it_is_is_asked_nothing() {
    frontdesk_testkit::run(async {
        let (authority, stranger) = (Authority::new(), Authority::new());
        for identity in [stranger.identity("localhost"), authority.identity("sms.example.com")] {
            let provider = Provider::start(Some(&identity)).await;
            let desk = TestDesk::open_with(asking(&provider, &authority).await).await;
            let rows = Rows::behind(&desk);
            queue(&rows).await;
            tried(&rows, 1).await;
            assert!(provider.asked().is_empty());
            assert!(!desk.log().contains("Zebra") && !desk.log().contains("482913"));
        }
    });
}
