//! What this room's handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use frontdesk_accounts::desk::Desk;
use frontdesk_catalogue::Catalogue;
use frontdesk_notify::outbound::Reach;

use crate::BookingSettings;
use crate::availability::Availability;

/// The state of this room; cheap to clone.
#[derive(Clone)]
pub struct Bookings {
    catalogue: Catalogue,
    availability: Arc<Availability>,
    reach: Reach,
    calendars: Reach,
    settings: BookingSettings,
}

impl Bookings {
    /// Bookings of what `catalogue` offers.
    pub fn new(catalogue: Catalogue, settings: BookingSettings) -> Self {
        let (reach, calendars) = (Reach::default(), Reach::default());
        Self { catalogue, availability: Arc::default(), reach, calendars, settings }
    }

    /// The same, where addresses that users give may lead as far as `reach`.
    pub fn with_reach(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    /// The same, where calendars that are kept elsewhere may lie as far as `calendars`.
    pub fn with_calendars(self, calendars: Reach) -> Self {
        Self { calendars, ..self }
    }

    /// How far addresses that users give may lead.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// How far calendars that are kept elsewhere may lie.
    pub fn calendars(&self) -> Reach {
        self.calendars
    }

    /// What the operator decides.
    pub fn settings(&self) -> BookingSettings {
        self.settings
    }

    /// What all rooms share.
    pub fn desk(&self) -> &Desk {
        self.catalogue.desk()
    }

    /// Who is free when.
    pub fn availability(&self) -> &Arc<Availability> {
        &self.availability
    }

    /// Keeps what searches by time are answered from in step, for ever; end it by aborting its task.
    pub async fn keep_searchable(self) {
        self.availability.keep_ready(self.desk()).await;
    }

    /// What is offered.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }
}

impl FromRef<Bookings> for Desk {
    fn from_ref(bookings: &Bookings) -> Self {
        bookings.desk().clone()
    }
}
