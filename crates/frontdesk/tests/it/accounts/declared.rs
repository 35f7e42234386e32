//! A profile holds what the operator declared, and everybody sees and changes of it what the model file says.

mod adoption;
mod changes;
mod pattern;

use frontdesk_testkit::{Engine, Launch, both_engines};
use serde_json::json;

use super::together::{count, together};
use crate::store::Rows;
use crate::support::{Actor, Document, TestDesk, frontdesk, with_staff};

/// The shipped model, to which fields are added.
const SHIPPED: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/marketplace.toml"));

/// A `[[fields]]` table that everybody reads and owners write, unless `lines` say otherwise.
fn table(lines: &str) -> String {
    let usual = [("label", "{ ru = \"Поле\", en = \"Field\" }"), ("read", "[\"anyone\"]"), ("write", "[\"own\"]")];
    let is_said = |key: &str| lines.lines().any(|line| line.starts_with(&format!("{key} = ")));
    let missing = usual.iter().filter(|(key, _)| !is_said(key));
    let missing: String = missing.map(|(key, value)| format!("{key} = {value}\n")).collect();
    format!("\n[[fields]]\n{lines}\n{missing}")
}

/// Writes the shipped model with these fields more to the file that the server is started with.
pub fn declare(launch: &Launch, fields: &[&str]) {
    let text = format!("{SHIPPED}{}", fields.iter().map(|lines| table(lines)).collect::<String>());
    std::fs::write(launch.folder().join("mine.toml"), text).expect("a folder of our own can be written");
}

/// A server with these fields more.
pub async fn open(engine: Engine, fields: &[&str]) -> TestDesk {
    let launch = frontdesk(engine).await.model("mine.toml");
    declare(&launch, fields);
    TestDesk::open_with(launch).await
}

/// One field of each type.
const EACH: [&str; 10] = [
    "key = \"motto\"\ntype = \"text\"\nmax_length = 20",
    "key = \"story\"\ntype = \"long_text\"",
    "key = \"height\"\ntype = \"integer\"\nmin = 1\nmax = 300",
    "key = \"rate\"\ntype = \"decimal\"\ndecimal_places = 2\nmin = \"0.50\"\nmax = 100",
    "key = \"mobile\"\ntype = \"boolean\"",
    "key = \"born\"\ntype = \"date\"",
    "key = \"shift\"\ntype = \"choice\"\nchoices = [\"day\", \"night\"]",
    "key = \"tongues\"\ntype = \"many_choice\"\n\
     choices = [{ key = \"ru\", label = { ru = \"русский\", en = \"Russian\" } }, \"en\"]",
    "key = \"site\"\ntype = \"url\"",
    "key = \"office\"\ntype = \"phone\"",
];

