//! Who makes a booking, and for whom.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;

use crate::error::BookingError;
use crate::model::{Booking, Guest, Side, Source, Status};
use crate::offering::Candidate;
use crate::rules;
use crate::store::{bookings, guests};

/// For whom a booking is made, by whom, and how.
pub(super) struct Party<'a> {
    pub client: Option<UserId>,
    pub guest: Guest,
    pub source: Source,
    pub actor: Option<UserId>,
    /// Who books for somebody else.
    pub staff: Option<&'a Caller>,
    pub allow_overlap: bool,
    /// Until when the time is only held.
    pub hold_expires_at: Option<Timestamp>,
}

impl Default for Party<'_> {
    fn default() -> Self {
        Self {
            client: None,
            guest: Guest::default(),
            source: Source::App,
            actor: None,
            staff: None,
            allow_overlap: false,
            hold_expires_at: None,
        }
    }
}

impl Party<'_> {
    /// A client who books for themselves.
    pub fn client(client: UserId) -> Self {
        Self { client: Some(client), actor: Some(client), ..Self::default() }
    }

    /// Who is held to what clients are held to.
    pub fn side(&self) -> Side {
        if self.staff.is_some() { Side::Business } else { Side::Client }
    }

    /// `agreed` as the booking of this party.
    pub fn sign(&self, agreed: Booking) -> Booking {
        let status = match agreed.status {
            _ if self.hold_expires_at.is_some() => Status::Held,
            // The business says yes to itself.
            _ if self.staff.is_some() => Status::Confirmed,
            agreed => agreed,
        };
        let Guest { name, email, phone } = self.guest.clone();
        Booking {
            status,
            client_id: self.client,
            source: self.source,
            hold_expires_at: self.hold_expires_at,
            guest_name: name,
            guest_email: email,
            guest_phone: phone,
            ..agreed
        }
    }

    /// Whether this party may be booked for one more visit to `candidate`, who may have it `forced` upon them.
    pub async fn check(
        &self,
        tx: &mut Tx,
        (candidate, forced): (&Candidate, bool),
        now: Timestamp,
    ) -> Result<(), BookingError> {
        let specialist = candidate.specialist;
        match (self.staff, self.client) {
            _ if forced => rules::one_more_forced(bookings::forced_to_come_of(tx, specialist, now).await?),
            // The business is not held to what clients are held to.
            (Some(_), _) => Ok(()),
            (None, Some(client)) => {
                let to_come = bookings::to_come_of(tx, client, specialist, now).await?;
                rules::one_more(to_come, candidate.parts.len())
            }
            (None, None) => {
                let contact = (self.guest.email.as_str(), self.guest.phone.as_str());
                rules::one_more_guest(guests::to_come_of(tx, contact, now).await?)
            }
        }
    }
}
