//! A text can be asked for in a form, said as a regular expression.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::{Value, json};

use super::{declare, open};
use crate::old_wires::bearer::{Bearer, sign_up};
use crate::old_wires::{session_token, users};
use crate::support::{Document, PASSWORD, TestDesk, frontdesk};

const CAR: &str = "key = \"car\"\ntype = \"text\"\nblank = true\nsign_up = \"optional\"";
const FORM: &str = "pattern = '[А-Я]\\d{3}'\nexample = \"А123\"\n\
                    pattern_message = { ru = \"Буква и три цифры.\", en = \"A letter and three digits.\" }";

/// The model of all wires in which `key`, a text of two letters, is nothing else.
fn two_letters(keys: &[&str]) -> String {
    const COMPAT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/compat.toml"));
    keys.iter().fold(COMPAT.to_owned(), |text, key| {
        let table = format!("key = \"{key}\"\ntype = \"text\"\n");
        let (before, after) = text.split_once(&table).unwrap_or_else(|| panic!("no text {key}"));
        let (rest, after) = after.split_once("example = ").expect("an example");
        let (_, after) = after.split_once('\n').expect("a line");
        format!("{before}{table}pattern = '\\p{{L}}{{2}}'\n{rest}example = \"Ян\"\n{after}")
    })
}

fn messages<'a>(refused: &'a Answer, key: &str) -> &'a Value {
    &refused.json()[key]
}

both_engines! {
    async fn a_pattern_that_was_added_holds_for_what_is_written_from_then_on(engine: Engine) {
        let mut desk = open(engine, &[CAR]).await;
        let anna = desk.client("anna").await;
        anna.patch("/api/v1/me/profile").json(&json!({ "car": "my old one" })).await.ok();
        assert_eq!(desk.stop().await, Some(0));
        declare(desk.launch(), &[&format!("{CAR}\n{FORM}")]);
        desk.start_again().await;
        let anna = anna.moved_to(desk.http());
        assert_eq!(anna.get("/api/v1/me/profile").await.ok().at("/car"), &json!("my old one"));
        let change = |value: &str| anna.patch("/api/v1/me/profile").json(&json!({ "car": value, "city": "Казань" }));
        for (lang, words) in [("ru", "Буква и три цифры."), ("en", "A letter and three digits.")] {
            for value in ["my new one", "А1234", " А123", "xА123", "а123", "А١٢٣"] {
                let refused = change(value).header("accept-language", lang).await.refuses_field("car");
                let told = json!([{ "field": "car", "code": "pattern_mismatch", "message": words }]);
                assert_eq!(refused.at("/errors"), &told, "{value:?}");
            }
        }
        for value in ["В007", ""] {
            assert_eq!(change(value).await.ok().at("/car"), &json!(value));
        }
        let document = Document::of(desk.http()).await;
        let schemas = &document.json()["components"]["schemas"];
        for body in ["ProfilePatch", "SignUpBody"] {
            let car = &schemas[body]["properties"]["car"];
            assert_eq!(car["anyOf"][0]["pattern"], json!("^(?:[А-Я][0-9]{3})$"), "{body}: {car}");
        }
        let newcomer = |name: &str, car: &str| {
            let body = json!({ "username": name, "password": PASSWORD, "role": "client", "car": car });
            desk.post("/api/v1/accounts").json(&body)
        };
        newcomer("boris", "no car").await.refuses_field("car");
        newcomer("boris", "С001").await.created();
    }

    async fn every_older_wire_refuses_another_form_in_its_own_words(engine: Engine) {
        let launch = frontdesk(engine).await.model("mine.toml");
        let model = two_letters(&["city", "first_name", "profile_name", "gender"]);
        std::fs::write(launch.folder().join("mine.toml"), model).expect("a folder of our own can be written");
        let desk = TestDesk::open_with(launch).await;
        let (en, ru) = (json!(["Enter a valid value."]), json!(["Введите правильное значение."]));

        let noor = desk.specialist("noor").await;
        let city = |value: &str| noor.patch("/api/auth/profile/me/").json(&json!({ "city": value })).header("accept-language", "en");
        assert_eq!(messages(&city("Казань").await.expect(400), "city"), &en);
        assert_eq!(city("Уф").await.ok().at("/city"), &json!("Уф"));

        let refused = sign_up(desk.http(), "ada", &json!({ "first_name": "Ada" })).await.expect(400);
        assert_eq!(messages(&refused, "first_name"), &en);
        let ada = Bearer::sign_up(desk.http(), "ada").await;
        let refused = ada.edit(&json!({ "first_name": "Ada", "username": "" })).await.expect(400);
        assert_eq!(messages(&refused, "first_name"), &en);
        assert!(refused.json()["username"].is_array(), "all faults are told at once: {}", refused.shown());
        assert_eq!(ada.edit(&json!({ "first_name": "Ad" })).await.ok().at("/user/first_name"), &json!("Ad"));

        let (anna, id) = users::person(&desk, "anna").await;
        let name = |value: &str| anna.call("PATCH", &users::update(&id)).json(&json!({ "username": value }));
        assert_eq!(messages(&name("Анна").await.expect(400), "username"), &ru);
        name("Ян").await.ok();

        let mut boris = session_token::new_record("boris");
        let refused = desk.post("/api/user/").json(&boris).await.expect(400);
        assert!([&en, &ru].contains(&messages(&refused, "gender")), "{}", refused.shown());
        boris["gender"] = json!("мж");
        desk.post("/api/user/").json(&boris).await.created();
    }
}
