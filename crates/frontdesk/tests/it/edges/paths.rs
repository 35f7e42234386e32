//! Paths that no route has, methods that a path has not, slashes too many and too few.

use frontdesk_testkit::both_engines;
use serde_json::json;

use crate::support::TestDesk;

both_engines! {
    async fn an_unknown_path_is_not_found_in_the_shape_of_its_neighbours(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        for path in [
            "/",
            "/nowhere",
            "/api",
            "/api/",
            "/api/v1",
            "/api/v1/nowhere",
            "/api/v2/services",
            "/API/V1/me",
            "/metrics",
            "/admin/",
            "/.env",
            "/.git/config",
            "/media/",
            "/media/avatars/",
            "/setup/",
            "/favicon.ico",
            "/%",
            "/%00",
            "/%ff%fe",
        ] {
            for method in ["GET", "POST", "DELETE"] {
                desk.call(method, path).await.is_problem(404, "not_found");
                ada.call(method, path).await.is_problem(404, "not_found");
            }
        }
        for path in [
            "/api/auth/nowhere/",
            "/api/auth/profile/you/",
            "/api/auth/services/abc/",
            "/api/auth/services/-1/",
            "/api/auth/Services/",
            "/api/auth/services/99999999999999999999/",
            "/api/auth/services/1.0/",
            "/api/auth/services/%31x/",
            "/api/auth/profile//",
            // An older wire's list of addresses, where its model is served.
            "/api/v1/",
        ] {
            let missing = desk.get(path).await.expect(404);
            assert!(missing.json()["detail"].is_string(), "{}", missing.shown());
            assert!(missing.json().get("code").is_none(), "{}", missing.shown());
        }
        for id in [
            "1",
            "abc",
            "0197a3c5-7c1e-7d3a-9a51-0c2f4e6b8d1",
            "0197A3C57C1E7D3A9A510C2F4E6B8D10",
            "%00",
            "..%2f..",
            "null",
        ] {
            for path in ["/api/v1/services/", "/api/v1/profiles/", "/api/v1/specialists/"] {
                desk.get(&format!("{path}{id}")).await.is_problem(404, "not_found");
            }
        }
    }

    async fn a_method_that_a_path_has_not_is_refused_with_those_that_it_has(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let noor = desk.specialist("noor").await;
        for (method, path, allowed) in [
            ("POST", "/api/v1/categories", vec!["GET", "HEAD"]),
            ("PUT", "/api/v1/services", vec!["GET", "HEAD", "POST"]),
            ("GET", "/api/v1/accounts", vec!["POST"]),
            ("PATCH", "/api/v1/sessions", vec!["DELETE", "GET", "HEAD", "POST"]),
            ("POST", "/api/v1/me/profile", vec!["GET", "HEAD", "PATCH"]),
            ("GET", "/api/v1/me/password", vec!["PUT"]),
            ("GET", "/api/v1/me/avatar", vec!["DELETE", "PUT"]),
            ("POST", "/health/", vec!["GET", "HEAD"]),
            ("DELETE", "/api/schema/", vec!["GET", "HEAD"]),
            ("BREW", "/api/v1/services", vec!["GET", "HEAD", "POST"]),
        ] {
            let refused = noor.call(method, path).await.is_problem(405, "method_not_allowed");
            assert_eq!(methods(refused.header("allow")), allowed, "{}", refused.shown());
        }
        for (method, path, allowed) in [
            ("POST", "/api/auth/profile/me/", vec!["GET", "PATCH", "PUT"]),
            ("DELETE", "/api/auth/profile/me/", vec!["GET", "PATCH", "PUT"]),
            ("PUT", "/api/auth/profile/1/", vec!["GET"]),
            ("GET", "/api/auth/login/", vec!["POST"]),
            ("PUT", "/api/auth/services/", vec!["GET", "POST"]),
            ("POST", "/api/auth/services/1/", vec!["DELETE", "GET", "PATCH", "PUT"]),
        ] {
            let refused = noor.call(method, path).await.expect(405);
            let told = methods(refused.header("allow"));
            let told: Vec<&String> =
                told.iter().filter(|method| !["HEAD", "OPTIONS"].contains(&method.as_str())).collect();
            assert_eq!(told, allowed, "{}", refused.shown());
            assert!(refused.text_at("/detail").contains(method), "{}", refused.shown());
        }
    }

    async fn the_last_slash_is_forgiven(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for (method, path, place) in [
            ("GET", "/api/v1/services/", "/api/v1/services"),
            ("GET", "/api/v1/services/?q=a&limit=5", "/api/v1/services?q=a&limit=5"),
            ("POST", "/api/v1/accounts/", "/api/v1/accounts"),
            ("GET", "/api/auth/services", "/api/auth/services/"),
            ("GET", "/api/auth/services?min_price=1", "/api/auth/services/?min_price=1"),
            ("HEAD", "/api/auth/profile/me", "/api/auth/profile/me/"),
            ("GET", "/health", "/health/"),
            ("GET", "/api/schema", "/api/schema/"),
            ("GET", "/api/schema/redoc", "/api/schema/redoc/"),
        ] {
            let led = desk.call(method, path).await.expect(308);
            assert_eq!(led.header("location"), Some(place), "{}", led.shown());
        }
        // A form that was posted to the wrong address is not sent again elsewhere.
        desk.post("/api/auth/login").json(&json!({ "username": "a", "password": "b" })).await.expect(404);
        for path in [
            "//evil.example/api/v1/services/",
            "//evil.example",
            "/api/v1//evil.example/",
            "/\\evil.example/",
            "/api/v1/services//",
        ] {
            let answer = desk.get(path).await;
            let place = answer.header("location").unwrap_or("/");
            assert!(
                place.starts_with('/') && !place.starts_with("//") && !place.starts_with("/\\"),
                "{}",
                answer.shown()
            );
        }
    }

    async fn asking_for_the_head_alone_gets_what_asking_for_all_gets(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let ada = desk.client("ada").await;
        for path in [
            "/health/",
            "/api/v1/me",
            "/api/v1/services",
            "/api/v1/services?limit=0",
            "/api/v1/me/services",
            "/api/auth/services/",
            "/nowhere",
        ] {
            let (whole, head) = (ada.get(path).await, ada.call("HEAD", path).await);
            assert_eq!(whole.status, head.status, "{}", head.shown());
            assert_eq!(whole.header("content-type"), head.header("content-type"), "{}", head.shown());
            assert!(head.body.is_empty());
        }
    }
}

fn methods(allow: Option<&str>) -> Vec<String> {
    let mut named: Vec<String> = allow.unwrap_or_default().split(',').map(|method| method.trim().to_owned()).collect();
    named.sort();
    named
}
