//! Other programs hear what becomes of bookings.
#![expect(non_snake_case, reason = "tests carry the ids of the security checklist")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use frontdesk_testkit::{Answer, Asked, Engine, Provider, Reply, both_engines};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::salon::{HOME, Salon, at, hours, path, soon};
use crate::store::Rows;
use crate::support::{Actor, TestDesk, frontdesk, with_staff};

/// A salon whose desk may send to this machine, and its administrator.
async fn salon(engine: Engine) -> (Salon, Actor) {
    let launch = frontdesk(engine).await.env("FRONTDESK_WEBHOOKS_ALLOW_PRIVATE", "on");
    let desk = TestDesk::open_with(with_staff(launch, &[("chief", "admin")]).await).await;
    let chief = desk.signed_in("chief").await;
    (Salon::of(desk, HOME, hours("09:00", "21:00"), json!({})).await, chief)
}

/// A webhook that leads to `provider`.
async fn hook(chief: &Actor, provider: &Provider) -> Answer {
    let url = format!("http://127.0.0.1:{}/hook", provider.port());
    chief.post("/api/v1/webhooks").json(&json!({ "url": url })).await.created()
}

/// The value of a header.
fn header<'a>(asked: &'a Asked, name: &str) -> &'a str {
    let is_it = |line: &&str| line.to_ascii_lowercase().starts_with(&format!("{name}:"));
    let line = asked.head.lines().find(is_it).unwrap_or_else(|| panic!("no {name} in {}", asked.head));
    line.split_once(':').expect("a header").1.trim()
}

fn body(asked: &Asked) -> Value {
    serde_json::from_str(&asked.body).unwrap_or_else(|error| panic!("{error}: {}", asked.body))
}

/// What was told of a booking, in the order in which it came: type and seq.
fn told_of(asked: &[Asked], booking: &str) -> Vec<(String, i64)> {
    let bodies = asked.iter().map(body).filter(|body| body["data"]["booking"]["id"] == booking);
    let told = |body: Value| {
        (body["type"].as_str().expect("a type").to_owned(), body["data"]["seq"].as_i64().expect("a number"))
    };
    bodies.map(told).collect()
}

/// The pauses of all deliveries are over.
async fn hurry(rows: &Rows) {
    rows.change("update webhook_deliveries set due_at = 0").await;
}

