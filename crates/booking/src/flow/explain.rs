//! Somebody wonders why a time is not offered.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;
use frontdesk_kit::ids::PublicId;
use frontdesk_schedule::explain;

use crate::calendar::offered;
use crate::error::BookingError;
use crate::reasons;

/// Why a service cannot begin at `at`, in a stable word; `None` exactly when it can be booked then.
///
/// Its specialist, and whoever manages schedules, is told everything; others hear no more than bookings tell them.
pub async fn explain_slot(
    tx: &mut Tx,
    model: &Model,
    caller: Option<&Caller>,
    (service, location): (PublicId, Option<PublicId>),
    at: Timestamp,
    now: Timestamp,
) -> Result<Option<&'static str>, BookingError> {
    let offered = offered(tx, model, service, (location, "location")).await?;
    let diary = &offered.diary;
    let reason = match diary.page(at, now) {
        Ok(dates) => {
            let pages = diary.pages(tx, dates).await?;
            explain(diary.offer, &pages.open, &pages.busy, at.into(), now.into())
        }
        Err(beyond) => Some(beyond),
    };
    let knows = caller.is_some_and(|caller| {
        caller.user_id == offered.service.specialist_id || caller.may(Permission::ManageAnySchedule)
    });
    Ok(reason.map(|reason| if knows { reason.code() } else { reasons::told(reason) }))
}
