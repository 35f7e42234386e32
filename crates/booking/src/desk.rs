//! What this room's handlers share.

use axum::extract::FromRef;
use frontdesk_accounts::desk::Desk;
use frontdesk_catalogue::Catalogue;

/// The state of this room; cheap to clone.
#[derive(Clone)]
pub struct Bookings {
    catalogue: Catalogue,
}

impl Bookings {
    /// Bookings of what `catalogue` offers.
    pub fn new(catalogue: Catalogue) -> Self {
        Self { catalogue }
    }

    /// What all rooms share.
    pub fn desk(&self) -> &Desk {
        self.catalogue.desk()
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
