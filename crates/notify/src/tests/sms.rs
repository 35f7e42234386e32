//! Text messages through a provider.

use std::time::Instant;

use frontdesk_testkit::{Provider as Provided, Reply};

use super::*;
use crate::sms::{Provider, ProviderSettings, SmsSender};

const PHONE: &str = "+79161234567";

async fn served(change: impl FnOnce(&mut ProviderSettings)) -> (Provided, Office) {
    let provider = Provided::start(None).await;
    let mut settings = ProviderSettings {
        url: format!("http://localhost:{}/send?id={{id}}", provider.port()),
        method: "POST".to_owned(),
        content_type: "application/json".to_owned(),
        body: r#"{"to": "{phone}", "text": "{text}"}"#.to_owned(),
        headers: vec!["Authorization: Bearer {secret}".to_owned()],
        expect: String::new(),
        secret: Some(Secret::new("Grey-Harrier")),
    };
    change(&mut settings);
    let sms = SmsWay::Provider(Box::new(SmsSender::new(Provider::new(settings).expect("sound settings"))));
    let office = Office::open(Engine::Sqlite, MailWay::Files("/nowhere".into()), sms).await;
    office.queue(Letter::phone_code(PHONE, "482913", 10)).await;
    (provider, office)
}

#[test]
fn a_message_is_one_request_as_the_settings_describe_it() {
    frontdesk_testkit::run(async {
        let (provider, office) = served(|_| ()).await;
        office.deliver().await;
        let asked = provider.asked();
        let head = asked[0].head.to_ascii_lowercase();
        assert!(head.starts_with("post /send?id=") && head.contains("\r\nhost: localhost:"), "{head}");
        assert!(head.contains("authorization: bearer grey-harrier"), "{head}");
        let body: serde_json::Value = serde_json::from_str(&asked[0].body).expect("JSON");
        assert_eq!(body["to"], PHONE);
        assert!(body["text"].as_str().is_some_and(|text| text.contains("482913") && text.contains('\n')), "{body}");
        assert!(asked.len() == 1 && office.rows().await[0].delivered);
    });
}

#[test]
fn a_form_and_an_address_can_bear_the_message_too() {
    frontdesk_testkit::run(async {
        let (provider, office) = served(|settings| {
            settings.content_type = "application/x-www-form-urlencoded".to_owned();
            settings.body = "psw={secret}&phones={phone_digits}&mes={text}".to_owned();
        })
        .await;
        office.deliver().await;
        let body = provider.asked()[0].body.clone();
        assert!(body.starts_with("psw=Grey-Harrier&phones=79161234567&mes=482913+%E2%80%93+"), "{body}");

        let (provider, office) = served(|settings| {
            settings.method = "GET".to_owned();
            settings.url = settings.url.replace("id={id}", "to={phone}&msg={text}");
        })
        .await;
        office.deliver().await;
        let asked = provider.asked();
        assert!(asked[0].head.starts_with("GET /send?to=%2B79161234567&msg=482913%20"), "{}", asked[0].head);
        assert!(asked[0].body.is_empty());
    });
}

#[test]
fn an_answer_decides_whether_it_is_tried_again() {
    frontdesk_testkit::run(async {
        for (reply, gave_up) in [
            (Reply::Status("503 Service Unavailable", ""), false),
            (Reply::Status("401 Unauthorized", ""), false),
            (Reply::Status("200 OK", "{\"status\": \"ERROR\"}"), false),
            (Reply::Status("400 Bad Request", ""), true),
        ] {
            let (provider, office) = served(|settings| settings.expect = "\"OK\"".to_owned()).await;
            provider.reply(reply.clone());
            office.deliver().await;
            let rows = office.rows().await;
            assert!(!rows[0].delivered && rows[0].gave_up == gave_up, "{reply:?}: {rows:?}");
            assert_eq!(rows[0].payload == "{}", gave_up, "{reply:?}");
            provider.reply(Reply::Status("200 OK", "{\"status\": \"OK\"}"));
            assert_eq!(office.deliver_later().await, usize::from(!gave_up), "{reply:?}");
        }
    });
}

#[test]
fn sec_OUT_02_redirects_endless_answers_and_silence_are_cut_off() {
    frontdesk_testkit::run(async {
        let elsewhere = Provided::start(None).await;
        let (provider, office) = served(|_| ()).await;
        provider.reply(Reply::Redirect(format!("http://127.0.0.1:{}/", elsewhere.port())));
        office.deliver().await;
        assert!(elsewhere.asked().is_empty(), "a redirect was followed");

        provider.reply(Reply::Endless);
        office.deliver_later().await;
        provider.reply(Reply::Nothing);
        office.worker.clock.advance(60);
        let began = Instant::now();
        office.deliver().await;
        assert!((4..9).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
        let rows = office.rows().await;
        assert!(rows[0].attempts == 3 && !rows[0].delivered && !rows[0].gave_up, "{rows:?}");
    });
}
