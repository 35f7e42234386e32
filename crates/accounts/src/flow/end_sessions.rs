//! Sessions end: one's own, one by one or all others.

use frontdesk_kit::db::DbError;
use frontdesk_kit::ids::PublicId;

use super::rank::may_manage;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::{Person, UserId};
use crate::policy::Permission;
use crate::store::events::{Event, record};
use crate::store::{sessions, users};
use crate::token::Wire;

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

/// Signs the account with the number `target` out of the wire that shows short tokens: the caller, together with the
/// session that this is asked in, or anybody for whoever manages accounts.
pub async fn sign_out(desk: &Desk, caller: &Caller, target: UserId, origin: &Origin) -> Result<(), AccountError> {
    let own = target == caller.user_id;
    if !own && !caller.may(Permission::ManageAnyAccount) {
        return Err(AccountError::Forbidden);
    }
    let (now, shared, actor, origin) = (desk.clock.now(), desk.clone(), caller.clone(), origin.clone());
    let ended = desk.db.write(async move |tx| {
        let person = users::person(tx, target).await?.ok_or(AccountError::NotFound)?;
        if !own && !may_manage(&shared, &actor, &person) {
            return Err(AccountError::Forbidden);
        }
        let mut ended = sessions::end_of_wire(tx, target, Wire::Short, "signed_out", now).await?;
        if let Some((_, present)) = actor.session.filter(|_| own) {
            ended += u64::from(sessions::end(tx, target, present, "signed_out", now).await?);
        }
        let who = (Some(actor.user_id), Some(target));
        Ok(record(tx, Event::SessionEnded, who, &origin, &format!("{ended} signed out"), now).await?)
    });
    ended.await?;
    desk.live.forget();
    Ok(())
}

/// Ends all sessions of `person`, whom the caller manages.
pub async fn end_sessions_of(
    desk: &Desk,
    caller: &Caller,
    person: &Person,
    origin: &Origin,
) -> Result<(), AccountError> {
    if !may_manage(desk, caller, person) {
        return Err(AccountError::Forbidden);
    }
    let (now, origin, who) = (desk.clock.now(), origin.clone(), (Some(caller.user_id), Some(person.id)));
    let user = person.id;
    let ended = desk.db.write(async move |tx| {
        let count = sessions::end_all(tx, user, None, "ended_by_administration", now).await?;
        record(tx, Event::SessionEnded, who, &origin, &format!("{count} by administration"), now).await
    });
    ended.await.map_err(|error: DbError| error)?;
    desk.live.forget();
    Ok(())
}
