//! `POST /api/v1/accounts` and `POST /api/auth/register/`

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::native::{sign_in, sign_up};
use super::old_app::{OldApp, register};
use crate::store::Rows;
use crate::support::{Actor, PASSWORD, TestDesk};

/// What nobody may say about themselves.
const FLAGS: [(&str, Value); 12] = [
    ("id", Value::Null),
    ("is_staff", Value::Bool(true)),
    ("is_superuser", Value::Bool(true)),
    ("is_active", Value::Bool(false)),
    ("email_verified", Value::Bool(true)),
    ("email_verified_at", Value::Bool(true)),
    ("permissions", Value::Null),
    ("suspended_at", Value::Bool(true)),
    ("created_at", Value::Null),
    ("password_hash", Value::Null),
    ("user", Value::Null),
    ("owner", Value::Null),
];

both_engines! {
    async fn an_account_is_shown_to_its_maker_with_nothing_of_the_password(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let more = json!({ "role": "specialist", "email": "Anna@EXAMPLE.com", "phone": "+7 900 123-45-67" });
        let made = sign_up(desk.http(), "Anna", more).await.created();
        let keys: Vec<_> = made.json().as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, ["id", "username", "email", "email_verified", "phone", "phone_verified", "role", "created_at"]);
        assert_eq!((made.text_at("/username"), made.text_at("/email")), ("Anna", "Anna@example.com"));
        assert_eq!((made.text_at("/phone"), made.text_at("/role")), ("+7 900 123-45-67", "specialist"));
        assert_eq!(&made.text_at("/id")[14..15], "7", "a UUID of version 7");
        assert!(made.text_at("/created_at").ends_with('Z'));

        let anna = Actor::sign_in(desk.http(), "anna", made.text_at("/id")).await;
        assert_eq!(anna.get("/api/v1/me").await.ok().json(), made.json());
    }

    async fn the_older_wire_says_what_its_apps_know(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let body =
            json!({ "username": "anna", "password": PASSWORD, "role": "specialist", "email": "", "phone": null });
        let made = register(desk.http(), &body).await.created();
        assert_eq!(made.json(), &json!({ "message": "Регистрация прошла успешно" }));
        let form = [("username", "boris"), ("password", PASSWORD), ("role", "client"), ("phone", "")];
        desk.post("/api/auth/register/").form(&form).await.created();
        // One table of users: each side's people come in through the other's door.
        Actor::sign_in(desk.http(), "anna", "").await.get("/api/v1/me").await.ok();
        desk.client("vera").await;
        OldApp::log_in(desk.http(), "vera").await.profile().await.ok();
    }

    async fn sec_AZ_03_nobody_signs_up_as_staff_or_admin(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for role in ["admin", "staff", "ADMIN", "Specialist", "superuser", ""] {
            sign_up(desk.http(), "mallory", json!({ "role": role })).await.refuses_field("role");
            let body = json!({ "username": "mallory", "password": PASSWORD, "role": role });
            let refused = register(desk.http(), &body).await.expect(400);
            assert!(refused.at("/role/0").is_string(), "{}", refused.shown());
        }
        for role in [json!(null), json!(["client"]), json!({ "client": true }), json!(1)] {
            sign_up(desk.http(), "mallory", json!({ "role": role })).await.refuses_field("role");
            let body = json!({ "username": "mallory", "password": PASSWORD, "role": role });
            register(desk.http(), &body).await.expect(400).at("/role/0");
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "0");
    }

    async fn sec_ACC_05_flags_in_a_body_are_refused_natively(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for (flag, value) in FLAGS {
            let refused = sign_up(desk.http(), "mallory", json!({ flag: value })).await.refuses_field(flag);
            assert_eq!(refused.text_at("/errors/0/code"), "unknown_field", "{}", refused.shown());
        }
        let twice = format!(r#"{{"username":"m","password":"{PASSWORD}","role":"client","role":"admin"}}"#);
        let twice = desk.post("/api/v1/accounts").raw("application/json", twice).await;
        assert!([400, 422].contains(&twice.status), "{}", twice.shown());
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "0");
    }

    async fn sec_ACC_05_flags_in_a_body_change_nothing_on_the_older_wire(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let mut body =
            json!({ "username": "mallory", "password": PASSWORD, "role": "client", "email": "m@example.com" });
        for (flag, value) in FLAGS {
            body[flag] = value;
        }
        register(desk.http(), &body).await.created();
        let rows = Rows::behind(&desk);
        assert_eq!(rows.column("select role from users").await, ["client"]);
        for moment in ["suspended_at", "email_verified_at", "phone_verified_at"] {
            assert_eq!(rows.column(&format!("select {moment} from users")).await, [""], "{moment}");
        }
        OldApp::log_in(desk.http(), "mallory").await.profile().await.ok();
    }

    async fn a_taken_name_is_refused_in_every_spelling(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        sign_up(desk.http(), "Йода1", json!({})).await.created();
        for twin in ["Йода1", "йОДА1", "Й\u{43e}да１", "  йода1 "] {
            sign_up(desk.http(), twin, json!({})).await.refuses_field("username");
            let body = json!({ "username": twin, "password": PASSWORD, "role": "client" });
            let refused = register(desk.http(), &body).await.expect(400);
            assert!(refused.at("/username/0").is_string(), "{}", refused.shown());
        }
        let body = json!({ "username": "И\u{306}ода1", "password": PASSWORD, "role": "client" });
        register(desk.http(), &body).await.expect(400).at("/username/0");
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "1");
    }

    async fn all_that_is_wrong_is_told_at_once_and_nothing_is_made(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let phone = "1".repeat(21);
        let wrong =
            json!({ "username": "a b", "password": "short", "role": "king", "email": "nobody", "phone": phone });
        let mut native = desk.post("/api/v1/accounts").json(&wrong).await;
        let old = register(desk.http(), &wrong).await.expect(400);
        for field in ["username", "password", "role", "email", "phone"] {
            assert!(old.json()[field][0].is_string(), "{field}: {}", old.shown());
        }
        for field in ["username", "password", "role", "email", "phone"] {
            native = native.refuses_field(field);
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "0");
    }

    async fn a_profile_is_there_from_the_first_moment(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        for (ada, role) in [(desk.client("ada").await, "client"), (desk.specialist("noor").await, "specialist")] {
            let own = ada.get("/api/v1/me/profile").await.ok();
            assert_eq!(own.at("/experience_years"), &json!(0), "{role}: {}", own.shown());
            assert_eq!(own.at("/avatar_url"), &Value::Null);
            desk.get(&format!("/api/v1/profiles/{}", own.text_at("/id"))).await.ok();
        }
        let vera = OldApp::register(desk.http(), "vera", "specialist").await;
        let own = vera.profile().await.ok();
        let id = own.at("/id");
        let blank = json!({ "id": id, "full_name": "", "avatar": null, "bio": "", "city": "", "experience_years": 0 });
        assert_eq!(own.json(), &blank);
        let public = desk.get(&format!("/api/auth/profile/{}/", own.at("/id"))).await.ok();
        assert_eq!(public.json(), &blank);
    }

    async fn sec_ACC_10_a_fresh_database_lets_nobody_in(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        assert_eq!(Rows::behind(&desk).one("select count(*) from users").await, "0");
        for (name, password) in
            [("admin", "admin"), ("admin", "password"), ("root", "root"), ("demo.admin", "Demo-Password-2026")]
        {
            sign_in(desk.http(), name, password).await.is_problem(401, "invalid_credentials");
        }
    }
}
