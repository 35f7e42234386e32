//! What clients say of visits, as values.

use frontdesk_accounts::model::UserId;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::{number_id, row};

use crate::model::BookingId;

number_id! {
    /// The number of a review; nobody outside sees it.
    ReviewId
}

row! {
    /// What a client says of a visit that took place.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Review {
        pub id: ReviewId,
        pub public_id: PublicId,
        pub booking_id: BookingId,
        pub specialist_id: UserId,
        /// `None` when they have left.
        pub client_id: Option<UserId>,
        /// From 1 to 5.
        pub rating: i64,
        pub text: String,
        /// The specialist's answer; empty as long as there is none.
        pub reply: String,
        pub replied_at: Option<Timestamp>,
        /// Since when it is not for everybody.
        pub hidden_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        /// Counts the changes, from 1.
        pub version: i64,
        /// What was done, as it was called then.
        pub service_name: String,
    }
}

/// What a client has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// From 1 to 5.
    pub rating: i64,
    pub text: String,
}

/// Which review is meant, and by whom: there is no other for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reviewed {
    /// That of a booking, by its author.
    By(UserId, BookingId),
    /// Of somebody's work.
    Of(UserId, PublicId),
    Any(PublicId),
}
