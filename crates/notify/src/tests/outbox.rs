//! What the outbox keeps, and for how long.

use frontdesk_testkit::{Engine, TempData, both_engines};

use super::*;

const LINK: &str = "https://desk.example.com/account/verify#Marked-Tern-55";

/// An office that writes files into this folder.
async fn with_files(engine: Engine) -> (Office, TempData) {
    let folder = TempData::new();
    let files = folder.join("letters");
    (Office::open(engine, MailWay::Files(files.clone()), SmsWay::Files(files)).await, folder)
}

fn settled(delivered: bool) -> Kept {
    Kept { attempts: 1, delivered, gave_up: !delivered, payload: "{}".to_owned() }
}

both_engines! {
    async fn sec_LOG_01_links_and_codes_are_forgotten_with_the_letter(engine: Engine) {
        let (office, folder) = with_files(engine).await;
        office.queue(Letter::verify_email("ada@example.net", Some(LINK), "482913", 30)).await;
        assert!(office.rows().await[0].payload.contains("Marked-Tern"));
        office.deliver().await;
        assert_eq!(office.rows().await, [settled(true)]);
        let text = std::fs::read_to_string(folder.join("letters/00000001.mail.txt")).expect("a letter");
        assert!(text.contains(LINK) && text.contains("482913"), "{text}");
    }

    async fn a_code_that_has_expired_is_sent_to_nobody(engine: Engine) {
        let (office, folder) = with_files(engine).await;
        office.queue(Letter::phone_code("+79161234567", "482913", 10)).await;
        office.queue(Letter::account_deleted("ada@example.net")).await;
        office.worker.clock.advance(600);
        office.deliver().await;
        assert_eq!(office.rows().await, [settled(false), settled(true)]);
        assert!(!folder.join("letters/00000001.sms.txt").exists());
    }

    async fn a_letter_about_nothing_is_given_up_and_one_of_a_newer_version_waits(engine: Engine) {
        let (office, _folder) = with_files(engine).await;
        office.queue(Letter::mail("ada@example.net", "verify_email")).await;
        office.queue(Letter::mail("ada@example.net", "of_tomorrow")).await;
        office.deliver().await;
        let waiting = Kept { attempts: 1, delivered: false, gave_up: false, payload: "{}".to_owned() };
        assert_eq!(office.rows().await, [settled(false), waiting]);
    }

    async fn a_letter_that_never_arrives_is_given_up_after_twelve_tries(engine: Engine) {
        let office = Office::open(engine, MailWay::Files("/dev/null/x".into()), SmsWay::Files("/nowhere".into())).await;
        office.queue(Letter::invitation("ada@example.net", [(Lang::Ru, "Клиент"), (Lang::En, "Client")], "Anna", (Some(LINK), "x"), 30 * 24 * 60)).await;
        for _ in 0..12 {
            assert_eq!(office.deliver().await, 1);
            office.worker.clock.advance(86_400);
        }
        assert_eq!(office.deliver().await, 0);
        let row = Kept { attempts: 12, delivered: false, gave_up: true, payload: "{}".to_owned() };
        assert_eq!(office.rows().await, [row]);
    }

    async fn sec_DUR_05_a_letter_has_a_name_of_its_own_from_the_start(engine: Engine) {
        let (office, _folder) = with_files(engine).await;
        for _ in 0..20 {
            office.queue(Letter::account_deleted("ada@example.net")).await;
        }
        let sql = "select dedupe_id from outbox order by id";
        let read = || office.worker.db.read(async move |tx: &mut Tx| tx.all::<(String,)>(sql, &[]).await);
        let (before, _) = (read().await.expect("rows"), office.deliver().await);
        let names: std::collections::BTreeSet<_> = before.iter().map(|(name,)| name.clone()).collect();
        assert!(names.len() == 20 && names.iter().all(|name| name.len() == 32), "{names:?}");
        assert_eq!(read().await.expect("rows"), before, "an attempt changes none");
    }

    async fn what_a_letter_brings_for_a_calendar_lies_beside_it_and_is_forgotten_with_it(engine: Engine) {
        let (office, folder) = with_files(engine).await;
        let text = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
        office.queue(Letter::account_deleted("ada@example.net").with_calendar("REQUEST", text.to_owned())).await;
        office.deliver().await;
        let kept = std::fs::read_to_string(folder.join("letters/00000001.mail.ics")).expect("a file");
        assert_eq!(kept, text);
        assert_eq!(office.rows().await[0].payload, "{}");
    }

    async fn files_are_for_their_owner_only(engine: Engine) {
        use std::os::unix::fs::PermissionsExt;

        let (office, folder) = with_files(engine).await;
        office.queue(Letter::account_deleted("ada@example.net")).await;
        office.deliver().await;
        let mode = |path: &std::path::Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
        assert_eq!((mode(&folder.join("letters")), mode(&folder.join("letters/00000001.mail.txt"))), (0o700, 0o600));
    }
}
