//! Bookings as other calendars read them: iCalendar, RFC 5545.

mod event;
mod line;

pub use event::{Standing, VisitEvent};

use crate::flow::Shown;
use crate::model::Side;
use line::Lines;

/// What a calendar is sent for, RFC 5546; one that is fetched has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Something is to take place, or is different.
    Request,
    /// It is not.
    Cancel,
}

impl Method {
    /// How it is written.
    pub fn name(self) -> &'static str {
        match self {
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }
}

/// A calendar with `events`. The same events make the same text.
pub fn calendar<'a>(method: Option<Method>, events: impl IntoIterator<Item = VisitEvent<'a>>) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Frontdesk//Frontdesk//EN");
    lines.put("CALSCALE", "GREGORIAN");
    if let Some(method) = method {
        lines.put("METHOD", method.name());
    }
    for event in events {
        event.write(&mut lines);
    }
    lines.put("END", "VCALENDAR");
    lines.into_text()
}

/// What comes with a letter to whoever is on `side` of a booking: their program puts it into their calendar, changes it
/// there, or takes it out. Both parties are addresses of e-mail.
pub fn invitation(shown: &Shown, side: Side, host: &str, parties: (&str, &str)) -> (Method, String) {
    let method = if shown.booking.status.frees() { Method::Cancel } else { Method::Request };
    let event = VisitEvent { parties: Some(parties), ..VisitEvent::new(shown, side, host) };
    (method, calendar(Some(method), [event]))
}

#[cfg(test)]
mod tests;
