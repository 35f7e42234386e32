//! The services of visits that have several. A visit to one service has no rows here: the booking itself says all.

use frontdesk_catalogue::model::ServiceId;
use frontdesk_kit::db::{DbError, Param, Query, Tx};
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::money::Minor;
use frontdesk_kit::{clock::Timestamp, row};

use crate::model::{Booking, BookingId, Item};

row! {
    /// One service of a visit.
    #[derive(Clone, Debug)]
    pub struct ItemRow {
        pub booking_id: BookingId,
        pub service_id: Option<ServiceId>,
        /// As far as it is still offered.
        pub service: Option<PublicId>,
        pub name: String,
        pub duration_minutes: i64,
        pub price: Minor,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
    }
}

/// Adds the services of a visit, in their order.
pub async fn insert(tx: &mut Tx, booking: BookingId, items: &[Item]) -> Result<(), DbError> {
    let mut query = Query::new(
        "insert into booking_items (booking_id, seq, service_id, name, duration_minutes, price_minor, starts_at, ends_at)",
    );
    for (place, item) in items.iter().enumerate() {
        query.push(if place == 0 { "values" } else { "," });
        let values: Vec<Box<dyn Param + Send>> = vec![
            Box::new(booking),
            Box::new(place as i64 + 1),
            Box::new(item.service_id),
            Box::new(item.name.clone()),
            Box::new(item.duration_minutes),
            Box::new(item.price),
            Box::new(item.starts_at),
            Box::new(item.ends_at),
        ];
        query.bind("(?, ?, ?, ?, ?, ?, ?, ?)", values);
    }
    tx.run(&query, &query.params()).await.map(|_| ())
}

/// The services of those of `bookings` that have several, booking by booking, in their order.
pub async fn of(tx: &mut Tx, bookings: &[Booking]) -> Result<Vec<ItemRow>, DbError> {
    let Some((first, rest)) = bookings.split_first() else { return Ok(Vec::new()) };
    let mut query = Query::new(
        "select i.booking_id, i.service_id, s.public_id, i.name, i.duration_minutes, i.price_minor, i.starts_at, i.ends_at
         from booking_items i left join services s on s.id = i.service_id",
    );
    query.bind("where i.booking_id in (?", vec![Box::new(first.id)]);
    for booking in rest {
        query.bind(", ?", vec![Box::new(booking.id)]);
    }
    query.push(") order by i.booking_id, i.seq");
    tx.all(&query, &query.params()).await
}

/// Moves the services of `booking` by so many seconds.
pub async fn shift(tx: &mut Tx, booking: BookingId, seconds: i64) -> Result<(), DbError> {
    let sql = "update booking_items set starts_at = starts_at + $1, ends_at = ends_at + $1 where booking_id = $2";
    tx.run(sql, &[&seconds, &booking]).await.map(|_| ())
}
