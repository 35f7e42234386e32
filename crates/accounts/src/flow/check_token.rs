//! Somebody asks whether a token is good, without using it.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};

use crate::desk::Desk;
use crate::error::AccountError;
use crate::store::sessions;
use crate::token::{ForeignRefresh, Refresh, TokenFault, Verified};

/// Whether `text` would be taken: an access token, or a refresh token of the older wires.
///
/// What has ended since it was issued, be it the session, the account or its suspension, makes an access token
/// [`TokenFault::Invalid`]; a refresh token whose chain has gone on or ended is [`TokenFault::Spent`].
pub async fn check_token(desk: &Desk, text: &str) -> Result<(), AccountError> {
    let now = desk.clock.now();
    let fault = match desk.tokens.verify(text, now) {
        Ok(verified) => check_access(desk, verified, now).await?,
        Err(TokenFault::WrongType) => match desk.tokens.read_dialect_refresh(text, now) {
            Ok(token) => check_refresh(desk, token, now).await?,
            Err(fault) => Some(fault),
        },
        Err(fault) => Some(fault),
    };
    fault.map_or(Ok(()), |fault| Err(AccountError::Token(fault)))
}

async fn check_access(desk: &Desk, verified: Verified, now: Timestamp) -> Result<Option<TokenFault>, DbError> {
    let standing = desk.live.find(&desk.db, verified.bearer, now).await?;
    let is_good = standing.is_some_and(|standing| !standing.suspended);
    Ok((!is_good).then_some(TokenFault::Invalid))
}

async fn check_refresh(
    desk: &Desk,
    token: Result<Refresh, ForeignRefresh>,
    now: Timestamp,
) -> Result<Option<TokenFault>, DbError> {
    let shared = desk.clone();
    let check = async move |tx: &mut Tx| match &token {
        Ok(link) => check_link(tx, *link, now).await,
        Err(foreign) => {
            if sessions::foreign_owner(tx, foreign.user, foreign.issued_at).await?.is_none() {
                return Ok(Some(TokenFault::Invalid));
            }
            // A wire that does not rotate goes on with it as a session of its own.
            let session = sessions::find(tx, shared.tokens.foreign_session(&foreign.jti)).await?;
            let lives = session.is_some_and(|session| session.ended_at.is_none());
            let is_spent = !lives && sessions::is_spent(tx, &foreign.jti).await?;
            Ok(is_spent.then_some(TokenFault::Spent))
        }
    };
    desk.db.read(check).await
}

async fn check_link(tx: &mut Tx, link: Refresh, now: Timestamp) -> Result<Option<TokenFault>, DbError> {
    let session = sessions::find(tx, link.session).await?;
    let Some(session) = session.filter(|session| session.suspended_at.is_none()) else {
        return Ok(Some(TokenFault::Invalid));
    };
    let lives = session.ended_at.is_none() && session.generation == link.generation && now < session.expires_at;
    Ok((!lives).then_some(TokenFault::Spent))
}
