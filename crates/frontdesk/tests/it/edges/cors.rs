//! Whose scripts may read our answers.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, Call, Launch, both_engines};

use crate::support::{TestDesk, frontdesk};

const APP: &str = "https://app.example.com";
const API: &str = "https://api.example.com";

/// Origins that look like the allowed ones and are not.
const OTHERS: [&str; 14] = [
    "null",
    "*",
    "https://evil.example",
    "https://app.example.com.evil.example",
    "https://evil-app.example.com",
    "https://app.example.co",
    "https://app.example.comm",
    "https://sub.app.example.com",
    "http://app.example.com",
    "https://app.example.com:8443",
    "https://APP.example.com",
    "https://app.example.com/",
    "https://app.example.com@evil.example",
    "https://app.example.com, https://evil.example",
];

/// Native and older, answered and refused.
const PATHS: [&str; 6] =
    ["/api/v1/services", "/api/v1/me", "/api/auth/services/", "/api/auth/profile/me/", "/nowhere", "/health/"];

both_engines! {
    async fn sec_WEB_02_an_allowed_origin_is_echoed_on_every_answer(engine: Engine) {
        let desk = TestDesk::open_with(with_origins(frontdesk(engine).await)).await;
        for path in PATHS {
            for origin in [APP, API] {
                let answer = desk.get(path).header("origin", origin).await;
                assert_eq!(answer.header("access-control-allow-origin"), Some(origin), "{}", answer.shown());
                assert_eq!(answer.header("access-control-allow-credentials"), None, "{}", answer.shown());
                assert_varies(&answer);
            }
            // A cache must not hand this one on to somebody from an allowed origin.
            assert_varies(&desk.get(path).await);
        }
    }

    async fn sec_WEB_02_no_other_origin_is_let_in(engine: Engine) {
        let desk = TestDesk::open_with(with_origins(frontdesk(engine).await)).await;
        for path in PATHS {
            for origin in OTHERS {
                assert_closed(&desk.get(path).header("origin", origin).await);
                assert_closed(&preflight(&desk, path, origin, "POST", "content-type").await);
            }
            assert_closed(&desk.get(path).await);
        }
    }

    async fn sec_WEB_02_a_preflight_of_an_allowed_origin_names_what_it_may_do(engine: Engine) {
        let desk = TestDesk::open_with(with_origins(frontdesk(engine).await)).await;
        for path in ["/api/v1/services", "/api/v1/me/profile", "/api/auth/services/", "/api/auth/profile/me/"] {
            let answer = preflight(&desk, path, APP, "PATCH", "authorization,content-type").await;
            assert!([200, 204].contains(&answer.status), "{}", answer.shown());
            assert_eq!(answer.header("access-control-allow-origin"), Some(APP), "{}", answer.shown());
            let named = |header: &str| answer.header(header).unwrap_or_default().to_lowercase();
            for method in ["get", "post", "put", "patch", "delete"] {
                assert!(named("access-control-allow-methods").contains(method), "{:?}", answer.headers);
            }
            for header in ["authorization", "content-type", "idempotency-key", "if-match", "accept-language"] {
                assert!(named("access-control-allow-headers").contains(header), "{:?}", answer.headers);
            }
            assert_varies(&answer);
        }
        let answer = desk.get("/api/v1/services").header("origin", APP).await.ok();
        let exposed = answer.header("access-control-expose-headers").unwrap_or_default().to_lowercase();
        for header in ["etag", "location", "retry-after", "x-request-id"] {
            assert!(exposed.contains(header), "{exposed}");
        }
    }

    async fn sec_WEB_02_nobody_is_let_in_until_it_is_configured(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for path in PATHS {
            for origin in [APP, "null"] {
                assert_closed(&desk.get(path).header("origin", origin).await);
                let asked = preflight(&desk, path, origin, "GET", "authorization").await;
                assert!(asked.status >= 400, "{}", asked.shown());
                assert_closed(&asked);
            }
        }
    }
}

fn with_origins(launch: Launch) -> Launch {
    launch.env("FRONTDESK_CORS_ORIGINS", format!("{APP},{API}"))
}

fn preflight(desk: &TestDesk, path: &str, origin: &str, method: &str, headers: &str) -> Call {
    let asked = desk.call("OPTIONS", path).header("origin", origin);
    asked.header("access-control-request-method", method).header("access-control-request-headers", headers)
}

#[track_caller]
fn assert_closed(answer: &Answer) {
    assert_eq!(answer.header("access-control-allow-origin"), None, "{}", answer.shown());
    assert_eq!(answer.header("access-control-allow-credentials"), None, "{}", answer.shown());
}

#[track_caller]
fn assert_varies(answer: &Answer) {
    let varies = answer.headers.iter().filter(|(name, _)| name == "vary");
    let on_origin =
        varies.flat_map(|(_, value)| value.split(',')).any(|name| name.trim().eq_ignore_ascii_case("origin"));
    assert!(on_origin, "{:?}: {}", answer.headers, answer.shown());
}
