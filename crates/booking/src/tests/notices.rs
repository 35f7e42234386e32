//! Who hears of what, and when, with the clock in the test's hand.

use frontdesk_accounts::desk::{Desk, DeskSettings};
use frontdesk_catalogue::Catalogue;
use frontdesk_catalogue::model::ServiceTerms;
use frontdesk_catalogue::terms::Confirmation;
use frontdesk_kit::clock::{Clock, Timestamp};
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::entropy::Entropy;
use frontdesk_kit::locale::Lang;
use frontdesk_testkit::{TempData, both_engines};

use super::{HOUR, NOW, Salon, new_id};
use crate::flow::{self, Secret, Settlement};
use crate::model::{Behalf, Booking, Guest, Preferences, Whom};
use crate::store::preferences;

/// A salon whose people are told what happens.
pub(super) struct Office {
    pub(super) salon: Salon,
    pub(super) catalogue: Catalogue,
    _folder: TempData,
}

impl Office {
    pub(super) async fn open(engine: frontdesk_testkit::Engine, terms: ServiceTerms) -> Self {
        Self::open_with(engine, terms, |settings| settings).await
    }

    /// One in which the operator has `set` something.
    pub(super) async fn open_with(
        engine: frontdesk_testkit::Engine,
        terms: ServiceTerms,
        set: impl FnOnce(DeskSettings) -> DeskSettings,
    ) -> Self {
        let salon = Salon::open(engine, terms).await;
        salon
            .run("update users set email = username || '@example.com', email_verified_at = 1")
            .await
            .expect("reachable");
        let folder = TempData::new();
        let model = frontdesk_accounts::declared::Model::load("marketplace").expect("a model of ours");
        let settings = set(DeskSettings::new(folder.path()));
        let desk = Desk::open(salon.db.clone(), Clock::fixed(NOW), Entropy::system(), model, settings).expect("a desk");
        Self { salon, catalogue: Catalogue::new(desk), _folder: folder }
    }

    pub(super) async fn announce(&self, now: Timestamp) -> usize {
        flow::announce(&self.catalogue, &[24, 2], now).await.expect("announced")
    }

    async fn remind(&self, now: Timestamp) -> usize {
        flow::remind(&self.catalogue, now).await.expect("reminded")
    }

    /// The letters that were queued since this was last asked, as `template to recipient`.
    pub(super) async fn letters(&self) -> Vec<String> {
        let taken = async |tx: &mut Tx| {
            let found: Vec<(String, String)> =
                tx.all("select template, recipient from outbox order by id", &[]).await?;
            tx.run("delete from outbox", &[]).await?;
            Ok::<_, DbError>(found)
        };
        let found = self.salon.db.write(taken).await.expect("read");
        found.into_iter().map(|(template, to)| format!("{template} to {to}")).collect()
    }

    /// What was queued after everything is told that has happened until `now`.
    async fn told(&self, now: Timestamp) -> Vec<String> {
        self.announce(now).await;
        self.letters().await
    }

    async fn settle(&self, booking: &Booking, settlement: Settlement) -> Booking {
        let (caller, id) = (self.salon.noor.clone(), booking.public_id);
        let settle = async move |tx: &mut Tx| flow::settle(tx, &caller, id, settlement, None, NOW).await;
        self.salon.db.write(settle).await.expect("settled")
    }
}

const NOTHING: [&str; 0] = [];

