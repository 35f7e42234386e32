//! Keys that a body does not have: refused on our own API, ignored on the older wire, effective nowhere.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::cast::Cast;
use super::targets::owner;
use crate::support::{Document, Operation, rows};

/// What somebody who would like to be more sends along.
fn wishes() -> [(&'static str, Value); 22] {
    [
        ("role", json!("admin")),
        ("is_staff", json!(true)),
        ("is_superuser", json!(true)),
        ("is_active", json!(true)),
        ("is_admin", json!(true)),
        ("permissions", json!(["account.manage_any"])),
        ("id", json!(1)),
        ("user", json!(1)),
        ("user_id", json!(1)),
        ("owner", json!(1)),
        ("specialist", json!(1)),
        ("specialist_id", json!(1)),
        ("verified", json!(true)),
        ("email_verified", json!(true)),
        ("email_verified_at", json!(1)),
        ("suspended_at", Value::Null),
        ("password_hash", json!("!")),
        ("price_paid", json!(0)),
        ("version", json!(99)),
        ("created_at", json!("2001-01-01T00:00:00Z")),
        ("updated_at", json!("2001-01-01T00:00:00Z")),
        ("__proto__", json!({ "role": "admin" })),
    ]
}

both_engines! {
    async fn sec_AZ_03_our_own_api_refuses_every_key_that_it_does_not_know(engine: Engine) {
        let cast = Cast::open(engine).await;
        let operations = Document::of(cast.desk.http()).await.operations();
        let native = |operation: &&Operation| operation.json.is_some() && !operation.is_dialect();
        let mut tried = 0;
        for operation in operations.iter().filter(native).filter(|operation| !operation.path.starts_with("/setup/")) {
            let who = owner(operation);
            let path = cast.path(operation).await;
            let mut body = cast.body(operation, operation.json.as_ref().expect("it takes JSON")).await;
            let wishes = wishes().into_iter().filter(|(key, _)| !operation.fields.iter().any(|field| field == key));
            let wishes: Vec<_> = wishes.collect();
            for (key, value) in &wishes {
                body[*key] = value.clone();
            }
            let before = everything(&cast).await;
            let answer = cast.call(who, &operation.method, &path).json(&body).await.is_problem(422, "invalid");
            for (key, _) in &wishes {
                let refused = json!({ "field": key, "code": "unknown_field" });
                let errors = answer.json()["errors"].as_array().expect("the faulty fields").iter();
                let mut named = errors.map(|error| json!({ "field": error["field"], "code": error["code"] }));
                assert!(named.any(|error| error == refused), "{key} is not refused: {}", answer.shown());
            }
            assert_eq!(everything(&cast).await, before, "{} changed something", operation.name());
            tried += 1;
        }
        assert!(tried >= 6, "only {tried} operations take JSON");
    }

    async fn sec_AZ_03_nested_or_doubled_keys_bring_nothing_either(engine: Engine) {
        let cast = Cast::open(engine).await;
        let before = everything(&cast).await;
        let nested = json!({ "full_name": { "text": "Ада", "is_staff": true } });
        cast.client.patch("/api/v1/me/profile").json(&nested).await.refuses_field("full_name");
        let doubled = r#"{"username": "eve", "password": "river-stone-42", "role": "client", "role": "admin"}"#;
        cast.desk.post("/api/v1/accounts").raw("application/json", doubled).await.is_problem(400, "duplicate_key");
        let upper = json!({ "username": "eve", "password": "river-stone-42", "role": "client", "Role": "admin" });
        cast.desk.post("/api/v1/accounts").json(&upper).await.refuses_field("Role");
        for role in ["admin", "staff", "Admin", "superuser", "", " admin "] {
            let body = json!({ "username": "eve", "password": "river-stone-42", "role": role });
            cast.desk.post("/api/v1/accounts").json(&body).await.refuses_field("role");
            cast.desk.post("/api/auth/register/").json(&body).await.expect(400);
        }
        assert_eq!(everything(&cast).await, before);
    }

    async fn sec_AZ_03_the_older_wire_ignores_them_and_changes_nothing_by_them(engine: Engine) {
        let cast = Cast::open(engine).await;
        let wishes = || wishes().into_iter().filter(|(key, _)| *key != "role");
        let (number, other) = (cast.service_number().await, cast.other_specialist.get("/api/auth/services/").await);
        assert_eq!(other.ok().json(), &json!([]));
        let before = plain_rows(&cast).await;
        for path in ["/api/auth/profile/me/".to_owned(), format!("/api/auth/services/{number}/")] {
            let body: serde_json::Map<_, _> = wishes().map(|(key, value)| (key.to_owned(), value)).collect();
            cast.specialist.patch(&path).json(&Value::Object(body)).await.ok();
            assert_eq!(plain_rows(&cast).await, before, "PATCH {path} changed something");
        }
        let mut body = json!({ "username": "eve", "password": "river-stone-42", "role": "client" });
        for (key, value) in wishes() {
            body[key] = value;
        }
        cast.desk.post("/api/auth/register/").json(&body).await.created();
        let row = "select role, suspended_at, email_verified_at, phone from users where username = 'eve'";
        assert_eq!(rows(&cast.desk, row).await, [["client", "", "", ""]]);

        let mut body = json!({ "name": "Маникюр", "price": "900.00", "duration_minutes": 60 });
        for (key, value) in wishes() {
            body[key] = value;
        }
        let made = cast.specialist.post("/api/auth/services/").json(&body).await.created();
        let (owner, created) = (made.at("/specialist"), made.text_at("/created_at"));
        assert!(!created.starts_with("2001"), "{created}");
        let row = format!(
            "select u.username, s.version from services s join users u on u.id = s.specialist_id
                           where s.id = {} and u.id = {owner}",
            made.at("/id")
        );
        assert_eq!(rows(&cast.desk, &row).await, [["noor", "1"]]);
    }
}

/// Every row that a body could have changed. Sign-ins that a request needed may come and go.
async fn everything(cast: &Cast) -> Vec<Vec<Vec<String>>> {
    let mut all = plain_rows(cast).await;
    all.push(rows(&cast.desk, "select id, version, updated_at from services order by id").await);
    all.push(rows(&cast.desk, "select id, version, updated_at from profiles order by id").await);
    all
}

/// The same without what any change touches, were it to nothing new.
async fn plain_rows(cast: &Cast) -> Vec<Vec<Vec<String>>> {
    let mut all = Vec::new();
    for sql in [
        "select id, public_id, username, email, email_verified_at, phone, phone_verified_at, password_hash,
                password_changed_at, role, created_at, suspended_at from users order by id",
        "select id, public_id, user_id, fields, avatar from profiles order by id",
        "select id, public_id, specialist_id, name, description, category, price_minor, currency, duration_minutes,
                active, created_at from services order by id",
    ] {
        all.push(rows(&cast.desk, sql).await);
    }
    all
}
