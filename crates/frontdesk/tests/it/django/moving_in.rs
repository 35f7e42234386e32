//! Nobody notices that the backend is another one.

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::project::{PASSWORD, Project, desk, import, words};
use crate::accounts::old_app::{log_in, refresh};
use crate::support::{TestDesk, rows};

const HASHES: [&str; 6] = ["pbkdf2_sha256", "pbkdf2_sha1", "argon2", "bcrypt_sha256", "bcrypt", "scrypt"];

async fn moved_in(engine: frontdesk_testkit::Engine) -> Option<(TestDesk, Value)> {
    let project = Project::new(engine).await?;
    let told = project.ask(&["fill"]);
    let launch = desk(engine).await;
    launch.run(&words(&import(&project), &[])).await.ok();
    Some((TestDesk::open_with(launch).await, told))
}

async fn one(desk: &TestDesk, sql: &str) -> String {
    rows(desk, sql).await.first().and_then(|row| row.first().cloned()).unwrap_or_default()
}

both_engines! {
    async fn sec_PWD_02_every_hash_signs_in_and_is_replaced(engine: Engine) {
        let Some((desk, told)) = moved_in(engine).await else { return };
        for hash in HASHES {
            let name = format!("hash_{hash}");
            let stored = format!("select password_hash from users where username = '{name}'");
            let before = one(&desk, &stored).await;
            assert!(before.starts_with(&format!("{hash}$")), "{before}");
            log_in(desk.http(), &name, "Quiet-Harbor-43").await.expect(401);
            assert_eq!(one(&desk, &stored).await, before, "a wrong password leaves it");
            // Django REST framework cuts blanks off before it looks.
            log_in(desk.http(), &name.to_uppercase(), PASSWORD).await.ok();
            let after = one(&desk, &stored).await;
            assert!(after.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{after}");
            log_in(desk.http(), &format!("{hash}@example.com"), PASSWORD).await.ok();
            log_in(desk.http(), &name, "Quiet-Harbor-43").await.expect(401);
            let number = one(&desk, &format!("select id from users where username = '{name}'")).await;
            assert_eq!(number, told[&name].to_string(), "numbers are kept");
        }
    }

    async fn blanks_around_an_old_password_do_not_matter(engine: Engine) {
        let Some((desk, _)) = moved_in(engine).await else { return };
        for _ in 0..2 {
            log_in(desk.http(), "hash_scrypt", &format!(" {PASSWORD} ")).await.ok();
            log_in(desk.http(), "hash_scrypt", PASSWORD).await.ok();
        }
    }

    async fn old_tokens_live_on_and_those_taken_back_do_not(engine: Engine) {
        let Some((desk, told)) = moved_in(engine).await else { return };
        let token = |name: &str| told["tokens"][name].as_str().expect("a token").to_owned();
        let profile = desk.get("/api/auth/profile/me/").bearer(&token("access")).await.ok();
        assert_eq!(profile.at("/full_name"), "Anna Иванова");
        assert_eq!(*profile.at("/id"), told["anna"]["profile"], "profiles keep their numbers");
        assert_eq!((profile.at("/city"), profile.at("/experience_years")), (&json!("Казань"), &json!(7)));
        desk.get("/api/v1/me").bearer(&token("access")).await.ok();
        let next = refresh(desk.http(), &token("live")).await.ok();
        desk.get("/api/auth/profile/me/").bearer(next.text_at("/access")).await.ok();
        refresh(desk.http(), &token("live")).await.expect(401);
        let refused = refresh(desk.http(), &token("blacklisted")).await.expect(401);
        assert_eq!(refused.text_at("/code"), "token_not_valid");
        refresh(desk.http(), &token("late")).await.ok();
    }

    async fn profiles_pictures_and_services_come_along(engine: Engine) {
        let Some((desk, told)) = moved_in(engine).await else { return };
        let profile = desk.get(&format!("/api/auth/profile/{}/", told["anna"]["profile"])).await.ok();
        let picture = profile.text_at("/avatar");
        let path = &picture[picture.find("/media/").expect("it lies in the media folder")..];
        assert_eq!(desk.get(path).await.ok().header("content-type"), Some("image/png"));
        let services = desk.get("/api/auth/services/").await.ok();
        assert_eq!(services.json().as_array().map(Vec::len), Some(1), "{}", services.shown());
        assert_eq!(*services.at("/0/id"), told["service"]);
        assert_eq!((services.at("/0/name"), services.at("/0/price")), (&json!("Массаж"), &json!("1500.50")));
        let phone = json!({ "identifier": "8 (900) 123-45-67", "password": PASSWORD });
        // Two have this number, so it names nobody.
        desk.post("/api/v1/sessions").json(&phone).await.expect(401);
    }

    async fn sec_ACC_08_roles_and_switches_are_what_they_were(engine: Engine) {
        let Some((desk, _)) = moved_in(engine).await else { return };
        for (name, role) in [
            ("chief", "admin"),
            ("helper", "staff"),
            ("grouped", "staff"),
            ("singer", "client"),
            ("anna", "specialist"),
            ("hash_argon2", "client"),
        ] {
            assert_eq!(one(&desk, &format!("select role from users where username = '{name}'")).await, role, "{name}");
        }
        for name in ["inactive", "nobody", "weak", "weaker", "odd", "dear"] {
            log_in(desk.http(), name, PASSWORD).await.expect(401);
        }
        assert!(!desk.output().contains("/setup/"), "there is an administrator already: {}", desk.output());
    }

    async fn sec_ACC_09_numbers_of_the_old_backend_are_given_to_nobody_new(engine: Engine) {
        let Some((desk, told)) = moved_in(engine).await else { return };
        let ada = desk.client("ada").await;
        let number: i64 = one(&desk, "select id from users where username = 'ada'").await.parse().expect("a number");
        assert!(number > told["anna"]["id"].as_i64().expect("a number"), "{number}");
        ada.get("/api/v1/me").await.ok();
    }
}
