//! What no answer tells: secrets, and how to reach other people.
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::{Answer, both_engines};
use serde_json::Value;

use super::cast::{Cast, Who};
use crate::support::{Document, Operation, rows};

/// The people of the cast with the last digits of their made-up numbers.
const PEOPLE: [(&str, Who, &str); 7] = [
    ("ada", Who::Client, "0000101"),
    ("ben", Who::OtherClient, "0000202"),
    ("noor", Who::Specialist, "0000303"),
    ("omar", Who::OtherSpecialist, "0000404"),
    ("sam", Who::Staff, "0000505"),
    ("chief", Who::Admin, "0000606"),
    ("vera", Who::Suspended, "0000707"),
];

both_engines! {
    async fn sec_AZ_04_no_answer_holds_a_secret_or_other_peoples_contacts(engine: Engine) {
        let cast = Cast::open(engine).await;
        for (name, _, digits) in PEOPLE {
            let (email, phone) = (format!("{name}@hidden.example"), format!("+7901{digits}"));
            let sql = format!(
                "update users set email = '{email}', email_key = '{email}', phone = '{phone}',
                                                phone_key = '{phone}' where username = '{name}'"
            );
            rows(&cast.desk, &sql).await;
        }
        let mut told = Vec::new();
        for operation in Document::of(cast.desk.http()).await.operations() {
            for who in Who::ALL {
                let answer = cast.request(&operation, who).await.await;
                if let Some(what) = indiscretion(&operation, who, &answer) {
                    told.push(format!("{who:?} is told {what}: {}", answer.shown()));
                }
            }
        }
        assert!(told.is_empty(), "{}", told.join("\n"));
    }

    async fn sec_AZ_04_the_owner_alone_is_told_the_contacts(engine: Engine) {
        let cast = Cast::open(engine).await;
        rows(
            &cast.desk,
            "update users set email = 'ada@hidden.example', email_key = 'ada@hidden.example'
                          where username = 'ada'",
        )
        .await;
        assert_eq!(cast.client.get("/api/v1/me").await.ok().text_at("/email"), "ada@hidden.example");
        let fields = |answer: Answer| answer.ok().json().as_object().expect("an object").keys().cloned().collect();
        let profile: Vec<String> = fields(cast.client.get("/api/v1/me/profile").await);
        assert_eq!(profile, ["id", "full_name", "avatar_url", "bio", "city", "experience_years"]);
        let profile: Vec<String> = fields(cast.client.get("/api/auth/profile/me/").await);
        assert_eq!(profile, ["id", "full_name", "avatar", "bio", "city", "experience_years"]);
    }
}

/// What `answer` should have kept to itself.
fn indiscretion(operation: &Operation, who: Who, answer: &Answer) -> Option<String> {
    let text = answer.text();
    if text.contains("argon2") || text.contains("pbkdf2") {
        return Some("a hash".to_owned());
    }
    // Who administers has to be able to reach people.
    let administers = operation.path.starts_with("/api/v1/admin/");
    for (name, owner, digits) in PEOPLE {
        if owner != who && !administers && (text.contains(&format!("{name}@hidden")) || text.contains(digits)) {
            return Some(format!("how to reach {name}"));
        }
    }
    let is_json = answer.header("content-type").is_some_and(|kind| kind.contains("json"));
    let told = (is_json && !operation.is_docs()).then(|| telling_key(answer.json())).flatten();
    // A webhook's secret is shown once to whoever makes it, which is here the administrator.
    let makes_secrets = operation.path.starts_with("/api/v1/webhooks") && operation.method == "POST";
    told.filter(|key| !(administers && key.ends_with(" suspended_at") || makes_secrets && key == "the key secret"))
}

/// A key that nobody but the server has any business with.
fn telling_key(value: &Value) -> Option<String> {
    let tells = |key: &String| {
        let key = key.to_lowercase();
        ["password", "hash", "secret", "salt", "is_staff", "is_superuser", "suspended"]
            .iter()
            .any(|word| key.contains(word))
    };
    match value {
        Value::Object(entries) => {
            let own = entries.keys().find(|key| tells(key)).map(|key| format!("the key {key}"));
            own.or_else(|| entries.values().find_map(telling_key))
        }
        Value::Array(items) => items.iter().find_map(telling_key),
        _ => None,
    }
}