both_engines! {
    async fn sec_OUT_03_a_receiver_can_verify_what_it_hears(engine: Engine) {
        let (salon, chief) = salon(engine).await;
        let provider = Provider::start(None).await;
        let made = hook(&chief, &provider).await;
        let secret = made.text_at("/secret").strip_prefix("whsec_").expect("a secret of the standard").to_owned();
        let ada = salon.desk.client("ada").await;
        let booked = salon.book(&ada, at(soon(), 12, 0)).await.created();
        ada.post(&format!("{}/cancellation", path(&booked))).await.ok();
        let asked = provider.requests(2).await;
        let kinds = [("booking.confirmed".to_owned(), 1), ("booking.cancelled_by_client".to_owned(), 2)];
        assert_eq!(told_of(&asked, booked.text_at("/id")), kinds);
        for one in &asked {
            let signed = format!("{}.{}.{}", header(one, "webhook-id"), header(one, "webhook-timestamp"), one.body);
            let mut key = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(&secret).expect("base64")).expect("a key");
            key.update(signed.as_bytes());
            let expected = format!("v1,{}", STANDARD.encode(key.finalize().into_bytes()));
            assert_eq!(header(one, "webhook-signature"), expected);
        }
        assert_ne!(header(&asked[0], "webhook-id"), header(&asked[1], "webhook-id"));
        let listed = chief.get("/api/v1/webhooks").await.ok();
        assert!(!listed.text().contains("secret") && !listed.text().contains("whsec"), "{}", listed.shown());
        assert!(!salon.desk.log().contains("whsec"), "the secret stands in the log");
        assert!(!Rows::behind(&salon.desk).everything().await.contains(&secret), "the secret stands in a row");
    }

    async fn sec_OUT_03_whoever_was_down_hears_everything_in_order(engine: Engine) {
        let (salon, chief) = salon(engine).await;
        let (provider, rows) = (Provider::start(None).await, Rows::behind(&salon.desk));
        provider.reply(Reply::Status("503 Service Unavailable", ""));
        hook(&chief, &provider).await;
        let ada = salon.desk.client("ada").await;
        let (one, other) = (
            salon.book(&ada, at(soon(), 12, 0)).await.created(),
            salon.book(&ada, at(soon(), 14, 0)).await.created(),
        );
        for hour in [15, 16] {
            let to = json!({ "starts_at": at(soon(), hour, 0).to_string() });
            ada.put(&format!("{}/time", path(&other))).json(&to).await.ok();
        }
        ada.post(&format!("{}/cancellation", path(&one))).await.ok();
        rows.becomes("select count(*) from webhook_deliveries", "5").await;
        let first = provider.requests(2).await;
        assert!(first.iter().all(|asked| body(asked)["data"]["seq"] == 1), "what follows waits");
        provider.reply(Reply::Status("204 No Content", ""));
        let failed = provider.asked().len();
        while rows.one("select count(*) from webhook_deliveries where delivered_at is null").await != "0" {
            hurry(&rows).await;
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let asked = &provider.asked()[failed.min(2)..];
        let in_order = |booking: &Answer| {
            let mut told = told_of(asked, booking.text_at("/id"));
            told.dedup();
            told.into_iter().map(|(_, seq)| seq).collect::<Vec<_>>()
        };
        assert_eq!((in_order(&one), in_order(&other)), (vec![1, 2], vec![1, 2, 3]));
        assert_eq!(rows.one("select count(distinct public_id) from webhook_deliveries").await, "5");
        let shown = chief.get("/api/v1/webhooks").await.ok();
        assert_eq!(shown.at("/items/0/failing_since"), &Value::Null);
    }

    async fn a_webhook_that_wants_no_more_is_switched_off_and_can_be_switched_on(engine: Engine) {
        let (salon, chief) = salon(engine).await;
        let (provider, rows) = (Provider::start(None).await, Rows::behind(&salon.desk));
        provider.reply(Reply::Status("410 Gone", ""));
        let place = format!("/api/v1/webhooks/{}", hook(&chief, &provider).await.text_at("/id"));
        let ada = salon.desk.client("ada").await;
        salon.book(&ada, at(soon(), 12, 0)).await.created();
        rows.becomes("select count(*) from webhooks where disabled_at is not null", "1").await;
        salon.book(&ada, at(soon(), 14, 0)).await.created();
        rows.becomes("select count(*) from booking_events where noticed_at is null", "0").await;
        assert_eq!(rows.one("select count(*) from webhook_deliveries").await, "1", "nothing is kept for it");

        provider.reply(Reply::Status("200 OK", ""));
        let on = chief.patch(&place).json(&json!({ "active": true, "events": ["booking.confirmed"] })).await.ok();
        assert_eq!((on.at("/active"), on.at("/events")), (&json!(true), &json!(["booking.confirmed"])));
        hurry(&rows).await;
        rows.becomes("select count(*) from webhook_deliveries where delivered_at is not null", "1").await;
        let deliveries = chief.get(&format!("{place}/deliveries")).await.ok();
        assert_eq!(deliveries.at("/items/0/status"), &json!(200));
        let count = provider.asked().len();
        let again = format!("{place}/deliveries/{}/redelivery", deliveries.text_at("/items/0/id"));
        chief.post(&again).await.expect(202);
        let asked = provider.requests(count + 1).await;
        assert_eq!(header(&asked[count], "webhook-id"), header(&asked[count - 1], "webhook-id"));

        let booked = salon.book(&ada, at(soon(), 16, 0)).await.created();
        ada.post(&format!("{}/cancellation", path(&booked))).await.ok();
        rows.becomes("select count(*) from booking_events where noticed_at is null", "0").await;
        assert_eq!(rows.one("select count(*) from webhook_deliveries").await, "2", "only what it wants");
        let (old, new) = (chief.get(&place).await.status, chief.post(&format!("{place}/secret")).await.ok());
        assert!(old == 405 && new.text_at("/secret").starts_with("whsec_"));
        chief.delete(&place).await.no_content();
        assert_eq!(rows.one("select count(*) from webhook_deliveries").await, "0");
    }

    async fn sec_OUT_02_one_that_never_answers_keeps_no_other_waiting(engine: Engine) {
        let (salon, chief) = salon(engine).await;
        let (tarpit, provider) = (Provider::start(None).await, Provider::start(None).await);
        tarpit.reply(Reply::Nothing);
        hook(&chief, &tarpit).await;
        hook(&chief, &provider).await;
        let ada = salon.desk.client("ada").await;
        for hour in 10..16 {
            salon.book(&ada, at(soon(), hour, 0)).await.created();
        }
        assert_eq!(provider.requests(6).await.len(), 6);
        let rows = Rows::behind(&salon.desk);
        rows.becomes("select count(*) from webhook_deliveries where delivered_at is not null", "6").await;
        assert!(tarpit.asked().len() <= 4, "so many are on their way at once");
    }

    async fn sec_OUT_01_no_webhook_leads_into_a_private_network(engine: Engine) {
        let launch = with_staff(frontdesk(engine).await, &[("chief", "admin")]).await;
        let desk = TestDesk::open_with(launch).await;
        let chief = desk.signed_in("chief").await;
        for url in [
            "http://127.0.0.1:8000/", "https://localhost/", "http://169.254.169.254/latest/meta-data", "http://[::1]/",
            "http://2130706433/", "https://10.0.0.7/", "https://[::ffff:10.0.0.7]/", "https://crm.example.com:22/",
            "ftp://crm.example.com/", "https://user:pass@crm.example.com/", "crm.example.com", "",
        ] {
            let refused = chief.post("/api/v1/webhooks").json(&json!({ "url": url })).await;
            assert_eq!((url, refused.status), (url, 422));
            assert_eq!(refused.text_at("/errors/0/field"), "url", "{}", refused.shown());
        }
        let made = chief.post("/api/v1/webhooks").json(&json!({ "url": "https://crm.example.com/hooks" })).await.created();
        let place = format!("/api/v1/webhooks/{}", made.text_at("/id"));
        chief.patch(&place).json(&json!({ "url": "http://10.0.0.1/" })).await.expect(422);
        assert_eq!(chief.patch(&place).json(&json!({ "events": [] })).await.ok().at("/events"), &json!([]));
    }

    async fn there_are_twenty_webhooks_at_most(engine: Engine) {
        let launch = with_staff(frontdesk(engine).await, &[("chief", "admin")]).await;
        let desk = TestDesk::open_with(launch).await;
        let chief = desk.signed_in("chief").await;
        let body = json!({ "url": "https://crm.example.com/hooks" });
        for _ in 0..20 {
            chief.post("/api/v1/webhooks").json(&body).await.created();
        }
        chief.post("/api/v1/webhooks").json(&body).await.is_problem(422, "too_many_webhooks");
    }
}
