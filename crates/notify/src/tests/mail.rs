//! Letters that arrive.

use frontdesk_testkit::{Authority, SmtpServer};

use super::*;

fn verification() -> Letter {
    Letter::verify_email("ada@example.net", Some("https://desk.example.com/v#Tern"), "482913", 30)
}

#[test]
fn sec_TLS_02_a_letter_goes_over_starttls_after_signing_in() {
    frontdesk_testkit::run(async {
        let authority = Authority::new();
        let server = SmtpServer::start(&authority.identity("localhost")).await;
        let office = Office::with_mail(smtp(&server, "smtp", "localhost", &authority)).await;
        office.queue(verification().with_lang(Lang::En)).await;
        assert_eq!(office.deliver().await, 1);

        let received = server.received();
        assert_eq!(received.len(), 1);
        let letter = &received[0];
        assert!(letter.encrypted, "it came as plain text");
        assert_eq!(letter.user.as_deref(), Some(SmtpServer::USER));
        assert_eq!(
            (letter.from.as_str(), letter.to.as_slice()),
            ("desk@example.com", &["ada@example.net".to_owned()][..])
        );
        assert_eq!(letter.header("Subject").as_deref(), Some("Please confirm your address"));
        assert_eq!(letter.header("Auto-Submitted").as_deref(), Some("auto-generated"));
        assert!(letter.header("Message-ID").is_some_and(|id| id.ends_with("@example.com>") && id.len() > 40));
        assert!(letter.text.contains("482913") && letter.text.contains("text/html"), "{}", letter.text);
        assert_eq!(server.overheard(), ["EHLO [127.0.0.1]", "STARTTLS"], "nothing else is said before encryption");
        assert!(office.rows().await[0].delivered);
    });
}

#[test]
fn sec_TLS_02_tls_from_the_first_byte_and_auth_login_work_too() {
    frontdesk_testkit::run(async {
        let authority = Authority::new();
        let identity = authority.identity("localhost");
        let implicit = SmtpServer::start_implicit(&identity).await;
        let office = Office::with_mail(smtp(&implicit, "smtps", "localhost", &authority)).await;
        office.queue(verification()).await;
        office.deliver().await;
        assert!(implicit.received()[0].encrypted && implicit.overheard().is_empty());

        let login = SmtpServer::start_with_login_only(&identity).await;
        let office = Office::with_mail(smtp(&login, "smtp", "localhost", &authority)).await;
        office.queue(verification()).await;
        office.deliver().await;
        assert_eq!(login.received()[0].user.as_deref(), Some(SmtpServer::USER));
    });
}

#[test]
fn plain_text_goes_to_this_machine_where_the_address_says_so() {
    frontdesk_testkit::run(async {
        let server = SmtpServer::start(&Authority::new().identity("localhost")).await;
        let url = format!("smtp://desk@127.0.0.1:{}?tls=none", server.port());
        let address = SmtpAddress::parse(&url).expect("an address");
        let from = parse_mailbox("desk@example.com").expect("a mailbox");
        let settings = SmtpSettings::new(address, from, Some(Secret::new(SmtpServer::PASSWORD))).expect("settings");
        let office = Office::with_mail(MailWay::Smtp(Box::new(SmtpSender::new(settings)))).await;
        office.queue(Letter::account_deleted("ada@example.net")).await;
        office.deliver().await;
        assert!(server.received().iter().all(|letter| !letter.encrypted) && server.received().len() == 1);
    });
}

#[test]
fn sec_OUT_02_many_letters_share_few_connections() {
    frontdesk_testkit::run(async {
        let authority = Authority::new();
        let server = SmtpServer::start(&authority.identity("localhost")).await;
        let office = Office::with_mail(smtp(&server, "smtp", "localhost", &authority)).await;
        for number in 0..12 {
            office.queue(Letter::account_deleted(&format!("reader{number}@example.net"))).await;
        }
        assert_eq!(office.deliver().await, 12);
        assert!(server.connections() <= 4, "{} connections", server.connections());
        let mut to: Vec<_> = server.received().iter().flat_map(|letter| letter.to.clone()).collect();
        to.sort();
        to.dedup();
        assert_eq!(to.len(), 12, "each to its reader");
        office.worker.sender.rest(MAIL).await;
        // A server that went away in between is called again.
        office.queue(Letter::account_deleted("late@example.net")).await;
        office.deliver().await;
        assert_eq!(server.received().len(), 13);
    });
}

#[test]
fn an_address_with_other_letters_is_told_as_such() {
    frontdesk_testkit::run(async {
        let authority = Authority::new();
        let server = SmtpServer::start(&authority.identity("localhost")).await;
        let office = Office::with_mail(smtp(&server, "smtp", "localhost", &authority)).await;
        office.queue(Letter::account_deleted("ёж@exämple.test")).await;
        office.deliver().await;
        assert_eq!(server.received()[0].to, ["ёж@xn--exmple-cua.test"]);
    });
}
