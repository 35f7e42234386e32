//! Letters about bookings.

use frontdesk_kit::locale::Lang;

use crate::outbox::Letter;

/// What somebody is told about a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// To the client: it was asked for, and the specialist has still to say yes.
    Requested,
    /// To the client: it was made and is firm.
    Made,
    /// To the client: the specialist said yes.
    Confirmed,
    /// To the client: the specialist said no.
    Declined,
    /// To the client: the specialist said nothing until the start.
    Expired,
    /// To the client: it has another time.
    Moved,
    /// To the client: the business called it off.
    Cancelled,
    /// To the client: it is to begin soon.
    Reminder,
    /// To a client who waits: a time has come free, and is held for them.
    Offered,
    /// To the specialist: somebody asks whether they may come.
    Asked,
    /// To the specialist: somebody will come.
    Booked,
    /// To the specialist: somebody will come at another time.
    MovedAway,
    /// To the specialist: somebody will not come.
    CalledOff,
}

/// Characters of a service's name in a text message.
const NAME_IN_SMS: usize = 60;

/// What a letter tells of a booking.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    pub service: String,
    /// When it begins, in words.
    pub time: [String; Lang::ALL.len()],
    /// When it was to begin before, if it has moved.
    pub was: Option<[String; Lang::ALL.len()]>,
    /// Until when it is held, if it is.
    pub until: Option<[String; Lang::ALL.len()]>,
    /// Where; empty when there is no such place any more.
    pub place: String,
    /// Where the reader can look at it, if the operator has an app.
    pub link: Option<String>,
    /// Whom the reader meets; empty when the other has left, or is nobody's to read about.
    pub person: String,
}

impl About {
    fn mail(self) -> &'static str {
        match self {
            About::Requested => "booking_requested",
            About::Made => "booking_made",
            About::Confirmed => "booking_confirmed",
            About::Declined => "booking_declined",
            About::Expired => "booking_expired",
            About::Moved => "booking_moved",
            About::Cancelled => "booking_cancelled",
            About::Reminder => "booking_reminder",
            About::Offered => "waitlist_offered",
            About::Asked => "agenda_asked",
            About::Booked => "agenda_booked",
            About::MovedAway => "agenda_moved",
            About::CalledOff => "agenda_cancelled",
        }
    }

    fn sms(self) -> &'static str {
        match self {
            About::Requested => "booking_requested_sms",
            About::Made => "booking_made_sms",
            About::Confirmed => "booking_confirmed_sms",
            About::Declined => "booking_declined_sms",
            About::Expired => "booking_expired_sms",
            About::Moved => "booking_moved_sms",
            About::Cancelled => "booking_cancelled_sms",
            About::Reminder => "booking_reminder_sms",
            About::Offered => "waitlist_offered_sms",
            About::Asked => "agenda_asked_sms",
            About::Booked => "agenda_booked_sms",
            About::MovedAway => "agenda_moved_sms",
            About::CalledOff => "agenda_cancelled_sms",
        }
    }
}

impl Letter {
    /// An e-mail to a client or a specialist about `visit`.
    pub fn about_visit(to: &str, about: About, visit: &Visit) -> Self {
        let letter = Self::mail(to, about.mail()).told(visit).with_link(visit.link.as_deref());
        let letter = if visit.place.is_empty() { letter } else { letter.with("place", visit.place.as_str()) };
        if visit.person.is_empty() { letter } else { letter.with("person", visit.person.as_str()) }
    }

    /// The same as a text message.
    pub fn about_visit_in_short(to: &str, about: About, visit: &Visit) -> Self {
        // Specialists write it, others read it, and it is paid for by the letter.
        let service = visit.service.chars().take(NAME_IN_SMS).collect();
        Self::sms(to, about.sms()).told(&Visit { service, ..visit.clone() })
    }

    fn told(self, visit: &Visit) -> Self {
        let times = [("time", Some(&visit.time)), ("was", visit.was.as_ref()), ("until", visit.until.as_ref())];
        let times = times.into_iter().filter_map(|(name, time)| Some((name, time?)));
        times.fold(self.with("service", visit.service.as_str()), |letter, (name, time)| {
            Lang::ALL
                .into_iter()
                .zip(time)
                .fold(letter, |letter, (lang, time)| letter.with(&format!("{name}.{}", lang.code()), time.as_str()))
        })
    }
}
