//! Somebody wonders why a time is not offered.

use frontdesk_accounts::caller::Caller;
use frontdesk_accounts::declared::Model;
use frontdesk_accounts::policy::Permission;
use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;

use crate::candidates::offered;
use crate::error::BookingError;
use crate::offering::Visit;
use crate::reasons;

/// Why a visit cannot begin at `at`, in a stable word, by whoever comes nearest to it; `None` exactly when it can be booked
/// then.
///
/// Those who could be booked, and whoever manages schedules, are told everything; others hear no more than bookings tell
/// them.
pub async fn explain_slot(
    tx: &mut Tx,
    model: &Model,
    caller: Option<&Caller>,
    visit: &Visit,
    at: Timestamp,
    now: Timestamp,
) -> Result<Option<&'static str>, BookingError> {
    let offered = offered(tx, model, visit).await?;
    let mut nearest = None;
    for candidate in &offered.candidates {
        let Err(reason) = candidate.diary.look(tx, at, now).await? else { return Ok(None) };
        let knows = caller
            .is_some_and(|caller| caller.user_id == candidate.specialist || caller.may(Permission::ManageAnySchedule));
        nearest = nearest.max(Some((reason, knows)));
    }
    Ok(nearest.map(|(reason, knows)| if knows { reason.code() } else { reasons::told(reason) }))
}
