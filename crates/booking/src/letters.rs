//! Who is written to about a booking, where, and what stands in it.

use std::collections::HashMap;

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::links::PageTemplate;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::locale::Lang;
use frontdesk_notify::outbox::{Letter, MAIL};
use frontdesk_notify::{About, Visit};

use crate::flow::Shown;
use crate::http::{host, zone};
use crate::ics::invitation;
use crate::model::Side;
use crate::notice::Notices;
use crate::store::notices::Contact;
use crate::when::spoken;

/// Those who can be told, by their number.
pub type Contacts = HashMap<UserId, Contact>;

/// What letters say of this server itself.
#[derive(Clone, Debug)]
pub struct House {
    host: String,
    /// The address that letters come from. It stands for whoever invites: theirs is nobody's to read.
    organizer: String,
    page: Option<PageTemplate>,
}

impl House {
    /// As the operator has set it up.
    pub fn of(desk: &Desk) -> Self {
        let host = host(desk.settings.public_url.as_deref());
        let organizer = desk.settings.mail_from.clone().unwrap_or_else(|| format!("noreply@{host}"));
        Self { host, organizer, page: desk.settings.links.booking.clone() }
    }

    /// `letter` with the booking for the calendar of its reader, who is on `side` of it.
    pub fn invites(&self, letter: Letter, shown: &Shown, side: Side) -> Letter {
        if letter.channel != MAIL {
            return letter;
        }
        let parties = (self.organizer.as_str(), letter.recipient.as_str());
        let (method, text) = invitation(shown, side, &self.host, parties);
        letter.with_calendar(method.name(), text)
    }
}

/// The letters that tell `notices` of a booking that is to begin at `starts_at`, and was to begin at `was` before.
pub fn letters(
    notices: Notices,
    shown: &Shown,
    (contacts, house): (&Contacts, &House),
    (starts_at, was): (Timestamp, Option<Timestamp>),
) -> Vec<Letter> {
    let booking = &shown.booking;
    let visit = |person: Option<&str>, about: About| visit(shown, person, (starts_at, was), about);
    let with_calendar = |letter: Letter, about: About, side: Side| match about {
        About::Reminder | About::Offered => letter,
        _ => house.invites(letter, shown, side),
    };
    let contact = |user: Option<UserId>| user.and_then(|user| contacts.get(&user));
    let mut letters = Vec::new();
    if let Some(about) = notices.client {
        let guest = guest(shown);
        let specialist = shown.specialist.as_ref().and_then(|card| card.full_name.as_deref());
        let reader = contact(booking.client_id).or(guest.as_ref());
        let page = house.page.as_ref().filter(|_| booking.client_id.is_some());
        let link = page.map(|page| page.filled(booking.public_id));
        let letter = reader.and_then(|reader| to(reader, about, &Visit { link, ..visit(specialist, about) }));
        letters.extend(letter.map(|letter| with_calendar(letter, about, Side::Client)));
    }
    if let Some(about) = notices.specialist {
        let client = shown.client.as_ref().and_then(|card| card.full_name.as_deref());
        let client = client.or(Some(booking.guest_name.as_str()).filter(|name| !name.is_empty()));
        let letter = contact(booking.specialist_id).and_then(|reader| to(reader, about, &visit(client, about)));
        letters.extend(letter.map(|letter| with_calendar(letter, about, Side::Business)));
    }
    letters
}

/// By mail, or else as a text message.
fn to(reader: &Contact, about: About, visit: &Visit) -> Option<Letter> {
    let wanted = if about == About::Reminder { reader.reminders } else { reader.bookings };
    match (&reader.email, &reader.phone) {
        _ if !wanted => None,
        (Some(address), _) => Some(Letter::about_visit(address, about, visit)),
        (None, Some(number)) if reader.sms => Some(Letter::about_visit_in_short(number, about, visit)),
        _ => None,
    }
}

/// Somebody who came without an account can be reached as they said.
fn guest(shown: &Shown) -> Option<Contact> {
    let booking = &shown.booking;
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    (booking.client_id.is_none()).then(|| Contact {
        user_id: UserId(0),
        email: said(&booking.guest_email),
        phone: said(&booking.guest_phone),
        bookings: true,
        reminders: true,
        sms: true,
    })
}

fn visit(shown: &Shown, person: Option<&str>, (starts_at, was): (Timestamp, Option<Timestamp>), about: About) -> Visit {
    let (booking, zone) = (&shown.booking, zone(&shown.booking.time_zone));
    let said = |moment: Timestamp| Lang::ALL.map(|lang| spoken(lang, moment, &zone));
    let place = shown.beside.as_ref().map(|place| [&place.location_name, &place.city, &place.address]);
    let place = place.into_iter().flatten().filter_map(Option::as_deref).filter(|part| !part.is_empty());
    Visit {
        service: booking.service_name.clone(),
        time: said(starts_at),
        until: booking.hold_expires_at.filter(|_| about == About::Offered).map(said),
        was: was.filter(|_| matches!(about, About::Moved | About::MovedAway)).map(said),
        link: None,
        place: place.collect::<Vec<_>>().join(", "),
        person: person.unwrap_or_default().to_owned(),
    }
}
