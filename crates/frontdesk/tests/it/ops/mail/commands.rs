//! `frontdesk mail preview` and `frontdesk mail test`.

use frontdesk_testkit::{Engine, Manner, Provider, Reply, SmtpServer};

use super::{mail_server, sending, with_address};
use crate::support::frontdesk;

#[test]
fn every_letter_can_be_looked_at() {
    frontdesk_testkit::run(async {
        let launch = frontdesk(Engine::Sqlite).await;
        launch.run(&["mail", "preview", "--out", "look"]).await.ok();
        let folder = launch.folder().join("look");
        let read =
            |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_else(|why| panic!("{name}: {why}"));
        for name in ["verify_email", "password_reset", "new_device", "invitation", "account_deleted"] {
            for version in ["ru", "en", "both"] {
                assert!(read(&format!("{name}.{version}.txt")).starts_with("Subject: "));
                assert!(read(&format!("{name}.{version}.html")).starts_with("<!doctype html>"));
            }
        }
        assert!(read("phone_code.ru.txt").contains("482913") && !folder.join("phone_code.ru.html").exists());
        assert!(!launch.data().exists(), "looking has made the data folder");

        launch.run(&["mail", "preview", "--template", "verify_email", "--lang", "en", "--out", "one"]).await.ok();
        assert_eq!(std::fs::read_dir(launch.folder().join("one")).expect("a folder").count(), 2);
        let unknown = launch.run(&["mail", "preview", "--template", "nonsense"]).await;
        assert!(unknown.code == Some(1) && unknown.stderr.contains("verify_email"), "{}", unknown.stderr);
    });
}

#[test]
fn a_test_letter_tells_what_became_of_it() {
    frontdesk_testkit::run(async {
        let (server, authority) = mail_server().await;
        let launch = sending(Engine::Sqlite, &server, &authority).await;
        let test = async || launch.run(&["mail", "test", "--to", "ada@example.net"]).await;
        let run = test().await.ok();
        assert!(run.stdout.contains("was taken by smtp://desk@localhost:"), "{}", run.stdout);
        assert!(run.stdout.contains("it said: 250 2.0.0 queued"), "{}", run.stdout);
        assert_eq!(server.received()[0].to, ["ada@example.net"]);
        assert!(!launch.data().exists(), "testing has made the data folder");
        for (manner, words) in [
            (Manner::RefusesForGood, &["550 5.1.1 <ada@example.net>: nobody of this name", "given up at once"][..]),
            (Manner::RefusesForNow, &["451 4.3.0 come back later", "tried again"]),
            (Manner::RefusesPasswords, &["signing in at the mail server", "535 5.7.8", "tried again"]),
            (Manner::OffersNoTls, &["does not offer STARTTLS", "nothing was sent"]),
        ] {
            server.behave(manner);
            let run = test().await;
            assert!(run.code == Some(1) && run.stderr.lines().count() == 1, "{}", run.stderr);
            assert!(words.iter().all(|word| run.stderr.contains(word)), "{manner:?}: {}", run.stderr);
            assert!(!run.stderr.contains("Zebra") && !run.stdout.contains("Zebra"), "{}", run.stderr);
        }
        assert_eq!(server.received().len(), 1);
    });
}

#[test]
fn a_test_letter_can_be_a_file_or_a_text_message() {
    frontdesk_testkit::run(async {
        let launch = frontdesk(Engine::Sqlite).await.env("FRONTDESK_MAIL", "file:mail");
        let run = launch.run(&["mail", "test", "--to", "ada@example.net"]).await.ok();
        assert!(run.stdout.contains("file:mail"), "{}", run.stdout);
        assert_eq!(std::fs::read_dir(launch.folder().join("mail")).expect("a folder").count(), 1);

        let provider = Provider::start(None).await;
        provider.reply(Reply::Status("200 OK", "{\"id\": 7}"));
        let launch = launch.env("FRONTDESK_SMS", format!("http://127.0.0.1:{}/send", provider.port()));
        let run = launch.run(&["mail", "test", "--to", "+79161234567"]).await.ok();
        assert!(run.stdout.contains("it said: {\"id\": 7}"), "{}", run.stdout);
        assert!(provider.asked()[0].body.contains("+79161234567"), "{:?}", provider.asked());
    });
}

#[test]
fn a_password_on_the_command_line_is_refused() {
    frontdesk_testkit::run(async {
        let launch = with_address(Engine::Sqlite, "file:mail").await;
        let address = "smtp://desk:Otter-Brook-3@mail.example.com";
        let run = launch.run(&["check-config", "--mail", address]).await;
        assert!(run.code == Some(1) && run.stderr.contains("FRONTDESK_MAIL_PASSWORD"), "{}", run.stderr);
        assert!(!run.stderr.contains("Otter"), "{}", run.stderr);
        let shown = launch.run(&["check-config", "--mail", "smtp://desk@mail.example.com"]).await.ok();
        assert!(shown.stdout.contains("smtp://desk@mail.example.com:587"), "{}", shown.stdout);
        assert!(!shown.stdout.contains(SmtpServer::PASSWORD), "{}", shown.stdout);
    });
}
