//! Who is told of what, decided without a database.

use frontdesk_accounts::model::UserId;
use frontdesk_notify::About;

use crate::model::{Booking, Source, Status};
use crate::store::notices::Event;

/// For how long what happened is news, in seconds: three days. What lay about for longer is told to nobody.
const NEWS_SECONDS: i64 = 3 * 86_400;

/// What each side of a booking is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    pub client: Option<About>,
    pub specialist: Option<About>,
}

/// What is told of `event`. Nobody hears of what they have done themselves, but for the client, to whom the letter is the
/// receipt.
pub fn of(event: &Event, booking: &Booking, now: frontdesk_kit::clock::Timestamp) -> Notices {
    if event.at < now.plus(-NEWS_SECONDS) {
        return Notices::default();
    }
    let is_new = event.before_kind.as_deref().is_none_or(|kind| kind == Status::Held.key());
    let both = |client, specialist| Notices { client: Some(client), specialist: Some(specialist) };
    let client = |client| Notices { client: Some(client), specialist: None };
    let told = match (event.kind.as_str(), Status::parse(&event.kind)) {
        (_, Some(Status::Requested)) => both(About::Requested, About::Asked),
        (_, Some(Status::Confirmed)) if is_new => both(About::Made, About::Booked),
        (_, Some(Status::Confirmed)) => client(About::Confirmed),
        (_, Some(Status::Declined)) => client(About::Declined),
        (_, Some(Status::Expired)) if booking.status != Status::Held => client(About::Expired),
        (_, Some(Status::CancelledByBusiness)) => client(About::Cancelled),
        (_, Some(Status::CancelledByClient)) => Notices { client: None, specialist: Some(About::CalledOff) },
        ("rescheduled", _) => both(About::Moved, About::MovedAway),
        _ => Notices::default(),
    };
    let by_specialist = event.actor_id.is_some_and(|actor: UserId| booking.specialist_id == Some(actor));
    // Guests are written to when they book, with the secret; what they do by it they are answered, and the address may be
    // somebody else's.
    let by_guest = booking.source == Source::Guest && event.actor_id.is_none();
    let is_receipt = |about: &About| matches!(about, About::Requested | About::Made | About::Moved);
    Notices {
        client: told.client.filter(|about| !(by_guest && is_receipt(about))),
        specialist: told.specialist.filter(|_| !by_specialist),
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_kit::clock::Timestamp;

    use super::*;
    use crate::tests::sample;

    fn event(kind: &str, before: Option<&str>, actor: Option<i64>) -> Event {
        Event {
            position: 1,
            booking_id: crate::model::BookingId(1),
            seq: 1,
            kind: kind.to_owned(),
            actor_id: actor.map(UserId),
            starts_at: Timestamp(0),
            at: Timestamp(0),
            before_kind: before.map(str::to_owned),
            before_starts_at: None,
        }
    }

    fn told(kind: &str, before: Option<&str>, actor: Option<i64>) -> (Option<About>, Option<About>) {
        let Notices { client, specialist } = of(&event(kind, before, actor), &sample(), Timestamp(0));
        (client, specialist)
    }

    #[test]
    fn each_side_hears_what_the_other_did() {
        assert_eq!(told("requested", None, Some(2)), (Some(About::Requested), Some(About::Asked)));
        assert_eq!(told("confirmed", None, Some(2)), (Some(About::Made), Some(About::Booked)));
        assert_eq!(told("confirmed", Some("held"), Some(2)), (Some(About::Made), Some(About::Booked)));
        assert_eq!(told("confirmed", Some("requested"), Some(1)), (Some(About::Confirmed), None));
        assert_eq!(told("rescheduled", Some("confirmed"), Some(2)), (Some(About::Moved), Some(About::MovedAway)));
        assert_eq!(told("rescheduled", Some("confirmed"), Some(1)), (Some(About::Moved), None));
        assert_eq!(told("cancelled_by_client", Some("confirmed"), Some(2)), (None, Some(About::CalledOff)));
        assert_eq!(told("cancelled_by_business", Some("confirmed"), None), (Some(About::Cancelled), None));
        assert_eq!(told("arrived", Some("confirmed"), Some(1)), (None, None));
        assert_eq!(told("held", None, Some(2)), (None, None));
    }

    #[test]
    fn a_guest_is_not_told_what_the_letter_with_the_secret_says_already() {
        let guest = Booking { source: Source::Guest, client_id: None, ..sample() };
        let told =
            |kind: &str, before: Option<&str>, actor| of(&event(kind, before, actor), &guest, Timestamp(0)).client;
        assert_eq!([told("requested", None, None), told("confirmed", None, None)], [None, None]);
        assert_eq!(told("rescheduled", Some("confirmed"), None), None);
        assert_eq!(told("rescheduled", Some("confirmed"), Some(1)), Some(About::Moved));
        assert_eq!(told("confirmed", Some("requested"), Some(1)), Some(About::Confirmed));
    }

    #[test]
    fn old_news_are_none() {
        let event = event("confirmed", None, None);
        assert_eq!(of(&event, &sample(), Timestamp(NEWS_SECONDS)).client, Some(About::Made));
        assert_eq!(of(&event, &sample(), Timestamp(NEWS_SECONDS + 1)), Notices::default());
    }
}
