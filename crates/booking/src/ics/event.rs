//! A booking as an event.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;

use super::line::Lines;
use crate::flow::Shown;
use crate::model::{Side, Status};

/// How firm an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Tentative,
    Confirmed,
    Cancelled,
}

impl Standing {
    /// How firm a booking with this status is.
    pub fn of(status: Status) -> Self {
        match status {
            status if status.frees() => Standing::Cancelled,
            Status::Requested => Standing::Tentative,
            _ => Standing::Confirmed,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Standing::Tentative => "TENTATIVE",
            Standing::Confirmed => "CONFIRMED",
            Standing::Cancelled => "CANCELLED",
        }
    }
}

/// A visit in somebody's calendar.
#[derive(Clone, Debug)]
pub struct VisitEvent<'a> {
    /// The booking's; with `host` it is what calendars know the event by, for ever.
    pub id: PublicId,
    pub host: &'a str,
    /// Counts the changes.
    pub sequence: i64,
    pub standing: Standing,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub summary: String,
    /// Where; empty if that is not known.
    pub location: String,
    /// Who invites and who is invited, by their addresses: only in what is sent by mail.
    pub parties: Option<(&'a str, &'a str)>,
}

impl<'a> VisitEvent<'a> {
    /// A booking as it stands in the calendar of whoever is on `side` of it.
    pub fn new(shown: &Shown, side: Side, host: &'a str) -> Self {
        let booking = &shown.booking;
        let card = if side == Side::Client { &shown.specialist } else { &shown.client };
        let guest = Some(booking.guest_name.as_str()).filter(|name| side == Side::Business && !name.is_empty());
        let other = card.as_ref().and_then(|card| card.full_name.as_deref()).or(guest);
        let place = shown.beside.as_ref();
        let texts = place.map(|place| [&place.location_name, &place.city, &place.address]);
        let texts = texts.into_iter().flatten().filter_map(|text| text.as_deref()).filter(|text| !text.is_empty());
        Self {
            id: booking.public_id,
            host,
            sequence: booking.version - 1,
            standing: Standing::of(booking.status),
            starts_at: booking.starts_at,
            ends_at: booking.ends_at,
            created_at: booking.created_at,
            updated_at: booking.updated_at,
            summary: match other {
                Some(name) => format!("{} – {name}", booking.service_name),
                None => booking.service_name.clone(),
            },
            location: texts.collect::<Vec<_>>().join(", "),
            parties: None,
        }
    }

    pub(super) fn write(&self, lines: &mut Lines) {
        lines.put("BEGIN", "VEVENT");
        lines.put("UID", &format!("{}@{}", self.id, self.host));
        // Where nothing is sent, this is when the event changed last (section 3.8.7.2).
        lines.moment("DTSTAMP", self.updated_at);
        lines.moment("LAST-MODIFIED", self.updated_at);
        lines.moment("CREATED", self.created_at);
        lines.put("SEQUENCE", &self.sequence.to_string());
        lines.put("STATUS", self.standing.name());
        lines.moment("DTSTART", self.starts_at);
        lines.moment("DTEND", self.ends_at);
        lines.text("SUMMARY", &self.summary);
        if !self.location.is_empty() {
            lines.text("LOCATION", &self.location);
        }
        if let Some((organizer, attendee)) = self.parties {
            lines.put("ORGANIZER", &format!("mailto:{organizer}"));
            lines.put("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE", &format!("mailto:{attendee}"));
        }
        lines.put("CLASS", "PRIVATE");
        lines.put("TRANSP", if self.standing == Standing::Cancelled { "TRANSPARENT" } else { "OPAQUE" });
        lines.put("END", "VEVENT");
    }
}
