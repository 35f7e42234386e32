//! What stands beside bookings: their services and places, as far as they are still there.

use frontdesk_kit::db::{DbError, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::row;

use crate::model::{Booking, BookingId};

row! {
    /// The service and the place of a booking.
    #[derive(Clone, Debug)]
    pub struct Beside {
        pub booking_id: BookingId,
        pub service_id: Option<PublicId>,
        pub location_id: Option<PublicId>,
        pub location_name: Option<String>,
        pub city: Option<String>,
        pub address: Option<String>,
    }
}

/// What stands beside each of `bookings`, in no order.
pub async fn of(tx: &mut Tx, bookings: &[Booking]) -> Result<Vec<Beside>, DbError> {
    let Some((first, rest)) = bookings.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(
        "select b.id, s.public_id, l.public_id, l.name, l.city, l.address from bookings b
         left join services s on s.id = b.service_id left join locations l on l.id = b.location_id",
    );
    query.bind("where b.id in (?", vec![Box::new(first.id)]);
    for booking in rest {
        query.bind(", ?", vec![Box::new(booking.id)]);
    }
    query.push(")");
    tx.all(&query, &query.params()).await
}
