//! A new password that is too much like its owner, and one that an operator will not have.

use frontdesk_testkit::{Answer, both_engines};
use serde_json::json;

use super::native::sign_up;
use super::old_app::register;
use crate::support::{PASSWORD, TestDesk, frontdesk};

/// What is wrong with `field`, in the codes of `/api/v1`.
fn codes(answer: &Answer, field: &str) -> Vec<String> {
    let errors = answer.at("/errors").as_array().expect("a list").clone();
    let of_field = errors.iter().filter(|error| error["field"] == field);
    of_field.map(|error| error["code"].as_str().expect("a code").to_owned()).collect()
}

both_engines! {
    async fn sec_PWD_05_nothing_that_is_known_of_somebody_makes_their_password(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let about = json!({ "email": "v.lebedeva@salon-noor.example", "phone": "8 916 123-45-67" });
        for password in ["veronika-2026", "lebedeva!2026", "salon-noor-12", "tel9161234567", "v3r0n1kav3r0n1ka"] {
            let mut more = about.clone();
            more["password"] = json!(password);
            let refused = sign_up(desk.http(), "veronika", more).await.refuses_field("password");
            assert!(codes(&refused, "password").contains(&"password_too_similar".to_owned()), "{}", refused.shown());
        }
        let vera = desk.client("vera").await;
        vera.patch("/api/v1/me/profile").json(&json!({ "full_name": "Вероника Лебедева", "city": "Новосибирск" })).await.ok();
        let change = |new: &str| {
            vera.put("/api/v1/me/password").json(&json!({ "current_password": PASSWORD, "new_password": new }))
        };
        for like in ["Лебедева2026!", "кт.лебедева.17", "Kt,tltdf-2026", "новосибирск-12"] {
            let refused = change(like).await.refuses_field("new_password");
            assert!(codes(&refused, "new_password").contains(&"password_too_similar".to_owned()), "{}", refused.shown());
        }
        change("willow kettle 17").await.no_content();
    }

    async fn the_older_wires_say_it_in_djangos_words(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_MODEL", "compat");
        let desk = TestDesk::open_with(launch).await;
        let body = |password: &str| {
            json!({ "username": "annushka-k", "email": "annushka@example.com", "password": password, "role": "client" })
        };
        for (password, en, ru) in [
            ("Annushka-K", "the username", "имя пользователя"),
            ("ANNUSHKA@example.com", "the email address", "адрес электронной почты"),
        ] {
            let refused = desk.post("/api/accounts/signup/").json(&body(password)).await.expect(400);
            assert_eq!(refused.at("/password/0"), &json!(format!("The password is too similar to {en}.")));
            let refused = register(desk.http(), &body(password)).await.expect(400);
            assert_eq!(refused.at("/password/0"), &json!(format!("Введённый пароль слишком похож на {ru}.")));
        }
    }

    async fn an_operator_adds_what_nobody_shall_have(engine: Engine) {
        let launch = frontdesk(engine).await;
        let list = launch.data().with_extension("words.txt");
        std::fs::write(&list, "# ours\nSalonNoor\nopens-at-nine\n").expect("a list");
        let desk = TestDesk::open_with(launch.env("FRONTDESK_PASSWORDS_LIST", list.to_str().expect("UTF-8"))).await;
        for password in ["Opens-At-Nine", "SalonNoor2026!", "0p3ns-at-n1n3"] {
            let refused = sign_up(desk.http(), "ada", json!({ "password": password })).await.refuses_field("password");
            assert_eq!(codes(&refused, "password"), ["password_common"], "{password}");
        }
        register(desk.http(), &json!({ "username": "ada", "password": "opens-at-nine", "role": "client" })).await.expect(400);
        sign_up(desk.http(), "ada", json!({ "password": "closes-at-nine-17" })).await.created();
        let _ = std::fs::remove_file(list);
    }
}
