//! Staff and administrators write into other people's profiles what the model lets them.

use frontdesk_testkit::{Engine, both_engines};
use serde_json::json;

use super::declared::declare;
use crate::store::Rows;
use crate::support::{Actor, TestDesk, frontdesk, with_staff};

const FIELDS: [&str; 3] = [
    "key = \"rating\"\ntype = \"integer\"\nmin = 1\nmax = 5\nread = [\"staff\", \"admin\"]\nwrite = [\"staff\", \"admin\"]",
    "key = \"nick\"\ntype = \"text\"\nunique = true\nread = [\"anyone\"]\nwrite = [\"own\", \"admin\"]",
    "key = \"verdict\"\ntype = \"text\"\nread = [\"admin\"]\nwrite = [\"admin\"]",
];

/// A desk with an administrator and one of staff.
async fn staffed(engine: Engine) -> (TestDesk, Actor, Actor) {
    let launch = frontdesk(engine).await.model("mine.toml");
    declare(&launch, &FIELDS);
    let desk = TestDesk::open_with(with_staff(launch, &[("chief", "admin"), ("vera", "staff")]).await).await;
    let (chief, vera) = (desk.signed_in("chief").await, desk.signed_in("vera").await);
    (desk, chief, vera)
}

fn profile(of: &Actor) -> String {
    format!("/api/v1/admin/accounts/{}/profile", of.account_id)
}

both_engines! {
    async fn each_writes_what_the_model_lets_their_role_write_into_anybodys(engine: Engine) {
        let (desk, chief, vera) = staffed(engine).await;
        let noor = desk.specialist("noor").await;
        let rated = vera.patch(&profile(&noor)).json(&json!({ "rating": 4 })).await.ok();
        assert_eq!((rated.at("/rating"), rated.json().get("verdict")), (&json!(4), None));
        let renamed = chief.patch(&profile(&noor)).json(&json!({ "nick": "Нур", "verdict": "x" })).await.ok();
        assert_eq!((renamed.at("/nick"), renamed.at("/verdict")), (&json!("Нур"), &json!("x")));
        assert_eq!(noor.get("/api/v1/me/profile").await.ok().at("/nick"), &json!("Нур"));
        let account = chief.get(&format!("/api/v1/admin/accounts/{}", noor.account_id)).await.ok();
        assert_eq!(account.at("/profile"), chief.get(&profile(&noor)).await.ok().json());
        let noted = "select detail from security_events where event = 'account.changed' order by id";
        assert_eq!(Rows::behind(&desk).column(noted).await, ["rating", "nick, verdict"]);
    }

    async fn sec_AZ_03_other_fields_are_refused_by_name(engine: Engine) {
        let (desk, chief, vera) = staffed(engine).await;
        let noor = desk.specialist("noor").await;
        let body = json!({ "rating": 4, "nick": "x", "city": "Казань", "verdict": "y", "height": 1 });
        let refused = vera.patch(&profile(&noor)).json(&body).await.is_problem(422, "invalid");
        let told: Vec<(&str, &str)> = refused
            .at("/errors")
            .as_array()
            .expect("a list")
            .iter()
            .map(|error| (error["field"].as_str().expect("text"), error["code"].as_str().expect("text")))
            .collect();
        for forbidden in ["nick", "city"] {
            assert!(told.contains(&(forbidden, "forbidden_field")), "{told:?}");
        }
        // What staff may not even read is as unknown to them as what is not there.
        for unknown in ["verdict", "height"] {
            assert!(told.contains(&(unknown, "unknown_field")), "{told:?}");
        }
        assert_eq!(told.len(), 4, "{told:?}");
        chief.patch(&profile(&noor)).json(&json!({ "rating": 6 })).await.refuses_field("rating");
        assert_eq!(chief.get(&profile(&noor)).await.ok().at("/rating"), &json!(null));
    }

    async fn a_value_that_is_somebody_elses_is_refused_by_name(engine: Engine) {
        let (desk, chief, _) = staffed(engine).await;
        let (anna, boris) = (desk.client("anna").await, desk.client("boris").await);
        anna.patch("/api/v1/me/profile").json(&json!({ "nick": "Ёж" })).await.ok();
        let refused = chief.patch(&profile(&boris)).json(&json!({ "nick": "ЕЖ" })).await.refuses_field("nick");
        assert_eq!(refused.at("/errors/0/code"), &json!("taken"));
        chief.patch(&profile(&anna)).json(&json!({ "nick": "ЕЖ" })).await.ok();
    }

    async fn a_version_that_was_seen_is_the_one_that_is_changed(engine: Engine) {
        let (desk, chief, _) = staffed(engine).await;
        let anna = desk.client("anna").await;
        let seen = chief.get(&profile(&anna)).await.ok().header("etag").expect("a version").to_owned();
        let change = |verdict: &str| {
            chief.patch(&profile(&anna)).header("if-match", &seen).json(&json!({ "verdict": verdict }))
        };
        let after = change("one").await.ok();
        assert_ne!(after.header("etag"), Some(&*seen));
        change("two").await.is_problem(412, "stale");
        assert_eq!(chief.get(&profile(&anna)).await.ok().at("/verdict"), &json!("one"));
        let noted = "select count(*) from security_events where event = 'account.changed'";
        assert_eq!(Rows::behind(&desk).one(noted).await, "1", "what was refused has not happened");
    }

    async fn sec_AZ_05_nobody_writes_about_those_who_administer_more(engine: Engine) {
        let (desk, chief, vera) = staffed(engine).await;
        vera.patch(&profile(&chief)).json(&json!({ "rating": 1 })).await.is_problem(403, "forbidden");
        vera.patch(&profile(&vera)).json(&json!({ "rating": 5, "nick": "Вера" })).await.ok();
        chief.patch(&profile(&vera)).json(&json!({ "rating": 4 })).await.ok();
        let anna = desk.client("anna").await;
        anna.patch(&profile(&anna)).json(&json!({ "nick": "x" })).await.is_problem(403, "forbidden");
        anna.get(&profile(&vera)).await.is_problem(403, "forbidden");
        let nobody = "/api/v1/admin/accounts/0197a3c5-7c1e-7d3a-9a51-0c2f4e6b8d10/profile";
        chief.patch(nobody).json(&json!({ "rating": 9 })).await.is_problem(404, "not_found");
    }
}
