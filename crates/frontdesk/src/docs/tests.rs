//! What the page promises, on a sample document that has a little of everything.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Lang, STYLE, reference_page};

fn sample() -> Value {
    serde_json::from_str(include_str!("sample_document.json")).expect("the sample is JSON")
}

fn page(document: &Value) -> String {
    reference_page(document, Lang::En)
}

/// The part of the page that shows the operation or schema at `anchor`.
fn part(html: &str, anchor: &str) -> String {
    let (_, after) = html.split_once(&format!("id='{anchor}'>")).expect("the anchor is on the page");
    after.split("</article>").next().unwrap_or_default().to_owned()
}

/// The text of `html` without its markup, blanks made one.
fn words(html: &str) -> String {
    let pieces = html.replace("<wbr>", "");
    let text: Vec<_> = pieces.split('<').map(|piece| piece.rsplit('>').next().unwrap_or_default()).collect();
    let text = text.join(" ").replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands in each `name='…'` of the markup; text cannot be taken for it, since its quotes are escaped.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}='")).skip(1).filter_map(|rest| rest.split('\'').next()).collect()
}

#[test]
fn an_operation_is_told_and_shown() {
    let html = part(&page(&sample()), "op-create_service");
    let text = words(&html);
    for expected in [
        "Publish a service",
        "POST /api/v1/services",
        "Access bearer",
        "Request headers Name Type Description Idempotency-Key string length 1–255",
        "application/json required NewService",
        "name required string length 1–150 example Массаж лица",
        "price_minor required integer int64 0–100000000000 example 150000 Price in minor units",
        "category string | null length ≤ 50",
        "currency string one of RUB KZT BYN default RUB",
        "201 Published.",
        "Response headers",
        "idempotency_mismatch The same key came with another body.",
        "application/problem+json Problem",
        "\"code\" : \"too_small\"",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[test]
fn a_request_is_ready_for_the_shell() {
    let html = page(&sample());
    for (anchor, expected) in [
        (
            "op-create_session",
            "curl -X POST 'http://127.0.0.1:8000/api/v1/sessions' \\ -H 'Content-Type: application/json' \\ --data '{",
        ),
        ("op-create_session", "Anna'\\''s phone"),
        (
            "op-end_session",
            "curl -X DELETE 'http://127.0.0.1:8000/api/v1/sessions/current' \\ -H \"Authorization: Bearer $ACCESS_TOKEN\"",
        ),
        (
            "op-list_services",
            "curl -G 'http://127.0.0.1:8000/api/v1/services' \\ --data-urlencode 'q=массаж лица' \\ --data-urlencode",
        ),
        ("op-put_avatar", "-F 'file=@file'"),
        ("op-put_avatar", "-H 'Content-Type: image/png' \\ --data-binary @file"),
        ("op-get-health", "curl 'http://127.0.0.1:8000/health/'"),
    ] {
        let text = words(&part(&html, anchor));
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

#[test]
fn who_may_call_is_told() {
    let html = page(&sample());
    for (anchor, expected) in [
        ("op-create_session", "Access no sign-in"),
        ("op-list_services", "Access bearer or no sign-in"),
        ("op-patch_profile", "Access bearer or key or oauth profile.write profile.read"),
        ("op-list_sessions", "Access bearer"),
    ] {
        assert!(words(&part(&html, anchor)).contains(expected), "{anchor}");
    }
    assert!(words(&html).contains("bearer HTTP bearer · JWT The access token of a session."));
}

#[test]
fn a_schema_in_itself_is_named_and_not_followed() {
    let text = words(&part(&page(&sample()), "op-get-api-v1-categories"));
    assert!(text.contains("children Category [] contains itself"), "{text}");
}

#[test]
fn variants_are_told_apart() {
    let text = words(&part(&page(&sample()), "schema-Profile"));
    assert!(text.contains("One of these, told apart by kind ByPhone kind required string always phone"), "{text}");
}

#[test]
fn one_side_does_not_see_what_only_the_other_sends() {
    let html = part(&page(&sample()), "op-patch_profile");
    let (request, answer) = html.split_once("Responses").expect("answers follow the request");
    assert!(!words(request).contains("id required"), "the client does not send a read-only id");
    assert!(words(answer).contains("id required string uuid read only"));
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let html = page(&sample());
    let ids = attributes(&html, "id");
    let unique: HashSet<_> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len(), "an id stands twice");
    for target in attributes(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(unique.contains(target), "#{target} leads nowhere");
    }
}

#[test]
fn both_languages_say_the_same_about_the_same_document() {
    let (document, count) = (sample(), |html: &str, what: &str| html.matches(what).count());
    let (russian, english) = (reference_page(&document, Lang::Ru), reference_page(&document, Lang::En));
    assert!(russian.starts_with("<!DOCTYPE html>\n<html lang='ru'>") && russian.contains("Вход и доступ"));
    assert!(english.contains("<html lang='en'>") && !english.contains("Вход и доступ"));
    for tag in ["<article", "<li", "<table", "<details", "<pre"] {
        assert_eq!(count(&russian, tag), count(&english, tag), "{tag}");
    }
}

/// Every text of the document, and every name it chooses freely, gets `payload` at its end.
fn poisoned(value: &Value, payload: &str) -> Value {
    const FREE: [&str; 8] =
        ["properties", "examples", "schemas", "securitySchemes", "headers", "paths", "responses", "content"];
    match value {
        Value::String(text) if text.starts_with("#/") => value.clone(),
        Value::String(text) => json!(format!("{text}{payload}")),
        Value::Array(items) => items.iter().map(|item| poisoned(item, payload)).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, field)| {
                let mut field = poisoned(field, payload);
                if let (true, Value::Object(named)) = (FREE.contains(&key.as_str()), &mut field) {
                    named.extend(named.clone().into_iter().map(|(name, inner)| (format!("{name}{payload}"), inner)));
                }
                (key.clone(), field)
            })
            .collect(),
        other => other.clone(),
    }
}

/// The kinds of tags in `html`, each with the names of its attributes and without their values.
fn markup(html: &str) -> HashSet<String> {
    let tags = html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    tags.map(|tag| tag.split('\'').step_by(2).collect()).collect()
}

#[test]
fn sec_web_04_every_text_of_the_document_is_inert() {
    let known = markup(&page(&sample()));
    for payload in [
        "<script>alert(1)</script>",
        "'\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "</code></pre></title><svg/onload=alert(1)>",
        "[x](javascript:alert(1)) `'><script>` **<b onclick=x>**",
        "{{7*7}}<!--\u{0}--><style>*{display:none}</style>",
    ] {
        let mut document = poisoned(&sample(), payload);
        for place in ["/servers/0/url", "/info/title", "/tags/0/name"] {
            *document.pointer_mut(place).expect("the place is in the sample") = json!(payload);
        }
        let html = page(&document);
        assert!(words(&html).len() > 10_000, "the page still shows its document");
        let found = markup(&html);
        let strange: Vec<_> = found.difference(&known).collect();
        assert!(strange.is_empty(), "{payload} made {strange:?}");
        for target in attributes(&html, "href") {
            assert!(["#", "/", "?", "https://"].iter().any(|start| target.starts_with(start)), "{target}");
        }
    }
}

#[test]
fn sec_web_01_the_page_lives_under_a_strict_policy() {
    for tag in markup(&page(&sample())) {
        let is_script = tag.starts_with("script") || tag.starts_with("style");
        assert!(!is_script && !tag.contains(" style=") && !tag.contains(" on"), "<{tag}>");
    }
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
}

#[test]
fn sec_web_05_nothing_is_asked_of_others() {
    let html = page(&sample());
    assert_eq!(html.matches("<link ").count(), 1);
    assert!(
        html.contains("<link rel='stylesheet' href='/api/schema/reference.css'>")
            && attributes(&html, "src").is_empty()
    );
}

#[test]
fn a_document_that_is_none_gives_a_page_all_the_same() {
    for document in
        [json!(null), json!([]), json!({"paths": {"/": {"get": true, "post": {"responses": [], "parameters": {}}}}})]
    {
        assert!(page(&document).ends_with("</html>\n"));
    }
}
