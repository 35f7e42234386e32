//! Dumps that no Django wrote, or one that has been through a lot.

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::project::desk;
use crate::support::rows_at;

fn user(number: impl Into<Value>, name: &str) -> Value {
    let fields = json!({ "username": name, "email": format!("{name}@example.com"), "password": "!", "last_login": null,
                         "is_active": true, "date_joined": "2020-01-02T03:04:05Z", "phone": "8 900 123-45-67\u{0}" });
    json!({ "model": "auth.user", "pk": number.into(), "fields": fields })
}

fn service(number: i64, more: &Value) -> Value {
    let mut fields = json!({ "name": "Массаж", "price": "1500.00", "duration": 45, "specialist": 1 });
    for (key, value) in more.as_object().into_iter().flatten() {
        fields[key] = value.clone();
    }
    json!({ "model": "shop.service", "pk": number, "fields": fields })
}

/// The folder of `launch` with a dump of `rows` in it.
fn dump(launch: &frontdesk_testkit::Launch, rows: &[Value]) -> String {
    std::fs::create_dir_all(launch.data()).expect("it can be made");
    let path = launch.data().join("dump.json");
    std::fs::write(&path, Value::from(rows).to_string()).expect("it can be written");
    path.to_string_lossy().into_owned()
}

both_engines! {
    async fn every_row_is_counted_whatever_its_number(engine: Engine) {
        let launch = desk(engine).await;
        let rows = [user(1, "anna"), user(0, "zero"), user(-3, "below"), user("seven", "word")];
        let run = launch.run(&["import", "django", "--from", &dump(&launch, &rows)]).await.ok();
        assert!(run.stdout.contains("Users: 1 taken (1 without something), 0 there already, 3 not taken"), "{}", run.stdout);
        assert!(run.stdout.contains("1 rows of auth_user have no whole number"), "{}", run.stdout);
        let report = std::fs::read_to_string(launch.data().join("django-import.jsonl")).expect("there is a report");
        assert_eq!(report.matches("above zero").count(), 2, "{report}");
        assert!(report.contains("it holds a NUL"), "{report}");
        assert_eq!(rows_at(&launch.database_url(), "select username from users").await, [["anna"]]);
    }

    async fn numbers_that_leave_none_for_newcomers_are_refused(engine: Engine) {
        let launch = desk(engine).await;
        for (rows, table) in [
            (vec![user(1, "anna"), user(i64::MAX, "last")], "auth_user"),
            (vec![user(1, "anna"), service(1 << 60, &json!({}))], "shop_service"),
        ] {
            let run = launch.run(&["import", "django", "--from", &dump(&launch, &rows)]).await;
            assert_eq!(run.code, Some(1), "{}", run.stdout);
            assert!(run.stderr.contains(table) && run.stderr.contains("9007199254740991"), "{}", run.stderr);
        }
    }

    async fn services_that_cannot_be_kept_stay_behind_alone(engine: Engine) {
        let launch = desk(engine).await;
        let long = |length| json!("я".repeat(length));
        let rows = [
            user(1, "anna"),
            service(1, &json!({ "name": long(100), "description": long(20_000) })),
            service(2, &json!({ "name": long(101) })),
            service(3, &json!({ "description": long(20_001) })),
            service(4, &json!({ "name": "x\u{0}y" })),
            service(5, &json!({ "duration": "9223372036854775807:00:00" })),
            service(0, &json!({})),
            json!({ "model": "token_blacklist.outstandingtoken", "pk": i64::MAX,
                    "fields": { "jti": "a", "expires_at": "2099-01-01T00:00:00Z" } }),
        ];
        let run = launch.run(&["import", "django", "--from", &dump(&launch, &rows)]).await.ok();
        assert!(run.stdout.contains("Services: 1 taken (0 without something), 0 there already, 5 not taken"), "{}", run.stdout);
        assert!(run.stdout.contains("Refresh tokens: 1 live"), "{}", run.stdout);
        assert_eq!(rows_at(&launch.database_url(), "select id from services").await, [["1"]]);
    }
}
