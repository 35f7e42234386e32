//! `/api/token/`: every case that the library's own clients know.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, Multipart, both_engines};
use serde_json::{Value, json};

use super::pair::{Pair, desk, hold_up, keys, log_in};
use crate::store::Rows;
use crate::support::PASSWORD;
use crate::tokens::mint::{claims, header, now, old_backend, payload, signed, unsigned};

/// Insists on status and body.
#[track_caller]
fn says(answer: &Answer, status: u16, body: &Value) {
    assert_eq!((answer.status, answer.json()), (status, body), "{}", answer.shown());
    if status == 401 {
        assert_eq!(answer.header("www-authenticate"), Some("Bearer realm=\"api\""), "{}", answer.shown());
    }
}

fn no_good(detail: &str) -> Value {
    json!({ "detail": detail, "code": "token_not_valid" })
}

both_engines! {
    async fn a_pair_is_made_as_the_library_makes_it(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        let answer = log_in(desk.http(), "anna", PASSWORD).await.ok();
        assert_eq!(keys(answer.json()), ["refresh", "access"]);
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        for (kind, lifetime) in [("access", 900), ("refresh", 604_800)] {
            let token = answer.text_at(&format!("/{kind}"));
            assert_eq!(header(token), json!({ "alg": "HS256", "typ": "JWT" }));
            let claims = payload(token);
            assert_eq!((&claims["token_type"], &claims["user_id"]), (&json!(kind), &json!(anna.id.to_string())));
            let (issued, ends) = (claims["iat"].as_i64().expect("a number"), claims["exp"].as_i64().expect("a number"));
            assert!(ends - issued == lifetime && (issued - now()).abs() < 10, "{claims}");
            let jti = claims["jti"].as_str().expect("a text");
            assert!(jti.len() == 32 && jti.bytes().all(|byte| byte.is_ascii_hexdigit()), "{jti}");
        }
        // Any name of the account, in any case, in any kind of body, with whatever else.
        for name in ["ANNA", "Anna@Example.com", " anna "] {
            log_in(desk.http(), name, PASSWORD).await.ok();
        }
        let fields = [("username", "anna"), ("password", PASSWORD), ("remember", "on")];
        desk.post("/api/token/").form(&fields).await.ok();
        let parts = Multipart::new().text("username", "anna").text("password", PASSWORD);
        desk.post("/api/token/").multipart(parts).await.ok();
        let text = json!({ "username": "anna", "password": PASSWORD, "next": [1] }).to_string();
        desk.post("/api/token/").raw("application/json; charset=utf-8", text).await.ok();
        // What is shown in the header is not looked at.
        desk.post("/api/token/").bearer("junk").form(&fields).await.ok();
    }

    async fn sec_PWD_07_every_refused_login_is_one_answer(engine: Engine) {
        let desk = desk(engine).await;
        for name in ["known", "paused", "nopass"] {
            Pair::sign_up(desk.http(), name).await;
        }
        let rows = Rows::behind(&desk);
        rows.change("update users set suspended_at = 1 where username = 'paused'").await;
        rows.change("update users set password_hash = null where username = 'nopass'").await;
        let refusal = json!({ "detail": "No active account found with the given credentials" });
        for (name, password) in
            [("known", "Wrong-Password-77"), ("nobody", PASSWORD), ("paused", PASSWORD), ("nopass", PASSWORD), ("7", "7")]
        {
            says(&log_in(desk.http(), name, password).await, 401, &refusal);
        }
        let numbers = json!({ "username": 7, "password": 7 });
        says(&desk.post("/api/token/").json(&numbers).await, 401, &refusal);
        let in_russian = log_in(desk.http(), "nobody", "x").header("accept-language", "ru").await;
        says(&in_russian, 401, &json!({ "detail": "Не найдено активной учетной записи с указанными данными" }));
    }

    async fn what_is_no_login_is_refused_field_by_field(engine: Engine) {
        let desk = desk(engine).await;
        let both = |message: &str| json!({ "username": [message], "password": [message] });
        let sent = |value: Value| json!({ "username": value, "password": value });
        for (body, message) in [
            (json!({}), "This field is required."),
            (sent(json!("")), "This field may not be blank."),
            (sent(json!(null)), "This field may not be null."),
            (sent(json!([])), "Not a valid string."),
            (sent(json!(true)), "Not a valid string."),
            (sent(json!("a\0b")), "Null characters are not allowed."),
        ] {
            says(&desk.post("/api/token/").json(&body).await, 400, &both(message));
        }
        says(&desk.post("/api/token/").await, 400, &both("This field is required."));
        let in_russian = desk.post("/api/token/").json(&json!({})).header("accept-language", "ru-RU,en;q=0.5").await;
        says(&in_russian, 400, &both("Обязательное поле."));
        let list = json!({ "non_field_errors": ["Invalid data. Expected a dictionary, but got list."] });
        says(&desk.post("/api/token/").json(&json!([1])).await, 400, &list);
        let broken = desk.post("/api/token/").raw("application/json", "{\"username\": ").await.expect(400);
        assert!(broken.text_at("/detail").starts_with("JSON parse error - "), "{}", broken.shown());
    }

    async fn what_is_no_request_of_this_wire_is_refused_as_the_framework_does(engine: Engine) {
        let desk = desk(engine).await;
        for path in ["/api/token/", "/api/token/refresh/", "/api/token/verify/", "/api/token/blacklist/", "/auth/jwt/create"] {
            let other = desk.post(path).raw("text/plain", "x").await;
            says(&other, 415, &json!({ "detail": "Unsupported media type \"text/plain\" in request." }));
            let read = desk.get(path).await;
            says(&read, 405, &json!({ "detail": "Method \"GET\" not allowed." }));
            assert!(read.header("allow").is_some_and(|allow| allow.contains("POST")), "{}", read.shown());
            let wished = desk.post(path).json(&json!({})).header("accept", "application/xml").await;
            says(&wished, 406, &json!({ "detail": "Could not satisfy the request Accept header." }));
            desk.post(path).json(&json!({})).header("accept", "text/html, application/xml").await.expect(400);
        }
        let wished = desk.get("/auth/users/me/").header("accept", "application/xml");
        assert!([401, 406].contains(&wished.await.status));
        // 308 keeps method and body where the library's 301 loses them.
        for path in ["/api/token", "/api/token/refresh", "/auth/users/me"] {
            let led_on = desk.post(path).json(&json!({})).await.expect(308);
            assert_eq!(led_on.header("location"), Some(format!("{path}/").as_str()));
        }
    }

    async fn a_refresh_token_works_once(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        let next = anna.hold_up("refresh/", &anna.refresh).await.ok();
        assert_eq!(keys(next.json()), ["access", "refresh"]);
        assert_eq!(next.header("cache-control"), Some("no-store"));
        desk.get("/auth/users/me/").bearer(next.text_at("/access")).await.ok();
        assert!(anna.is_in().await, "the access token in hand is not affected");
        says(&anna.hold_up("refresh/", &anna.refresh).await, 401, &no_good("Token is blacklisted"));
        let again = hold_up(desk.http(), "refresh/", &anna.refresh).header("accept-language", "ru").await;
        says(&again, 401, &no_good("Токен занесен в черный список"));
        // djoser's routes are the same.
        let body = json!({ "refresh": next.text_at("/refresh") });
        let third = desk.post("/auth/jwt/refresh").json(&body).await.ok();
        says(&desk.post("/auth/jwt/refresh/").json(&body).await, 401, &no_good("Token is blacklisted"));
        desk.post("/auth/jwt/verify/").json(&json!({ "token": third.text_at("/access") })).await.ok();
    }

    async fn what_is_no_refresh_token_is_told_why(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        let good = claims("refresh", &anna.id.to_string(), "r1");
        let changed = |key: &str, value: Value| {
            let mut claims = good.clone();
            claims[key] = value;
            old_backend(&claims)
        };
        let without = |key: &str| {
            let mut claims = good.clone();
            claims.as_object_mut().expect("an object").remove(key);
            old_backend(&claims)
        };
        let wrong_key = signed(jsonwebtoken::Algorithm::HS256, b"another-key-0123456789", &good);
        for path in ["refresh/", "blacklist/"] {
            for (token, detail) in [
                ("x", "Token is invalid"),
                (unsigned(&good).as_str(), "Token is invalid"),
                (&wrong_key, "Token is invalid"),
                (&anna.access, "Token has wrong type"),
                (&changed("exp", json!(now() - 1)), "Token is expired"),
                (&without("jti"), "Token has no id"),
                (&without("exp"), "Token has no 'exp' claim"),
                (&without("token_type"), "Token has no type"),
            ] {
                says(&hold_up(desk.http(), path, token).await, 401, &no_good(detail));
            }
            for (body, message) in [
                (json!({}), "This field is required."),
                (json!({ "refresh": "" }), "This field may not be blank."),
                (json!({ "refresh": null }), "This field may not be null."),
                (json!({ "refresh": [] }), "Not a valid string."),
            ] {
                let refused = desk.post(&format!("/api/token/{path}")).json(&body).await;
                says(&refused, 400, &json!({ "refresh": [message] }));
            }
        }
        assert!(anna.is_in().await);
    }

    async fn sec_TOK_09_verify_tells_what_a_token_is_worth_now(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        let verify = |token: &str| hold_up(desk.http(), "verify/", token);
        let native = desk.signed_in("anna").await;
        for good in [&anna.access, &anna.refresh, &native.access_token] {
            says(&verify(good).await, 200, &json!({}));
        }
        let mut expired = claims("access", &anna.id.to_string(), "a1");
        expired["exp"] = json!(now() - 1);
        says(&verify(&old_backend(&expired)).await, 401, &no_good("Token is expired"));
        says(&verify("x").await, 401, &no_good("Token is invalid"));
        says(&desk.post("/api/token/verify/").json(&json!({})).await, 400, &json!({ "token": ["This field is required."] }));

        let next = anna.hold_up("refresh/", &anna.refresh).await.ok();
        let spent = json!({ "non_field_errors": ["Token is blacklisted"] });
        says(&verify(&anna.refresh).await, 400, &spent);
        // Where the library goes on saying yes: after a log-out, a suspension, a deletion.
        anna.hold_up("blacklist/", next.text_at("/refresh")).await.ok();
        says(&verify(next.text_at("/refresh")).await, 400, &spent);
        for ended in [&anna.access, next.text_at("/access")] {
            says(&verify(ended).await, 401, &no_good("Token is invalid"));
        }
        let boris = Pair::sign_up(desk.http(), "boris").await;
        let chief = Pair::log_in(desk.http(), "chief").await;
        let admin = format!("/api/accounts/admin/users/{}/", boris.id);
        Rows::behind(&desk).change("update users set suspended_at = 1 where username = 'boris'").await;
        says(&verify(&boris.refresh).await, 401, &no_good("Token is invalid"));
        chief.call("DELETE", &admin).await.no_content();
        for token in [&boris.access, &boris.refresh] {
            says(&verify(token).await, 401, &no_good("Token is invalid"));
        }
    }

    async fn sec_SES_04_a_blacklisted_token_ends_its_session_at_once(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        let elsewhere = Pair::log_in(desk.http(), "anna").await;
        says(&anna.hold_up("blacklist/", &anna.refresh).await, 200, &json!({}));
        assert!(!anna.is_in().await && elsewhere.is_in().await);
        for path in ["blacklist/", "refresh/"] {
            says(&anna.hold_up(path, &anna.refresh).await, 401, &no_good("Token is blacklisted"));
        }
        // A token that was exchanged is refused, and whoever shows it has the session ended.
        let next = elsewhere.hold_up("refresh/", &elsewhere.refresh).await.ok();
        says(&elsewhere.hold_up("blacklist/", &elsewhere.refresh).await, 401, &no_good("Token is blacklisted"));
        desk.get("/auth/users/me/").bearer(next.text_at("/access")).await.expect(401);
        let sql = format!("select count(*) from security_events where event = 'session.ended' and subject_id = {}", anna.id);
        assert_eq!(Rows::behind(&desk).one(&sql).await, "2");
    }

    async fn tokens_of_the_old_backend_are_good_until_they_are_used_or_given_back(engine: Engine) {
        let desk = desk(engine).await;
        let anna = Pair::sign_up(desk.http(), "anna").await;
        Rows::behind(&desk).change("update users set created_at = created_at - 86400 where username = 'anna'").await;
        let token = |jti: &str| old_backend(&claims("refresh", &anna.id.to_string(), jti));
        let spent = json!({ "non_field_errors": ["Token is blacklisted"] });
        for (jti, use_of_it) in [("r1", "refresh/"), ("r2", "blacklist/")] {
            says(&hold_up(desk.http(), "verify/", &token(jti)).await, 200, &json!({}));
            hold_up(desk.http(), use_of_it, &token(jti)).await.ok();
            for path in ["refresh/", "blacklist/"] {
                says(&hold_up(desk.http(), path, &token(jti)).await, 401, &no_good("Token is blacklisted"));
            }
            says(&hold_up(desk.http(), "verify/", &token(jti)).await, 400, &spent);
        }
        // One that a wire goes on using as it is.
        let used = json!({ "refresh": token("r3") });
        let access = desk.post("/api/accounts/token/refresh/").json(&used).await.ok().text_at("/access").to_owned();
        says(&hold_up(desk.http(), "verify/", &token("r3")).await, 200, &json!({}));
        hold_up(desk.http(), "blacklist/", &token("r3")).await.ok();
        desk.get("/auth/users/me/").bearer(&access).await.expect(401);
        desk.post("/api/accounts/token/refresh/").json(&used).await.expect(401);
        says(&hold_up(desk.http(), "blacklist/", &token("r3")).await, 401, &no_good("Token is blacklisted"));
    }

    async fn nobody_who_is_gone_or_suspended_is_a_fault_of_ours(engine: Engine) {
        let desk = desk(engine).await;
        let chief = Pair::log_in(desk.http(), "chief").await;
        let gone = Pair::sign_up(desk.http(), "gone").await;
        let paused = Pair::sign_up(desk.http(), "paused").await;
        let old = old_backend(&claims("refresh", &gone.id.to_string(), "r1"));
        chief.call("DELETE", &format!("/api/accounts/admin/users/{}/", gone.id)).await.no_content();
        Rows::behind(&desk).change("update users set suspended_at = 1 where username = 'paused'").await;
        let nobody = json!({ "detail": "No active account found for the given token." });
        for token in [&gone.refresh, &paused.refresh, &old] {
            says(&hold_up(desk.http(), "refresh/", token).await, 401, &nobody);
        }
        for token in [&gone.refresh, &old] {
            says(&hold_up(desk.http(), "blacklist/", token).await, 401, &nobody);
        }
        says(&log_in(desk.http(), "gone", PASSWORD).await, 401, &json!({
            "detail": "No active account found with the given credentials",
        }));
    }

    async fn what_a_stranger_sends_is_never_our_fault(engine: Engine) {
        let desk = desk(engine).await;
        let long = "я".repeat(40_000);
        let odd = [
            json!(null), json!(true), json!(1e300), json!(-0.5), json!([[]]), json!({}), json!("\0"), json!("\u{202e}"),
            json!(long), json!("%00"), json!("' OR 1=1 --"), json!(i64::MIN), json!("😀"), json!("a.b.c"), json!("."),
        ];
        for value in &odd {
            for path in ["", "refresh/", "verify/", "blacklist/"] {
                let body = json!({ "username": value, "password": value, "refresh": value, "token": value });
                let answer = desk.post(&format!("/api/token/{path}")).json(&body).await;
                assert!([400, 401].contains(&answer.status), "{}", answer.shown().chars().take(300).collect::<String>());
            }
        }
    }
}
