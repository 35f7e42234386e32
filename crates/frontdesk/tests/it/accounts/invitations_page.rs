//! The page behind an invitation: a form that works without scripts.

use frontdesk_testkit::both_engines;
use serde_json::{Value, json};

use super::invitations::{SHIPPED, secret, staffed};
use crate::support::{PASSWORD, frontdesk};

/// Fields that a sign-up asks for, one of each form.
const ASKED: &str = "\n[[fields]]\nkey = \"motto\"\ntype = \"text\"\nmin_length = 3\nsign_up = \"required\"\n\
    label = { ru = \"Девиз\", en = \"Motto\" }\nread = [\"anyone\"]\nwrite = [\"own\"]\n\
    [[fields]]\nkey = \"shift\"\ntype = \"choice\"\nchoices = [\"day\", \"night\"]\nnullable = true\nsign_up = \"optional\"\n\
    label = { ru = \"Смена\", en = \"Shift\" }\nread = [\"anyone\"]\nwrite = [\"own\"]\n\
    [[fields]]\nkey = \"tongues\"\ntype = \"many_choice\"\nchoices = [\"ru\", \"en\", \"tt\"]\nsign_up = \"optional\"\n\
    label = { ru = \"Языки\", en = \"Languages\" }\nread = [\"anyone\"]\nwrite = [\"own\"]\n\
    [[fields]]\nkey = \"mobile\"\ntype = \"boolean\"\nnullable = true\nsign_up = \"optional\"\n\
    label = { ru = \"Выезд\", en = \"House calls\" }\nread = [\"anyone\"]\nwrite = [\"own\"]\n";

both_engines! {
    async fn a_page_in_both_languages_takes_the_answer_without_scripts(engine: Engine) {
        let launch = frontdesk(engine).await.model("mine.toml").env("FRONTDESK_REGISTRATION", "closed");
        std::fs::write(launch.folder().join("mine.toml"), format!("{SHIPPED}{ASKED}")).expect("written");
        let (desk, chief) = staffed(launch).await;
        let body = json!({ "email": "noor@example.com", "role": "specialist", "motto": "<Тихо>" });
        chief.post("/api/v1/admin/invitations").json(&body).await.created();
        let path = format!("/links/{}", secret(&desk, 1).await);
        for (lang, words) in [("ru", ["Вас пригласили", "Специалист", "Девиз"]), ("en", ["You are invited", "Specialist", "Motto"])] {
            let page = desk.get(&path).header("accept-language", lang).await.ok();
            assert!(words.iter().all(|word| page.text().contains(word)), "{}", page.text());
            assert!(page.text().contains("&lt;Тихо&gt;") && !page.text().contains("<script"), "{}", page.text());
            assert_eq!(page.header("cache-control"), Some("no-store"));
        }
        let press = |fields: &[(&str, &str)]| desk.post(&path).header("accept-language", "en").form(fields);
        let refused = press(&[("username", "a b"), ("password", "short"), ("motto", "ab"), ("shift", "night"), ("tongues", "en")])
            .await
            .expect(422);
        for words in ["value='a b'", "value='night' selected", "value='en' checked", "class='fault'", "at least 3"] {
            assert!(refused.text().contains(words), "{words}: {}", refused.text());
        }
        assert!(!refused.text().contains("short"), "a password is never shown again");
        let done = press(&[
            ("username", "noor"), ("password", PASSWORD), ("phone", ""), ("motto", "Тихо"), ("shift", ""),
            ("tongues", "ru"), ("tongues", "tt"), ("mobile", "true"),
        ]);
        assert!(done.await.ok().text().contains("You can sign in now"));
        press(&[]).await.expect(404);
        desk.get(&path).await.expect(404);
        let noor = desk.signed_in("noor").await;
        let profile = noor.get("/api/v1/me/profile").await.ok();
        assert_eq!((profile.at("/motto"), profile.at("/tongues")), (&json!("Тихо"), &json!(["ru", "tt"])));
        assert_eq!((profile.at("/mobile"), profile.at("/shift")), (&json!(true), &Value::Null));
        assert_eq!(noor.get("/api/v1/me").await.ok().at("/email_verified"), &json!(true));
    }
}
