//! Calendars that specialists keep elsewhere are read.

use std::time::Duration;

use frontdesk_booking::Bookings;
use frontdesk_booking::flow::external::Reader;

/// How often it is looked whose turn it is.
const PACE: Duration = Duration::from_secs(1);

/// Reads calendars in their turn, for ever; end it by aborting its task.
pub async fn keep_calendars(bookings: Bookings) {
    let mut reader = Reader::new(bookings.desk().clone(), bookings.calendars());
    loop {
        tokio::time::sleep(PACE).await;
        if let Err(error) = reader.look().await {
            tracing::warn!(%error, "calendars kept elsewhere could not be looked up");
        }
    }
}
