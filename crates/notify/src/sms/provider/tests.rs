#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use http::HeaderMap;

use super::*;

fn settings(url: &str) -> ProviderSettings {
    ProviderSettings {
        url: url.to_owned(),
        method: "POST".to_owned(),
        content_type: "application/json".to_owned(),
        body: r#"{"to": "{phone}", "text": "{text}"}"#.to_owned(),
        headers: vec!["Authorization: Bearer {secret}".to_owned()],
        expect: String::new(),
        secret: Some(Secret::new("Grey-Harrier")),
    }
}

fn refused(settings: ProviderSettings) -> Option<ProviderError> {
    Provider::new(settings).err()
}

#[test]
fn sec_TLS_02_a_provider_elsewhere_is_spoken_to_over_https_only() {
    for url in
        ["https://sms.example.com/send", "http://127.0.0.1:8080/", "http://[::1]/", "http://localhost:1/?to={phone}"]
    {
        assert_eq!(refused(settings(url)), None, "{url}");
    }
    for url in [
        "http://sms.example.com/",
        "http://localhost.example.com/",
        "http://10.0.0.5/",
        "ftp://127.0.0.1/",
        "https://",
        "sms.example.com",
        "https://user:password@sms.example.com/",
        "https://{phone}/",
        "https://sms.example.com\\@127.0.0.1/",
    ] {
        assert_eq!(refused(settings(url)), Some(ProviderError::Url), "{url}");
    }
}

#[test]
fn settings_that_cannot_work_are_refused_by_name() {
    let usual = || settings("https://sms.example.com/send");
    assert_eq!(refused(ProviderSettings { method: "PUT".to_owned(), ..usual() }), Some(ProviderError::Method));
    let xml = ProviderSettings { content_type: "text/xml".to_owned(), ..usual() };
    assert_eq!(refused(xml), Some(ProviderError::ContentType));
    for body in [r#"{"to": "{phone}"}"#, r#"{"text": "{text}"}"#, r#"{"to": {phone}, "text": {text}}"#, ""] {
        assert_eq!(refused(ProviderSettings { body: body.to_owned(), ..usual() }), Some(ProviderError::Body), "{body}");
    }
    for header in ["Authorization", "Bad Name: x", "X-A: a\r\nX-B: b"] {
        let headers = vec![header.to_owned()];
        assert_eq!(refused(ProviderSettings { headers, ..usual() }), Some(ProviderError::Header), "{header:?}");
    }
    assert_eq!(refused(ProviderSettings { secret: None, ..usual() }), Some(ProviderError::NoSecret));
    let two_lines = ProviderSettings { secret: Some(Secret::new("Grey\nHarrier")), ..usual() };
    assert_eq!(refused(two_lines), Some(ProviderError::Header), "it would fail every message");
    let get = ProviderSettings { method: "GET".to_owned(), ..settings("https://x.test/?to={phone_digits}&t={text}") };
    assert_eq!(refused(get), None);
}

#[test]
fn a_request_bears_what_the_settings_say_and_hides_the_secret() {
    let provider = Provider::new(settings("https://sms.example.com/send?id={id}")).expect("sound");
    let filling = Filling { phone: "+7916", text: "code 1", id: "0f", secret: provider.settings.secret.as_ref() };
    let request = provider.request(&filling).expect("a request");
    assert_eq!(request.uri(), "https://sms.example.com/send?id=0f");
    assert_eq!(request.body(), r#"{"to": "+7916", "text": "code 1"}"#);
    assert_eq!(request.headers()["authorization"], "Bearer Grey-Harrier");
    assert!(!format!("{request:?} {:?}", provider.settings).contains("Harrier"));
}

#[test]
fn answers_are_judged_and_their_words_kept_from_the_log() {
    let with = |expect: &str| {
        Provider::new(ProviderSettings { expect: expect.to_owned(), ..settings("https://sms.example.com/send") })
            .unwrap_or_else(|error| panic!("{error}"))
    };
    let judged = |provider: &Provider, status: u16, body: &str| {
        let status = StatusCode::from_u16(status).expect("a status");
        provider
            .judge(&Answer { status, headers: HeaderMap::new(), body: body.as_bytes().to_vec() })
            .map(|_| ())
            .map_err(|f| f.is_final())
    };
    let plain = with("");
    assert_eq!(judged(&plain, 200, "anything"), Ok(()));
    assert_eq!(judged(&plain, 202, ""), Ok(()));
    for (status, is_final) in
        [(302, false), (400, true), (401, false), (404, false), (422, true), (429, false), (503, false)]
    {
        assert_eq!(judged(&plain, status, ""), Err(is_final), "{status}");
    }
    let picky = with("\"status\":\"OK\"");
    assert_eq!(judged(&picky, 200, "{\"status\":\"OK\"}"), Ok(()));
    assert_eq!(judged(&picky, 200, "{\"status\":\"ERROR\",\"to\":\"+79161234567\"}"), Err(false));
    let answer = Answer {
        status: StatusCode::BAD_REQUEST,
        headers: HeaderMap::new(),
        body: b"+79161234567 is unknown".to_vec(),
    };
    let failure = plain.judge(&answer).err().expect("a failure");
    assert!(!format!("{failure} {failure:?}").contains("7916"), "{failure:?}");
    assert_eq!(failure.words(), Some("400 Bad Request +79161234567 is unknown"));
}
