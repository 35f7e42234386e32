//! Sessions end: one's own, one by one or all others.

use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;

use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::store::events::{Event, record};
use crate::store::sessions;

/// Ends the caller's session called `session`; it and its tokens are worthless from the next request on.
pub async fn end_session(desk: &Desk, caller: &Caller, session: PublicId, origin: &Origin) -> Result<(), AccountError> {
    let (now, user, origin) = (desk.clock.now(), caller.user_id, origin.clone());
    let ended = desk.db.write(async move |tx| {
        let ended = sessions::end(tx, user, session, "signed_out", now).await?;
        if ended {
            record(tx, Event::SessionEnded, (Some(user), Some(user)), &origin, &session.to_string(), now).await?;
        }
        Ok::<_, DbError>(ended)
    });
    if !ended.await? {
        return Err(AccountError::NotFound);
    }
    desk.live.forget();
    Ok(())
}

/// Ends all sessions of the caller but the present one.
pub async fn end_other_sessions(desk: &Desk, caller: &Caller, origin: &Origin) -> Result<(), AccountError> {
    let (now, user, origin) = (desk.clock.now(), caller.user_id, origin.clone());
    let present = caller.session.map(|(id, _)| id);
    let ended = desk.db.write(async move |tx| {
        let count = sessions::end_all(tx, user, present, "signed_out_elsewhere", now).await?;
        let detail = format!("{count} others");
        record(tx, Event::SessionEnded, (Some(user), Some(user)), &origin, &detail, now).await
    });
    ended.await.map_err(|error: DbError| error)?;
    desk.live.forget();
    Ok(())
}
