//! A refresh token is given back: with it ends the session that it belongs to.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::Tx;

use crate::address::Origin;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::store::events::{Event, record};
use crate::store::sessions;
use crate::token::{ForeignRefresh, Refresh, TokenFault};

/// Ends the session of `token`, a token of the older wires; its access tokens are worthless from the next request on.
///
/// A spent one is refused, and ends the session nevertheless: whoever shows it wants it over, or has stolen it.
pub async fn give_back(
    desk: &Desk,
    token: Result<Refresh, ForeignRefresh>,
    origin: &Origin,
) -> Result<(), AccountError> {
    let (now, shared, origin) = (desk.clock.now(), desk.clone(), origin.clone());
    let give = async move |tx: &mut Tx| match &token {
        Ok(link) => end(tx, *link, &origin, now).await,
        Err(foreign) => spend(tx, &shared, foreign, &origin, now).await,
    };
    let was_good = desk.db.write(give).await?;
    desk.live.forget();
    if was_good { Ok(()) } else { Err(AccountError::Token(TokenFault::Spent)) }
}

/// `false` for a link that is not the newest of a living session.
async fn end(tx: &mut Tx, link: Refresh, origin: &Origin, now: Timestamp) -> Result<bool, AccountError> {
    let session = sessions::find(tx, link.session).await?.ok_or(AccountError::AccountGone)?;
    let user = session.user_id;
    if !sessions::end(tx, user, session.public_id, "signed_out", now).await? {
        return Ok(false);
    }
    record(tx, Event::SessionEnded, (Some(user), Some(user)), origin, &session.public_id.to_string(), now).await?;
    Ok(session.generation == link.generation)
}

/// The same for a token of the old backend; `false` when it was used already.
async fn spend(
    tx: &mut Tx,
    desk: &Desk,
    token: &ForeignRefresh,
    origin: &Origin,
    now: Timestamp,
) -> Result<bool, AccountError> {
    let user = token.user;
    sessions::foreign_owner(tx, user, token.issued_at).await?.ok_or(AccountError::AccountGone)?;
    // A wire that does not rotate goes on with it as a session of its own.
    let has_ended = sessions::end(tx, user, desk.tokens.foreign_session(&token.jti), "signed_out", now).await?;
    let is_spent = sessions::spend_foreign(tx, &token.jti, token.expires_at).await?;
    if !has_ended && !is_spent {
        return Ok(false);
    }
    record(tx, Event::SessionEnded, (Some(user), Some(user)), origin, "token of the old backend", now).await?;
    Ok(true)
}
