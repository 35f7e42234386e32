//! Webhooks as values.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::{keyed, number_id, row};

use crate::model::BookingId;

number_id! {
    /// The number of a webhook.
    WebhookId
}

number_id! {
    /// The number of a delivery.
    DeliveryId
}

keyed! {
    /// What webhooks hear of.
    pub enum EventKind {
        Requested = "booking.requested",
        Confirmed = "booking.confirmed",
        Rescheduled = "booking.rescheduled",
        Arrived = "booking.arrived",
        Completed = "booking.completed",
        NoShow = "booking.no_show",
        Declined = "booking.declined",
        Expired = "booking.expired",
        CancelledByClient = "booking.cancelled_by_client",
        CancelledByBusiness = "booking.cancelled_by_business",
    }
}

impl EventKind {
    /// What a booking's event of this kind is called outside; `None` for what nobody outside hears of.
    pub fn of(kind: &str) -> Option<Self> {
        Self::parse(&format!("booking.{kind}"))
    }
}

row! {
    /// Somewhere to tell.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Webhook {
        pub id: WebhookId,
        pub public_id: PublicId,
        pub url: String,
        /// The keys of [`EventKind`]s, in a row; empty for all.
        pub kinds: String,
        pub secret_version: i64,
        pub failing_since: Option<Timestamp>,
        pub disabled_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        pub version: i64,
    }
}

impl Webhook {
    /// Whether it wants to hear of `kind`.
    pub fn wants(&self, kind: EventKind) -> bool {
        self.kinds.is_empty() || self.kinds().any(|wanted| wanted == kind)
    }

    /// What it wants to hear of; nothing in particular for everything.
    pub fn kinds(&self) -> impl Iterator<Item = EventKind> {
        self.kinds.split(' ').filter_map(EventKind::parse)
    }

    /// What its secret is computed from.
    pub fn secret_name(&self) -> String {
        format!("{} {}", self.public_id, self.secret_version)
    }
}

row! {
    /// Something that a webhook is to hear.
    #[derive(Clone, Debug)]
    pub struct Delivery {
        pub id: DeliveryId,
        pub public_id: PublicId,
        pub booking_id: BookingId,
        pub seq: i64,
        pub kind: EventKind,
        pub at: Timestamp,
        pub due_at: Timestamp,
        pub attempts: i64,
        pub delivered_at: Option<Timestamp>,
        pub gave_up_at: Option<Timestamp>,
        pub status: Option<i64>,
        pub error: String,
    }
}

/// The pauses after failures, in seconds; after the last attempt it is given up. Three and a half days in all.
const PAUSES: [i64; 10] = [30, 60, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// For how long nothing may arrive until a webhook is switched off, in seconds: five days.
pub const PATIENCE_SECONDS: i64 = 5 * 86_400;

/// How long to wait after so many `attempts`; `None` when it is to be given up.
pub fn pause(attempts: i64) -> Option<i64> {
    PAUSES.get(usize::try_from(attempts).unwrap_or(usize::MAX)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_hears_what_it_wants_and_everything_if_it_says_nothing() {
        let hook = |kinds: &str| Webhook {
            id: WebhookId(1),
            public_id: PublicId(uuid::Uuid::nil()),
            url: String::new(),
            kinds: kinds.to_owned(),
            secret_version: 1,
            failing_since: None,
            disabled_at: None,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            version: 1,
        };
        assert!(hook("").wants(EventKind::Declined));
        let some = hook("booking.confirmed booking.rescheduled");
        assert!(some.wants(EventKind::Rescheduled) && !some.wants(EventKind::Declined));
        assert_eq!(EventKind::of("no_show"), Some(EventKind::NoShow));
        assert_eq!(EventKind::of("held"), None);
    }

    #[test]
    fn attempts_go_on_for_days() {
        let all: i64 = (0..).map_while(pause).sum();
        assert!(all > 3 * 86_400 && all < PATIENCE_SECONDS && pause(0).is_some_and(|first| first > 10));
    }
}
