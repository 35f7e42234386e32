//! `GET /.well-known/security.txt`
#![expect(non_snake_case, reason = "the ids are written as the checklist writes them")]

use frontdesk_testkit::both_engines;

use crate::support::{TestDesk, frontdesk};

const PATH: &str = "/.well-known/security.txt";

both_engines! {
    async fn sec_OPS_10_whoever_finds_a_weakness_is_told_whom_to_tell(engine: Engine) {
        let launch = frontdesk(engine)
            .await
            .env("FRONTDESK_SECURITY_CONTACT", "mailto:security@example.com")
            .env("FRONTDESK_PUBLIC_URL", "https://desk.example.com");
        let desk = TestDesk::open_with(launch).await;
        let file = desk.get(PATH).await.ok();
        assert_eq!(file.header("content-type"), Some("text/plain; charset=utf-8"));
        let text = file.text();
        let lines: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once(": ")).collect();
        let field = |name: &str| lines.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        assert_eq!(field("Contact"), Some("mailto:security@example.com"));
        assert_eq!(field("Preferred-Languages"), Some("ru, en"));
        assert_eq!(field("Canonical"), Some("https://desk.example.com/.well-known/security.txt"));
        assert!(field("Expires").is_some_and(|moment| moment.ends_with("T00:00:00Z")), "{text}");
        assert_eq!(lines.len(), text.lines().count(), "{text}");
    }

    async fn sec_OPS_10_without_a_contact_there_is_no_file(engine: Engine) {
        let desk = TestDesk::open(engine).await;
        let nothing = desk.get(PATH).await.expect(404);
        assert_eq!(nothing.text_at("/code"), desk.get("/.well-known/unknown.txt").await.expect(404).text_at("/code"));
    }

    async fn sec_OPS_10_a_contact_that_nobody_can_reach_is_refused(engine: Engine) {
        let launch = frontdesk(engine).await.env("FRONTDESK_SECURITY_CONTACT", "security@example.com");
        let run = launch.run(&["check-config"]).await;
        assert_eq!(run.code, Some(1));
        assert!(run.stderr.contains("FRONTDESK_SECURITY_CONTACT") && run.stderr.contains("mailto:"), "{}", run.stderr);
    }
}