both_engines! {
    async fn each_side_hears_once_what_became_of_a_booking(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let booking = office.salon.book(30, NOW).await.expect("free");
        let made = ["booking_made to ada@example.com", "agenda_booked to noor@example.com"];
        assert_eq!(office.told(NOW).await, made);
        assert_eq!(office.told(NOW).await, NOTHING, "once");
        let moved = office.salon.shift(&booking, 40, NOW).await.expect("free");
        assert_eq!(office.told(NOW).await, ["booking_moved to ada@example.com", "agenda_moved to noor@example.com"]);
        office.salon.cancel(&office.salon.noor, &moved, NOW).await.expect("cancelled");
        assert_eq!(office.told(NOW).await, ["booking_cancelled to ada@example.com"]);
        let other = office.salon.book(30, NOW).await.expect("free");
        office.salon.cancel(&office.salon.ada, &other, NOW).await.expect("cancelled");
        let both = office.told(NOW).await;
        assert_eq!(both, [made[0], made[1], "agenda_cancelled to noor@example.com"], "in the order in which it happened");
    }

    async fn whoever_asks_hears_the_answer(engine: Engine) {
        let terms = ServiceTerms { confirmation: Confirmation::Manual, ..ServiceTerms::default() };
        let office = Office::open(engine, terms).await;
        let asked = office.salon.book(30, NOW).await.expect("free");
        assert_eq!(office.told(NOW).await, ["booking_requested to ada@example.com", "agenda_asked to noor@example.com"]);
        office.settle(&asked, Settlement::Confirm).await;
        assert_eq!(office.told(NOW).await, ["booking_confirmed to ada@example.com"]);
        let other = office.salon.book(32, NOW).await.expect("free");
        office.settle(&other, Settlement::Decline).await;
        assert_eq!(office.told(NOW).await.last().map(String::as_str), Some("booking_declined to ada@example.com"));
        let third = office.salon.book(34, NOW).await.expect("free");
        office.told(NOW).await;
        flow::expire(&office.salon.db, third.starts_at).await.expect("swept");
        assert_eq!(office.told(third.starts_at).await, ["booking_expired to ada@example.com"]);
    }

    async fn a_guest_is_written_to_once_with_the_secret_and_not_without_end(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let book = async |hours: i64| {
            let (catalogue, wish) = (office.catalogue.clone(), office.salon.wish(hours));
            let guest = Guest { name: "Вера".to_owned(), email: "vera@example.com".to_owned(), ..Guest::default() };
            let hash = hours.to_be_bytes().to_vec();
            let secret = Secret { token: format!("secret-{hours}"), link: None, hash };
            let make = async move |tx: &mut Tx| {
                let (whom, shown) = ((&wish, guest.clone()), (&secret, Lang::DEFAULT, "192.0.2.1"));
                flow::book_as_guest(tx, &catalogue, whom, shown, new_id(), NOW).await
            };
            office.salon.db.write(make).await.expect("free")
        };
        let told = ["guest_booking to vera@example.com", "agenda_booked to noor@example.com"];
        let booked = book(30).await;
        assert_eq!(office.told(NOW).await, told, "and not once more by what was noted of it");
        book(32).await;
        book(34).await;
        office.told(NOW).await;
        book(36).await;
        assert_eq!(office.told(NOW).await, [told[1]], "three letters an hour that strangers can cause");
        office.salon.cancel(&office.salon.noor, &booked, NOW).await.expect("cancelled");
        assert_eq!(office.told(NOW).await, ["booking_cancelled to vera@example.com"]);
    }

    async fn nobody_is_written_to_without_end_who_is_said_to_come(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let mut told = Vec::new();
        for hours in 30..36 {
            let (salon, wish) = (&office.salon, office.salon.wish(hours));
            let guest = Guest { name: "Вера".to_owned(), email: "vera@example.com".to_owned(), ..Guest::default() };
            let behalf = Behalf { whom: Whom::Guest(guest), allow_overlap: false };
            let (model, noor) = (salon.model.clone(), salon.noor.clone());
            let book =
                async move |tx: &mut Tx| flow::book_for(tx, &model, &noor, (&wish, &behalf), new_id(), NOW).await;
            salon.db.write(book).await.expect("free");
            told.extend(office.told(NOW).await);
        }
        assert_eq!(told.iter().filter(|letter| letter.ends_with("to vera@example.com")).count(), 3, "{told:?}");
    }

    async fn two_nodes_that_look_at_once_write_one_letter_each(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        for hours in 30..36 {
            office.salon.book(hours, NOW).await.expect("free");
        }
        tokio::join!(office.announce(NOW), office.announce(NOW), office.announce(NOW));
        assert_eq!(office.letters().await.len(), 12);
        office.remind(NOW.plus(12 * HOUR)).await;
        office.letters().await;
        let late = NOW.plus(34 * HOUR);
        let (one, other) = tokio::join!(office.remind(late), office.remind(late));
        assert_eq!((one + other, office.letters().await.len()), (1, 1), "of the one that has not begun");
    }

    async fn nobody_is_written_to_who_did_not_prove_the_address_or_wants_no_letters(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        office.salon.run("update users set email_verified_at = null where username = 'noor'").await.expect("changed");
        let (ada, silent) = (office.salon.ada.user_id, Preferences { bookings: false, ..Preferences::default() });
        let put = async move |tx: &mut Tx| preferences::put(tx, ada, silent).await;
        office.salon.db.write(put).await.map_err(|error: DbError| error).expect("noted");
        office.salon.book(30, NOW).await.expect("free");
        assert_eq!(office.told(NOW).await, NOTHING);
        assert_eq!(office.remind(NOW.plus(28 * HOUR)).await, 1, "reminders are another thing, and of two the last one counts");
    }

    async fn whoever_has_no_mail_gets_a_text_message(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let phone = "update users set email = null, phone = '+79161234567', phone_key = '+79161234567',
                     phone_verified_at = 1 where username = 'ada'";
        office.salon.run(phone).await.expect("changed");
        office.salon.book(30, NOW).await.expect("free");
        assert_eq!(office.told(NOW).await[0], "booking_made_sms to +79161234567");
        let noors = "update users set email = null, phone = '+79167654321', phone_key = '+79167654321',
                     phone_verified_at = 1 where username = 'noor'";
        office.salon.run(noors).await.expect("changed");
        office.salon.book(32, NOW).await.expect("free");
        assert_eq!(office.told(NOW).await[1], "agenda_booked_sms to +79167654321");
        office.salon.run("update users set phone_verified_at = null where username = 'ada'").await.expect("changed");
        assert_eq!(office.remind(NOW.plus(28 * HOUR)).await, 0);
    }

    async fn a_guest_hears_at_the_address_that_they_gave(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        office.salon.book(30, NOW).await.expect("free");
        let guest = "update bookings set client_id = null, source = 'guest', guest_name = 'Гость', guest_email = 'g@example.com'";
        office.salon.run(guest).await.expect("a guest");
        assert_eq!(office.told(NOW).await, ["booking_made to g@example.com", "agenda_booked to noor@example.com"]);
    }

    async fn there_is_one_reminder_for_each_time_before_the_start(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        office.salon.book(48, NOW).await.expect("free");
        office.told(NOW).await;
        let at = |hours: i64| NOW.plus(hours * HOUR);
        for (now, sent) in [(at(24).plus(-1), 0), (at(24), 1), (at(25), 0), (at(46).plus(-1), 0), (at(46), 1), (at(47), 0)] {
            assert_eq!(office.remind(now).await, sent, "{now}");
        }
        assert_eq!(office.letters().await, ["booking_reminder to ada@example.com"; 2]);
    }

    async fn nobody_is_reminded_of_what_was_called_off(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let (one, other) = (office.salon.book(48, NOW).await.expect("free"), office.salon.book(50, NOW).await.expect("free"));
        office.told(NOW).await;
        office.salon.cancel(&office.salon.ada, &one, NOW).await.expect("cancelled");
        assert_eq!(office.remind(NOW.plus(25 * HOUR)).await, 0, "though nobody has heard of it yet");
        office.salon.cancel(&office.salon.noor, &other, NOW).await.expect("cancelled");
        office.told(NOW).await;
        assert_eq!(office.remind(NOW.plus(47 * HOUR)).await, 0);
        let left = office.salon.run("delete from reminders").await.expect("read");
        assert_eq!(left, 0);
    }

    async fn reminders_move_with_the_booking(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let booking = office.salon.book(48, NOW).await.expect("free");
        office.told(NOW).await;
        let at = |hours: i64| NOW.plus(hours * HOUR);
        assert_eq!(office.remind(at(24)).await, 1);
        office.salon.shift(&booking, 100, at(25)).await.expect("free");
        assert_eq!(office.remind(at(46)).await, 0, "of the old time, though nobody has heard of the new one yet");
        office.told(at(25)).await;
        for (now, sent) in [(at(46), 0), (at(76).plus(-1), 0), (at(76), 1), (at(98), 1), (at(99), 0)] {
            assert_eq!(office.remind(now).await, sent, "{now}");
        }
    }

    async fn a_booking_of_the_last_minute_has_the_reminders_that_are_still_to_come(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        office.salon.book(5, NOW).await.expect("free");
        office.told(NOW).await;
        assert_eq!(office.remind(NOW.plus(HOUR)).await, 0, "a day before is over");
        assert_eq!(office.remind(NOW.plus(3 * HOUR)).await, 1);
    }

    async fn a_reminder_is_not_lost_when_nobody_looks_for_a_while_or_something_happens_just_then(engine: Engine) {
        let office = Office::open(engine, ServiceTerms::default()).await;
        let at = |hours: i64| NOW.plus(hours * HOUR);
        let booking = office.salon.book(48, NOW).await.expect("free");
        office.told(at(25)).await;
        assert_eq!(office.remind(at(25)).await, 1, "late, but it comes");
        let moved = office.salon.shift(&booking, 100, at(45)).await.expect("free");
        office.told(at(45)).await;
        office.salon.shift(&moved, 48, at(45)).await.expect("free");
        office.told(at(45)).await;
        assert_eq!(office.remind(at(46).plus(-1)).await, 0, "of the day before this time has been told");
        assert_eq!(office.remind(at(46)).await, 1);
        let other = office.salon.book(72, at(46)).await.expect("free");
        office.told(at(46)).await;
        let moved = office.salon.shift(&other, 90, at(70)).await.expect("free");
        office.salon.shift(&moved, 72, at(70)).await.expect("free");
        office.told(at(70)).await;
        assert_eq!(office.remind(at(70)).await, 1, "it was due when that happened");
    }
}
