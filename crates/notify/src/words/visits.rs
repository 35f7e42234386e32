//! The templates of what people are told about bookings.

use serde_json::json;

use super::templates::{PLAIN, Template};
use crate::outbox::SMS;

/// What a letter to the client tells.
const OWN: &[(&str, &str)] = &[
    ("mail-fact-service", "service"),
    ("mail-fact-when", "time"),
    ("mail-fact-was", "was"),
    ("mail-fact-where", "place"),
    ("mail-fact-specialist", "person"),
];
/// What a letter to the specialist tells.
const AGENDA: &[(&str, &str)] = &[
    ("mail-fact-service", "service"),
    ("mail-fact-when", "time"),
    ("mail-fact-was", "was"),
    ("mail-fact-where", "place"),
    ("mail-fact-client", "person"),
];
/// What a letter to a client who waits tells.
const OFFER: &[(&str, &str)] = &[
    ("mail-fact-service", "service"),
    ("mail-fact-when", "time"),
    ("mail-fact-until", "until"),
    ("mail-fact-where", "place"),
    ("mail-fact-specialist", "person"),
];
/// What a text message has room for.
const SHORT: &[(&str, &str)] = &[("mail-fact-service", "service"), ("mail-fact-when", "time")];
const SHORT_OFFER: &[(&str, &str)] =
    &[("mail-fact-service", "service"), ("mail-fact-when", "time"), ("mail-fact-until", "until")];

/// All of them, in the order of a booking's life.
pub const VISITS: &[Template] = &[
    own("booking_requested", "mail-booking-requested-subject", "mail-booking-requested-body"),
    own("booking_made", "mail-booking-made-subject", "mail-booking-made-body"),
    own("booking_confirmed", "mail-booking-confirmed-subject", "mail-booking-confirmed-body"),
    own("booking_declined", "mail-booking-declined-subject", "mail-booking-declined-body"),
    own("booking_expired", "mail-booking-expired-subject", "mail-booking-expired-body"),
    moved(own("booking_moved", "mail-booking-moved-subject", "mail-booking-moved-body")),
    own("booking_cancelled", "mail-booking-cancelled-subject", "mail-booking-cancelled-body"),
    own("booking_reminder", "mail-booking-reminder-subject", "mail-booking-reminder-body"),
    offer("waitlist_offered", "mail-waitlist-offered-subject", "mail-waitlist-offered-body"),
    agenda("agenda_asked", "mail-agenda-asked-subject", "mail-agenda-asked-body"),
    agenda("agenda_booked", "mail-agenda-booked-subject", "mail-agenda-booked-body"),
    moved(agenda("agenda_moved", "mail-agenda-moved-subject", "mail-agenda-moved-body")),
    agenda("agenda_cancelled", "mail-agenda-cancelled-subject", "mail-agenda-cancelled-body"),
    short("agenda_asked_sms", "mail-agenda-asked-sms"),
    short("agenda_booked_sms", "mail-agenda-booked-sms"),
    short("agenda_moved_sms", "mail-agenda-moved-sms"),
    short("agenda_cancelled_sms", "mail-agenda-cancelled-sms"),
    short("booking_requested_sms", "mail-booking-requested-sms"),
    short("booking_made_sms", "mail-booking-made-sms"),
    short("booking_confirmed_sms", "mail-booking-confirmed-sms"),
    short("booking_declined_sms", "mail-booking-declined-sms"),
    short("booking_expired_sms", "mail-booking-expired-sms"),
    short("booking_moved_sms", "mail-booking-moved-sms"),
    short("booking_cancelled_sms", "mail-booking-cancelled-sms"),
    short("booking_reminder_sms", "mail-booking-reminder-sms"),
    short_offer("waitlist_offered_sms", "mail-waitlist-offered-sms"),
];

const fn own(name: &'static str, subject: &'static str, body: &'static str) -> Template {
    let sample = || {
        json!({ "service": "Массаж лица", "time.ru": "понедельник, 6 мая 2030, 12:00 (UTC+3)",
                "time.en": "Monday, 6 May 2030, 12:00 (UTC+3)", "place": "Студия на Баумана, Казань, ул. Баумана, 12",
                "person": "Анна Иванова", "link": "https://app.example.com/bookings/019a9f7e-6c1f-7000-8000-2f6d3c1b5a93" })
    };
    Template { name, subject, body, button: Some("mail-booking-button"), facts: OWN, sample, ..PLAIN }
}

const fn agenda(name: &'static str, subject: &'static str, body: &'static str) -> Template {
    let sample = || {
        json!({ "service": "Массаж лица", "time.ru": "понедельник, 6 мая 2030, 12:00 (UTC+3)",
                "time.en": "Monday, 6 May 2030, 12:00 (UTC+3)", "place": "Студия на Баумана, Казань, ул. Баумана, 12",
                "person": "Анна Иванова" })
    };
    Template { name, subject, body, facts: AGENDA, sample, ..PLAIN }
}

const fn offer(name: &'static str, subject: &'static str, body: &'static str) -> Template {
    let sample = || {
        json!({ "service": "Массаж лица", "time.ru": "понедельник, 6 мая 2030, 12:00 (UTC+3)",
                "time.en": "Monday, 6 May 2030, 12:00 (UTC+3)", "until.ru": "воскресенье, 5 мая 2030, 9:30 (UTC+3)",
                "until.en": "Sunday, 5 May 2030, 09:30 (UTC+3)", "place": "Студия на Баумана, Казань",
                "person": "Анна Иванова", "link": "https://app.example.com/bookings/019a9f7e-6c1f-7000-8000-2f6d3c1b5a93" })
    };
    Template { name, subject, body, button: Some("mail-waitlist-button"), facts: OFFER, sample, ..PLAIN }
}

const fn moved(letter: Template) -> Template {
    let sample = || {
        json!({ "service": "Массаж лица", "time.ru": "вторник, 7 мая 2030, 12:00 (UTC+3)",
                "time.en": "Tuesday, 7 May 2030, 12:00 (UTC+3)", "was.ru": "понедельник, 6 мая 2030, 12:00 (UTC+3)",
                "was.en": "Monday, 6 May 2030, 12:00 (UTC+3)", "place": "Студия на Баумана, Казань",
                "person": "Анна Иванова" })
    };
    Template { sample, ..letter }
}

const fn short(name: &'static str, body: &'static str) -> Template {
    let sample = || {
        json!({ "service": "Массаж лица", "time.ru": "понедельник, 6 мая 2030, 12:00 (UTC+3)",
                "time.en": "Monday, 6 May 2030, 12:00 (UTC+3)" })
    };
    Template { name, channel: SMS, body, facts: SHORT, sample, ..PLAIN }
}

const fn short_offer(name: &'static str, body: &'static str) -> Template {
    let sample = || {
        json!({ "service": "Массаж лица", "time.ru": "понедельник, 6 мая 2030, 12:00 (UTC+3)",
                "time.en": "Monday, 6 May 2030, 12:00 (UTC+3)", "until.ru": "воскресенье, 5 мая 2030, 9:30 (UTC+3)",
                "until.en": "Sunday, 5 May 2030, 09:30 (UTC+3)" })
    };
    Template { facts: SHORT_OFFER, sample, ..short(name, body) }
}
