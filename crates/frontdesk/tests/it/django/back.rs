//! Going back to Django.

use frontdesk_testkit::both_engines;
use serde_json::json;

use super::project::{PASSWORD, Project, desk, import, words};
use crate::accounts::old_app::log_in;
use crate::support::TestDesk;

both_engines! {
    async fn whoever_goes_back_to_django_signs_in_there(engine: Engine) {
        let Some(project) = Project::new(engine).await else { return };
        let told = project.ask(&["fill"]);
        let launch = desk(engine).await;
        launch.run(&words(&import(&project), &[])).await.ok();
        let mut desk = TestDesk::open_with(launch).await;
        // One whose hash has been replaced, one who is used to blanks being cut off, one who came here.
        log_in(desk.http(), "hash_bcrypt", PASSWORD).await.ok();
        log_in(desk.http(), "hash_scrypt", &format!(" {PASSWORD} ")).await.ok();
        desk.client("newcomer").await;
        assert_eq!(desk.stop().await, Some(0));

        let fixture = project.file("back.json");
        let words = ["export", "django", "--to", &fixture, "--user-model", "people.User"];
        let run = desk.launch().run(&[&words[..], &["--phone-field", "phone", "--role-field", "role"]].concat()).await.ok();
        assert!(run.stdout.contains("21 accounts"), "{}", run.stdout);
        let back = Project::new(engine).await.expect("there was one before").ask(&["take-back", &fixture, PASSWORD]);
        for name in ["hash_bcrypt", "hash_scrypt", "hash_pbkdf2_sha256", "hash_argon2", "newcomer", "chief", "anna"] {
            assert_eq!((&back[name]["signs_in"], &back[name]["wrong"]), (&json!(true), &json!(false)), "{name}");
        }
        for name in ["nobody", "inactive", "odd"] {
            assert_eq!(back[name]["signs_in"], json!(false), "{name}");
        }
        let password = |name: &str| back[name]["password"].as_str().expect("a text").to_owned();
        assert!(password("newcomer").starts_with("argon2$argon2id$"), "{}", password("newcomer"));
        assert!(password("hash_bcrypt").starts_with("argon2$argon2id$"), "{}", password("hash_bcrypt"));
        assert!(password("nobody").starts_with('!'), "{}", password("nobody"));
        let anna = &back["anna"];
        assert_eq!((&anna["id"], &anna["role"]), (&told["anna"]["id"], &json!("specialist")));
        assert_eq!((&anna["phone"], &anna["groups"]), (&json!("+7 900 123-45-67"), &json!(["specialist"])));
        assert_eq!((&back["chief"]["is_superuser"], &back["helper"]["is_superuser"]), (&json!(true), &json!(false)));
        assert_eq!((&back["helper"]["is_staff"], &back["inactive"]["is_active"]), (&json!(true), &json!(false)));
    }
}