both_engines! {
    async fn every_type_is_written_read_and_refused_by_name(engine: Engine) {
        let desk = open(engine, &EACH).await;
        let anna = desk.client("anna").await;
        let whole = json!({
            "motto": "Тихо", "story": "раз\nдва", "height": 170, "rate": "7.5", "mobile": true, "born": "1990-02-28",
            "shift": "night", "tongues": ["ru", "en"], "site": "https://example.com/", "office": "+7 (900) 123-45-67",
        });
        let written = anna.patch("/api/v1/me/profile").json(&whole).await.ok();
        let read = anna.get("/api/v1/me/profile").await.ok();
        for (key, value) in whole.as_object().expect("an object") {
            let value = if key == "rate" { &json!("7.50") } else { value };
            assert_eq!((&written.json()[key], &read.json()[key]), (value, value), "{key}");
        }
        for (key, wrong) in [
            ("motto", json!(5)),
            ("motto", json!("longer than twenty letters")),
            ("story", json!(["a"])),
            ("height", json!("170")),
            ("height", json!(301)),
            ("height", json!(1.5)),
            ("rate", json!(7.5)),
            ("rate", json!("7.505")),
            ("rate", json!("0.49")),
            ("mobile", json!("true")),
            ("born", json!("28.02.1990")),
            ("born", json!("1990-02-30")),
            ("shift", json!("noon")),
            ("tongues", json!(["ru", "de"])),
            ("tongues", json!("ru")),
            ("site", json!("javascript:alert(1)")),
            ("office", json!("call me")),
        ] {
            let mut body = json!({ "city": "Казань" });
            body[key] = wrong;
            anna.patch("/api/v1/me/profile").json(&body).await.refuses_field(key);
        }
        assert_eq!(anna.get("/api/v1/me/profile").await.ok().json(), read.json());
    }

    async fn a_field_that_was_added_shows_in_the_api_and_in_the_document(engine: Engine) {
        let mut desk = open(engine, &[]).await;
        let anna = desk.client("anna").await;
        assert_eq!(anna.get("/api/v1/me/profile").await.ok().json().get("motto"), None);
        anna.patch("/api/v1/me/profile").json(&json!({ "motto": "Тихо" })).await.refuses_field("motto");
        assert_eq!(desk.stop().await, Some(0));
        let shift = "key = \"shift\"\ntype = \"choice\"\nchoices = [\"day\"]\ndefault = \"day\"";
        declare(desk.launch(), &[EACH[0], shift]);
        desk.start_again().await;
        let anna = anna.moved_to(desk.http());
        let profile = anna.get("/api/v1/me/profile").await.ok();
        assert_eq!((profile.at("/motto"), profile.at("/shift")), (&json!(""), &json!("day")));
        let written = anna.patch("/api/v1/me/profile").json(&json!({ "motto": "Тихо" })).await.ok();
        assert_eq!(written.at("/motto"), &json!("Тихо"));
        let document = Document::of(desk.http()).await;
        let schemas = &document.json()["components"]["schemas"];
        assert_eq!(schemas["ProfilePatch"]["properties"]["motto"]["maxLength"], json!(20));
        assert_eq!(schemas["ProfilePatch"]["properties"]["shift"]["enum"], json!(["day"]));
        assert!(schemas["Profile"]["properties"]["motto"].is_object());
    }

    async fn sec_AZ_04_nobody_but_its_owner_and_staff_sees_what_is_theirs_alone(engine: Engine) {
        let launch = frontdesk(engine).await.model("mine.toml");
        let private = "key = \"passport\"\ntype = \"text\"\nread = [\"own\", \"staff\"]";
        let inner = "key = \"rating\"\ntype = \"text\"\nread = [\"staff\"]\nwrite = [\"staff\"]";
        declare(&launch, &[private, inner]);
        let desk = TestDesk::open_with(with_staff(launch, &[("stas", "staff")]).await).await;
        let (anna, boris, stas) = (desk.client("anna").await, desk.client("boris").await, desk.signed_in("stas").await);
        let mine = anna.patch("/api/v1/me/profile").json(&json!({ "passport": "4004 123456" })).await.ok();
        assert_eq!((mine.at("/passport"), mine.json().get("rating")), (&json!("4004 123456"), None));
        let path = format!("/api/v1/profiles/{}", mine.text_at("/id"));
        for answer in [boris.get(&path).await.ok(), desk.get(&path).await.ok()] {
            assert!(answer.json().get("passport").is_none() && !answer.text().contains("4004"), "{}", answer.shown());
        }
        assert_eq!(stas.get(&path).await.ok().at("/passport"), &json!("4004 123456"));
        assert_eq!(stas.get(&path).await.ok().at("/rating"), &json!(""));
    }

    async fn sec_AZ_03_a_field_that_is_not_ours_to_change_is_refused_by_name(engine: Engine) {
        let desk = open(engine, &[
            "key = \"slug\"\ntype = \"text\"\nwrite = []",
            "key = \"offer\"\ntype = \"text\"\nwrite = [\"specialist:own\"]",
        ]).await;
        let (anna, noor) = (desk.client("anna").await, desk.specialist("noor").await);
        let body = json!({ "city": "Казань", "offer": "x", "slug": "y" });
        let refused = anna.patch("/api/v1/me/profile").json(&body).await.refuses_field("offer").refuses_field("slug");
        let errors = refused.at("/errors").as_array().expect("a list");
        assert!(errors.iter().all(|error| error["code"] == "forbidden_field"), "{}", refused.shown());
        assert_eq!(anna.get("/api/v1/me/profile").await.ok().at("/city"), &json!(""));
        noor.patch("/api/v1/me/profile").json(&json!({ "offer": "x" })).await.ok();
        let document = Document::of(desk.http()).await;
        let offered = &document.json()["components"]["schemas"]["ProfilePatch"]["properties"];
        assert!(offered["offer"].is_object() && offered["slug"].is_null(), "{offered}");
    }

    async fn an_older_wire_passes_over_what_may_not_be_changed(engine: Engine) {
        let launch = frontdesk(engine).await.model("mine.toml");
        let closed = SHIPPED.replacen("filter = true\nlabel", "filter = true\n# staff alone\nlabel", 1);
        let (before, after) = closed.split_once("# staff alone").expect("the field city");
        let after = after.replacen("write = [\"own\"]", "write = [\"staff\"]", 1);
        std::fs::write(launch.folder().join("mine.toml"), format!("{before}{after}")).expect("written");
        let desk = TestDesk::open_with(launch).await;
        let anna = desk.client("anna").await;
        let body = json!({ "city": "Казань", "bio": "Массаж" });
        let answer = anna.patch("/api/auth/profile/me/").json(&body).await.ok();
        assert_eq!((answer.at("/city"), answer.at("/bio")), (&json!(""), &json!("Массаж")));
    }

    async fn a_unique_value_is_one_persons_in_any_letter_case(engine: Engine) {
        let desk = open(engine, &["key = \"nick\"\ntype = \"text\"\nblank = true\nunique = true"]).await;
        let (anna, boris) = (desk.client("anna").await, desk.client("boris").await);
        let take = |who: &Actor, nick: &str| who.patch("/api/v1/me/profile").json(&json!({ "nick": nick }));
        take(&anna, "Ёжик").await.ok();
        for spelling in ["Ёжик", "ёжик", "ЁЖИК", "  ежик "] {
            let refused = take(&boris, spelling).await.refuses_field("nick");
            assert_eq!(refused.at("/errors/0/code"), &json!("taken"), "{}", refused.shown());
        }
        // One's own value in another spelling is no second one; a value that was given up is free.
        take(&anna, "ЁЖИК").await.ok();
        take(&anna, "").await.ok();
        take(&boris, "ёжик").await.ok();
        let vera = desk.client("vera").await;
        take(&vera, "").await.ok();
        assert_eq!(Rows::behind(&desk).one("select count(*) from profile_unique").await, "1");
    }

    async fn of_twenty_who_want_one_value_at_once_one_gets_it(engine: Engine) {
        let desk = open(engine, &["key = \"nick\"\ntype = \"text\"\nunique = true"]).await;
        let mut people = Vec::new();
        for number in 0..20 {
            people.push(desk.client(&format!("anna{number}")).await);
        }
        let spellings = ["Ёжик", "ЁЖИК", "ежик"].into_iter().cycle();
        let take = |(who, nick): (&Actor, &str)| who.patch("/api/v1/me/profile").json(&json!({ "nick": nick }));
        let calls = people.iter().zip(spellings).map(take);
        let answers = together(calls).await;
        assert_eq!(count(&answers, 200), 1);
        for refused in answers.into_iter().filter(|answer| answer.status != 200) {
            refused.refuses_field("nick");
        }
        assert_eq!(Rows::behind(&desk).one("select count(*) from profile_unique").await, "1");
    }
}
