//! Letters that do not arrive, or not at once.

use std::time::{Duration, Instant};

use frontdesk_testkit::{Authority, Manner, SmtpServer, TempData};

use super::*;

const CODE: &str = "482913";

fn reset() -> Letter {
    Letter::password_reset("ada@example.net", None, CODE, 20)
}

/// A server, and an office that sends to it and trusts it.
async fn served(manner: Manner) -> (SmtpServer, Office) {
    let authority = Authority::new();
    let server = SmtpServer::start(&authority.identity("localhost")).await;
    server.behave(manner);
    let office = Office::with_mail(smtp(&server, "smtp", "localhost", &authority)).await;
    (server, office)
}

/// Insists on a letter that is to be tried again, and on a wire on which nothing was said that is a secret.
async fn waits(server: &SmtpServer, office: &Office) {
    assert!(server.received().is_empty());
    let rows = office.rows().await;
    assert!(rows.iter().all(|row| row.attempts == 1 && !row.delivered && !row.gave_up), "{rows:?}");
    for line in server.overheard() {
        assert!(line.is_ascii() && (line.starts_with("EHLO ") || line == "STARTTLS" || line == "QUIT"), "{line}");
    }
}

#[test]
fn sec_TLS_02_a_server_that_cannot_prove_who_it_is_gets_nothing() {
    frontdesk_testkit::run(async {
        let (authority, stranger) = (Authority::new(), Authority::new());
        let ours = authority.identity("localhost");
        for scheme in ["smtp", "smtps"] {
            let start = async |identity| match scheme {
                "smtp" => SmtpServer::start(identity).await,
                _ => SmtpServer::start_implicit(identity).await,
            };
            let untrusted = start(&ours).await;
            let office = Office::with_mail(smtp(&untrusted, scheme, "localhost", &stranger)).await;
            office.queue(reset()).await;
            office.deliver().await;
            waits(&untrusted, &office).await;

            let misnamed = start(&authority.identity("mail.example.com")).await;
            let office = Office::with_mail(smtp(&misnamed, scheme, "localhost", &authority)).await;
            office.queue(reset()).await;
            office.deliver().await;
            waits(&misnamed, &office).await;
        }
    });
}

#[test]
fn sec_TLS_02_nobody_on_the_way_can_talk_it_out_of_encryption() {
    frontdesk_testkit::run(async {
        for manner in [Manner::OffersNoTls, Manner::Injects] {
            let (server, office) = served(manner).await;
            office.queue(reset()).await;
            office.deliver().await;
            waits(&server, &office).await;
        }
    });
}

#[test]
fn sec_ERR_02_what_is_refused_for_now_is_tried_again_and_arrives_once() {
    frontdesk_testkit::run(async {
        for manner in [Manner::RefusesForNow, Manner::RefusesPasswords] {
            let (server, office) = served(manner).await;
            office.queue(reset()).await;
            assert_eq!(office.deliver().await, 1);
            assert_eq!(office.deliver().await, 0, "not before its pause is over");
            assert!(office.rows().await[0].payload.contains(CODE), "it is still needed");
            server.behave(Manner::Takes);
            assert_eq!(office.deliver_later().await, 1);
            assert_eq!(office.deliver_later().await, 0);
            assert_eq!(server.received().len(), 1);
            assert_eq!(office.rows().await[0].attempts, 2);
        }
    });
}

#[test]
fn what_is_refused_for_good_is_given_up_at_once_and_forgotten() {
    frontdesk_testkit::run(async {
        let (server, office) = served(Manner::RefusesForGood).await;
        office.queue(reset()).await;
        office.deliver().await;
        let given_up = Kept { attempts: 1, delivered: false, gave_up: true, payload: "{}".to_owned() };
        assert_eq!(office.rows().await, [given_up]);
        server.behave(Manner::Takes);
        assert_eq!(office.deliver_later().await, 0);
        assert!(server.received().is_empty());
    });
}

#[test]
fn a_server_that_is_away_for_a_while_gets_the_letter_once() {
    frontdesk_testkit::run(async {
        let (mut server, office) = served(Manner::Takes).await;
        server.stop().await;
        office.queue(Letter::password_changed("ada@example.net")).await;
        office.deliver().await;
        waits(&server, &office).await;
        server.start_again().await;
        office.deliver_later().await;
        office.deliver_later().await;
        assert_eq!(server.received().len(), 1);
    });
}

#[test]
fn sec_OUT_02_a_letter_takes_ten_seconds_at_most_and_leaves_no_answer_behind() {
    frontdesk_testkit::run(async {
        let (server, office) = served(Manner::SilentAtTheEnd).await;
        office.queue(Letter::password_changed("ada@example.net")).await;
        let began = Instant::now();
        office.deliver().await;
        assert!((9..15).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
        waits(&server, &office).await;
        server.behave(Manner::Takes);
        office.deliver_later().await;
        assert_eq!((server.received().len(), server.connections()), (1, 2), "on a connection of its own");
    });
}

#[test]
fn sec_OUT_02_a_mail_server_that_says_nothing_keeps_no_text_message_back() {
    frontdesk_testkit::run(async {
        let authority = Authority::new();
        let server = SmtpServer::start(&authority.identity("localhost")).await;
        server.behave(Manner::Tarpit);
        let folder = TempData::new();
        let mail = smtp(&server, "smtp", "localhost", &authority);
        let office = Office::open(Engine::Sqlite, mail, SmsWay::Files(folder.path().to_owned())).await;
        for _ in 0..30 {
            office.queue(reset()).await;
        }
        office.queue(Letter::phone_code("+79161234567", CODE, 10)).await;
        let (began, worker) = (Instant::now(), tokio::spawn(office.worker.clone().run()));
        while !folder.join("00000031.sms.txt").exists() {
            assert!(began.elapsed() < Duration::from_secs(8), "the text message waits for the mail");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(server.received().is_empty() && server.connections() <= 4);
        worker.abort();
    });
}
