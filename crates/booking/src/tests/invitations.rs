//! Letters bring bookings into the calendars of those who meet.

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty};
use frontdesk_accounts::links::PageTemplate;
use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::locale::Lang;
use frontdesk_testkit::both_engines;

use super::notices::Office;
use super::{NOW, new_id};
use crate::flow::{self, Secret};
use crate::model::Guest;

/// What a letter brings for a calendar.
#[derive(Debug)]
struct Brought {
    to: String,
    method: String,
    uid: String,
    sequence: i64,
    status: String,
    summary: String,
    text: String,
}

impl Office {
    /// What the letters bring that were queued since this was last asked, and what is told besides.
    async fn brought(&self) -> Vec<Brought> {
        self.announce(NOW).await;
        let taken = async |tx: &mut Tx| {
            let found: Vec<(String, String)> = tx.all("select recipient, payload from outbox order by id", &[]).await?;
            tx.run("delete from outbox", &[]).await?;
            Ok::<_, DbError>(found)
        };
        let found = self.salon.db.write(taken).await.expect("read");
        found.into_iter().filter_map(|(to, payload)| read(to, &payload)).collect()
    }
}

fn read(to: String, payload: &str) -> Option<Brought> {
    let payload: serde_json::Value = serde_json::from_str(payload).expect("JSON");
    let text = payload["calendar"]["text"].as_str()?.to_owned();
    let calendar = ICalendar::parse(&text).expect("others can read it");
    let is_event = |part: &&ICalendarComponent| part.component_type == ICalendarComponentType::VEvent;
    let event = calendar.components.iter().find(is_event).expect("an event");
    let summary = event.property(&ICalendarProperty::Summary).and_then(|entry| entry.values.first());
    let summary = summary.and_then(|value| value.as_text()).expect("it is called something").to_owned();
    let line = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
    Some(Brought {
        to,
        method: payload["calendar"]["method"].as_str().expect("a method").to_owned(),
        uid: event.uid().expect("a name").to_owned(),
        sequence: line("SEQUENCE:").parse().expect("a number"),
        status: line("STATUS:"),
        summary,
        text,
    })
}

both_engines! {
    async fn a_letter_puts_the_booking_into_the_calendars_of_both_moves_it_and_takes_it_out(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let booking = office.salon.book(30, NOW).await.expect("free");
        let made = office.brought().await;
        let to: Vec<&str> = made.iter().map(|brought| brought.to.as_str()).collect();
        assert_eq!(to, ["ada@example.com", "noor@example.com"]);
        for brought in &made {
            assert_eq!((brought.method.as_str(), brought.status.as_str()), ("REQUEST", "CONFIRMED"));
            assert_eq!(brought.uid, format!("{}@frontdesk", booking.public_id));
            assert!(brought.summary.starts_with("Массаж"), "{}", brought.summary);
            let other = if brought.to.starts_with("ada") { "noor@" } else { "ada@" };
            let plain = brought.text.replace("\r\n ", "");
            assert!(plain.contains("ORGANIZER:mailto:noreply@frontdesk") && !plain.contains(other), "{plain}");
            assert!(plain.contains(&format!("mailto:{}", brought.to)), "{plain}");
        }

        let moved = office.salon.shift(&booking, 40, NOW).await.expect("free");
        let again = office.brought().await;
        for (before, after) in made.iter().zip(&again) {
            assert_eq!((&before.uid, before.sequence + 1), (&after.uid, after.sequence));
            assert_eq!(after.method, "REQUEST");
            assert!(before.text.contains("DTSTART:20300506T120000Z"), "{}", before.text);
            assert!(after.text.contains("DTSTART:20300506T220000Z"), "{}", after.text);
        }

        office.salon.cancel(&office.salon.noor, &moved, NOW).await.expect("cancelled");
        let out = office.brought().await;
        assert_eq!(out.len(), 1);
        assert_eq!((out[0].to.as_str(), out[0].method.as_str(), out[0].status.as_str()), ("ada@example.com", "CANCEL", "CANCELLED"));
        assert_eq!((&out[0].uid, out[0].sequence), (&made[0].uid, again[0].sequence + 1));
    }

    async fn it_comes_from_the_senders_address_and_leads_into_the_app(engine: Engine) {
        let opened = Office::open_with(engine, ServiceTerms::default(), |mut settings| {
            settings.public_url = Some("https://desk.example.com".to_owned());
            settings.mail_from = Some("letters@example.com".to_owned());
            settings.links.booking = PageTemplate::parse("https://app.example.com/bookings/{id}");
            settings
        });
        let office = opened.await;
        let booking = office.salon.book(30, NOW).await.expect("free");
        office.announce(NOW).await;
        let rows = async |tx: &mut Tx| tx.all("select recipient, payload from outbox order by id", &[]).await;
        let found: Result<Vec<(String, String)>, DbError> = office.salon.db.read(rows).await;
        let letters = found.expect("read");
        let link = format!("https://app.example.com/bookings/{}", booking.public_id);
        assert!(letters[0].1.contains(&link) && !letters[1].1.contains("app.example.com"), "clients only: {letters:?}");
        for (to, payload) in letters {
            let brought = read(to, &payload).expect("a calendar");
            assert_eq!(brought.uid, format!("{}@desk.example.com", booking.public_id));
            assert!(brought.text.contains("ORGANIZER:mailto:letters@example.com"), "{}", brought.text);
        }
    }

    async fn a_guest_has_it_in_the_letter_with_the_secret(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let (catalogue, wish) = (office.catalogue.clone(), office.salon.wish(30));
        let guest = Guest { name: "Вера".to_owned(), email: "vera@example.com".to_owned(), ..Guest::default() };
        let secret = Secret { token: "secret".to_owned(), link: None, hash: vec![1] };
        let book = async move |tx: &mut Tx| {
            let (whom, shown) = ((&wish, guest.clone()), (&secret, Lang::DEFAULT, "192.0.2.1"));
            flow::book_as_guest(tx, &catalogue, whom, shown, new_id(), NOW).await
        };
        let booking = office.salon.db.write(book).await.expect("free");
        let brought = office.brought().await;
        assert_eq!(brought[0].to, "vera@example.com");
        assert_eq!((&brought[0].uid, brought[0].method.as_str()), (&format!("{}@frontdesk", booking.public_id), "REQUEST"));
        assert!(!brought[0].text.contains("secret"), "calendars are shown to others");
    }
}
