//! The headers that protect whoever reads an answer in a browser.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, both_engines};

use crate::access::cast::{Cast, Who};
use crate::support::{Document, TestDesk, frontdesk};

both_engines! {
    async fn sec_WEB_01_every_documented_route_protects_its_readers(engine: Engine) {
        let cast = Cast::open(engine).await;
        for operation in Document::of(cast.desk.http()).await.operations() {
            for who in [Who::Specialist, Who::Anonymous, Who::Suspended] {
                let answer = cast.request(&operation, who).await.await;
                assert_protected(&answer);
                let for_all = operation.is_docs()
                    || ["/media/", "/.well-known/"].iter().any(|start| operation.path.starts_with(start));
                if answer.status >= 400 || (who != Who::Anonymous && !for_all) {
                    assert_eq!(answer.header("cache-control"), Some("no-store"), "{}", answer.shown());
                }
            }
            // The same route, asked wrongly.
            let path = cast.path(&operation).await;
            assert_protected(&cast.call(Who::Specialist, "PROPFIND", &path).await);
            assert_protected(&cast.call(Who::Specialist, &operation.method, &path).raw("application/json", "{").await);
        }
    }

    async fn sec_WEB_01_refusals_protect_their_readers_too(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let large = "a".repeat(2 << 20);
        for answer in [
            desk.get("/").await,
            desk.get("/nowhere").await,
            desk.get("/api/v1/nowhere").await,
            desk.get("/api/auth/nowhere/").await,
            desk.get("/media/avatars/00/nobody.png").await,
            desk.get("/api/v1/services/").await,
            desk.get("/api/auth/services").await,
            desk.get("/api/v1/services?limit=0").await,
            desk.post("/api/v1/accounts").raw("application/json", "{").await,
            desk.post("/api/v1/accounts").raw("text/plain", "{}").await,
            desk.post("/api/v1/accounts").raw("application/json", large.as_str()).await,
            desk.call("BREW", "/health/").await,
            desk.get("/api/v1/me").bearer("a.b.c").await,
        ] {
            assert!(answer.status >= 300, "{}", answer.shown());
            assert_protected(&answer);
        }
    }

    async fn sec_WEB_01_browsers_stay_on_tls_where_there_is_tls(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        assert_eq!(desk.get("/health/").await.header("strict-transport-security"), None);
        drop(desk);
        let launch = frontdesk(engine).await.env("FRONTDESK_PUBLIC_URL", "https://desk.example.com");
        let desk = TestDesk::open_with(launch).await;
        for path in ["/health/", "/api/v1/me", "/api/schema/redoc/", "/nowhere"] {
            let answer = desk.get(path).await;
            let promised = answer.header("strict-transport-security").expect("it is promised");
            let seconds = promised.split(';').find_map(|part| part.trim().strip_prefix("max-age="));
            assert!(seconds.expect("a length").parse::<u64>().expect("a number") >= 31_536_000, "{promised}");
        }
    }

    async fn sec_WEB_05_the_pages_ask_nobody_else_for_anything(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for path in ["/api/schema/swagger-ui/", "/api/schema/redoc/", "/api/schema/redoc/?lang=ru"] {
            let page = desk.get(path).await.ok();
            assert!(
                page.header("content-type").is_some_and(|kind| kind.starts_with("text/html")),
                "{:?}",
                page.headers
            );
            let text = page.text();
            for attribute in ["src=\"", "href=\"", "action=\"", "url("] {
                for part in text.split(attribute).skip(1) {
                    let loads = !part.starts_with("http") && !part.starts_with("//");
                    assert!(loads, "{path} points elsewhere: {attribute}{}", part.chars().take(80).collect::<String>());
                }
            }
            assert!(
                !text.contains("<style") && !text.contains(" style=\"") && !text.contains(" onload="),
                "{path} has styles inside"
            );
            for script in text.split("<script").skip(1) {
                assert!(script.trim_start().starts_with("src=\"/"), "{path} has a script inside");
            }
            for file in text.split(['"', '\'']).filter(|part| part.starts_with("/api/schema/") && part.contains('.')) {
                desk.get(file).await.ok();
            }
        }
    }
}

#[track_caller]
fn assert_protected(answer: &Answer) {
    let header = |name: &str| answer.header(name).unwrap_or_else(|| panic!("no {name}: {}", answer.shown()));
    assert_eq!(header("x-content-type-options"), "nosniff", "{}", answer.shown());
    assert_eq!(header("x-frame-options"), "DENY", "{}", answer.shown());
    let referrer = header("referrer-policy");
    assert!(["no-referrer", "same-origin", "strict-origin"].contains(&referrer), "{referrer}: {}", answer.shown());
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{}", answer.shown());
    // Pictures are shown by pages elsewhere; what a program reads is not.
    let is_picture = answer.header("content-type") == Some("image/png");
    let policy = header("cross-origin-resource-policy");
    assert!(policy == "same-origin" || (is_picture && policy == "cross-origin"), "{policy}: {}", answer.shown());
    let policy = header("content-security-policy");
    for directive in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action"] {
        assert!(policy.contains(directive), "no {directive} in {policy}: {}", answer.shown());
    }
    for weakness in ["unsafe-inline", "unsafe-eval", "*", "http:", "https:"] {
        assert!(!policy.contains(weakness), "{weakness} in {policy}: {}", answer.shown());
    }
    for tell_tale in ["server", "x-powered-by", "via"] {
        assert_eq!(answer.header(tell_tale), None, "{}", answer.shown());
    }
}
