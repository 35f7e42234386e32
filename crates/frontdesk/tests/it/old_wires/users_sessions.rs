//! `/api/users/`: the session, its cookies, and the token that goes with it.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::browser::Browser;
use super::users::{delete, desk, person, profile, register, update};
use crate::store::Rows;
use crate::support::{PASSWORD, TestDesk, frontdesk};

both_engines! {
    async fn sec_SES_01_cookies_are_this_hosts_alone_and_no_script_reads_the_sessions_own(engine: Engine) {
        let launch = frontdesk(engine).await.model("compat").env("FRONTDESK_PUBLIC_URL", "https://desk.example");
        let desk = TestDesk::open_with(launch).await;
        let (mut anna, _) = person(&desk, "anna").await;
        let answer = anna.log_in("anna@example.com").await.ok();
        let set: Vec<&str> =
            answer.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect();
        for name in ["sessionid", "csrftoken", "device"] {
            let cookie = set.iter().find(|cookie| cookie.starts_with(&format!("{name}="))).expect(name).to_ascii_lowercase();
            let attributes: Vec<&str> = cookie.split(';').skip(1).map(str::trim).collect();
            let has = |attribute: &str| attributes.contains(&attribute);
            assert!(has("secure") && has("path=/") && (has("samesite=lax") || has("samesite=strict")), "{cookie}");
            assert!(!attributes.iter().any(|attribute| attribute.starts_with("domain")), "{cookie}");
            assert_eq!(has("httponly"), name != "csrftoken", "{cookie}");
        }
    }

    async fn sec_SES_02_each_login_has_a_new_id_and_the_old_one_is_worthless(engine: Engine) {
        let desk = desk(engine).await;
        let (mut anna, _) = person(&desk, "anna").await;
        let before = anna.clone();
        anna.log_in("anna@example.com").await.ok();
        for name in ["sessionid", "csrftoken"] {
            assert_ne!(anna.cookie(name), before.cookie(name), "{name}");
        }
        before.get("/api/users/user/").await.expect(403);
        anna.get("/api/users/user/").await.ok();
    }

    async fn sec_SES_02_an_id_brought_along_is_never_taken_over(engine: Engine) {
        let desk = desk(engine).await;
        let (anna, _) = person(&desk, "anna").await;
        let tampered = format!("_{}", &anna.cookie("sessionid")[1..]);
        for planted in ["x", "abcdefabcdefabcdefabcdefabcdef12", &tampered, &"A".repeat(64), &"A".repeat(5000)] {
            let mut eve = Browser::new(desk.http());
            eve.plant("sessionid", planted);
            eve.get("/api/users/user/").await.expect(403);
            eve.log_in("anna@example.com").await.ok();
            assert_ne!(eve.cookie("sessionid"), planted);
            eve.get("/api/users/user/").await.ok();
        }
    }

    async fn sec_SES_04_an_ended_cookie_is_worthless(engine: Engine) {
        let mut desk = desk(engine).await;
        let (mut out, _) = person(&desk, "out").await;
        let (gone, gone_id) = person(&desk, "gone").await;
        let (off, _) = person(&desk, "off").await;
        let stolen = out.clone();
        out.send(out.get("/api/users/logout/")).await.ok();
        assert_eq!(out.cookie("sessionid"), "", "the browser is told to forget it");
        gone.call("DELETE", &delete(&gone_id)).await.no_content();
        let change = "update users set suspended_at = 1 where email = 'off@example.com'";
        assert_eq!(Rows::behind(&desk).change(change).await, 1);
        desk.restart().await;
        for browser in [stolen, gone, off] {
            let moved = |path| desk.http().get(path).header("cookie", &format!("sessionid={}", browser.cookie("sessionid")));
            for path in ["/api/users/user/", "/api/users/my_profile/", "/api/user/", "/api/user/1/"] {
                assert!(moved(path).await.expect(403).json().is_object());
            }
            moved("/api/users/logout/").await.ok();
        }
    }

    async fn sec_WEB_03_writing_takes_the_sessions_own_token(engine: Engine) {
        let desk = desk(engine).await;
        let (mut anna, id) = person(&desk, "anna").await;
        let (boris, _) = person(&desk, "boris").await;
        let earlier = anna.cookie("csrftoken").to_owned();
        anna.log_in("anna@example.com").await.ok();
        let body = json!({ "username": "Ева" });
        for token in [None, Some(""), Some("x"), Some(boris.cookie("csrftoken")), Some(&earlier), Some("ÿ")] {
            for (method, path) in [
                ("PATCH", update(&id)),
                ("PUT", update(&id)),
                ("DELETE", delete(&id)),
                ("POST", "/api/users/login/".to_owned()),
                ("POST", "/api/users/register/".to_owned()),
                ("POST", "/api/user/".to_owned()),
                ("POST", "/api/user/login/".to_owned()),
                ("PUT", "/api/user/login/".to_owned()),
            ] {
                let call = anna.forged(method, &path).json(&body);
                let call = if let Some(token) = token { call.header("x-csrftoken", token) } else { call };
                let refused = call.await.expect(403);
                assert!(refused.text_at("/detail").starts_with("CSRF Failed"), "{}", refused.shown());
            }
        }
        // A cookie that a neighbouring site planted, and the same in the header, is not the token either.
        let mut tossed = anna.clone();
        tossed.plant("csrftoken", &"a".repeat(64));
        tossed.call("PATCH", &update(&id)).json(&body).await.expect(403);
        assert_eq!(profile(&anna).await.text_at("/username"), "Анна");
        anna.call("PATCH", &update(&id)).json(&body).await.ok();
    }

    async fn sec_PWD_07_unknown_wrong_and_switched_off_are_one_answer(engine: Engine) {
        let desk = desk(engine).await;
        person(&desk, "known").await;
        register(desk.http(), "off@example.com").await.created();
        let change = "update users set suspended_at = 1 where email = 'off@example.com'";
        assert_eq!(Rows::behind(&desk).change(change).await, 1);
        let attempts = [("known", "Wrong-Password-77"), ("nobody", PASSWORD), ("off", PASSWORD), ("off", "Wrong-Password-77")];
        for (name, password) in attempts {
            let body = json!({ "email": format!("{name}@example.com"), "password": password });
            let refused = desk.post("/api/users/login/").json(&body).await.expect(400);
            assert_eq!(refused.json(), &json!({ "message": "Invalid email or password" }));
            assert_eq!(refused.header("set-cookie"), None);
        }
    }
}
