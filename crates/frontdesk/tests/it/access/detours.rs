//! Other ways of asking for what is forbidden.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::cast::{Cast, Who};

/// What each of these is refused when asked for plainly.
fn forbidden(service: &str, number: i64) -> Vec<(Who, &'static str, String)> {
    vec![
        (Who::Anonymous, "GET", "/api/v1/me".to_owned()),
        (Who::Suspended, "GET", "/api/v1/me".to_owned()),
        (Who::Anonymous, "GET", "/api/v1/sessions".to_owned()),
        (Who::Client, "GET", "/api/v1/me/services".to_owned()),
        (Who::Client, "POST", "/api/v1/services".to_owned()),
        (Who::OtherSpecialist, "PATCH", format!("/api/v1/services/{service}")),
        (Who::OtherSpecialist, "DELETE", format!("/api/v1/services/{service}")),
        (Who::Anonymous, "GET", "/api/auth/profile/me/".to_owned()),
        (Who::Client, "POST", "/api/auth/services/".to_owned()),
        (Who::OtherSpecialist, "DELETE", format!("/api/auth/services/{number}/")),
    ]
}

/// The same path in other spellings, some of which a careless server takes for it.
fn spellings(path: &str) -> Vec<String> {
    let (head, tail) = path.trim_end_matches('/').rsplit_once('/').expect("a path");
    let slash = if path.ends_with('/') { "/" } else { "" };
    let first = tail.chars().next().expect("a last segment");
    let shouted = if tail.to_uppercase() == tail {
        path.replace("/api/", "/API/")
    } else {
        format!("{head}/{}{slash}", tail.to_uppercase())
    };
    vec![
        shouted,
        path.replace("/api/", "/Api/"),
        if slash.is_empty() { format!("{path}/") } else { path.trim_end_matches('/').to_owned() },
        format!("{path}//"),
        format!("/{path}"),
        path.replace("/api/", "//api/"),
        path.replace("/api/", "/api//"),
        format!("{head}/%{:02x}{}{slash}", first as u32, &tail[first.len_utf8()..]),
        format!("{head}%2f{tail}{slash}"),
        format!("{head}%2F{tail}{slash}"),
        format!("{head}/./{tail}{slash}"),
        format!("{head}/x/../{tail}{slash}"),
        format!("{head}/x/%2e%2e/{tail}{slash}"),
        format!("/health/../{}", &path[1..]),
        format!("/health/%2e%2e{path}"),
        format!("{head}/{tail};a=b{slash}"),
        format!("{head}/{tail}%00{slash}"),
        format!("{head}/{tail}%20{slash}"),
        format!("{head}/{tail}.json"),
        format!("{path}?_method=GET"),
        format!("{path}?x=%2Fhealth%2F"),
        format!("http://127.0.0.1{path}"),
    ]
}

both_engines! {
    async fn sec_AZ_08_no_spelling_of_a_forbidden_path_gets_through(engine: Engine) {
        let cast = Cast::open(engine).await;
        let (service, number) = (cast.service_id().await, cast.service_number().await);
        for (who, method, path) in forbidden(&service, number) {
            for spelling in spellings(&path) {
                let answer = cast.call(who, method, &spelling).json(&json!({})).await;
                assert!(answer.status >= 300, "{who:?}: {}", answer.shown());
                // Whoever is led on is refused there.
                if let Some(place) = answer.header("location") {
                    let there = cast.call(who, method, place).json(&json!({})).await;
                    assert!(there.status >= 400, "{who:?} by {spelling}: {}", there.shown());
                }
            }
        }
        cast.desk.get(&format!("/api/v1/services/{service}")).await.ok();
        cast.desk.get(&format!("/api/auth/services/{number}/")).await.ok();
    }

    async fn sec_AZ_08_no_method_gets_through_in_anothers_place(engine: Engine) {
        let cast = Cast::open(engine).await;
        let (service, number) = (cast.service_id().await, cast.service_number().await);
        for (who, method, path) in forbidden(&service, number) {
            for other in ["HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "post", "delete", "X"] {
                // What everybody may read may be asked about by HEAD as well.
                if other == "HEAD" && cast.call(who, "GET", &path).await.status == 200 {
                    continue;
                }
                let answer = cast.call(who, other, &path).await;
                assert!(answer.status >= 300, "{who:?} {other}: {}", answer.shown());
            }
            for header in ["x-http-method-override", "x-http-method", "x-method-override"] {
                let carriers = if method == "GET" { ["POST", "OPTIONS"] } else { ["GET", "POST"] };
                for carrier in carriers {
                    let answer = cast.call(who, carrier, &path).header(header, method).json(&json!({})).await;
                    let plain = cast.call(who, carrier, &path).json(&json!({})).await;
                    assert_eq!(answer.status, plain.status, "{who:?} {carrier} with {header}: {}", answer.shown());
                }
            }
            for header in ["x-original-url", "x-rewrite-url", "x-forwarded-prefix", "x-original-uri"] {
                let led = cast.call(who, method, "/nowhere").header(header, &path).json(&json!({})).await;
                assert_eq!(led.status, 404, "{who:?} with {header}: {}", led.shown());
                let veiled = cast.call(who, method, &path).header(header, "/health/").json(&json!({})).await;
                assert!(veiled.status >= 400, "{who:?} with {header}: {}", veiled.shown());
            }
        }
        cast.desk.get(&format!("/api/v1/services/{service}")).await.ok();
        cast.desk.get(&format!("/api/auth/services/{number}/")).await.ok();
    }
}
