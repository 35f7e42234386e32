//! A session goes on: its newest refresh token is exchanged for the next.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use super::sign_in::SignedIn;
use crate::address::Origin;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::model::UserId;
use crate::store::events::{Event, record};
use crate::store::sessions::{self, NewSession};
use crate::token::{ForeignRefresh, Refresh, SESSION_SECONDS, TokenFault, Wire};

/// For how long the link before the newest is taken for a lost answer and not for theft.
const GRACE_SECONDS: i64 = 10;

/// What the link before the newest gets within the grace of ten seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grace {
    /// The same successor once more, so that two tabs do not log each other out.
    SameSuccessor,
    /// A refusal, and nothing worse: the older wires promise that a token works exactly once.
    Refuse,
}

enum Outcome {
    Next { user: UserId, user_public_id: PublicId, link: Refresh, session_end: Timestamp },
    Refused(TokenFault),
    AccountGone,
}

/// Exchanges `link` for its successor and a fresh access token.
///
/// A link that was spent more than ten seconds ago is a sign of theft: the whole session ends.
pub async fn refresh(
    desk: &Desk,
    link: Refresh,
    (wire, grace): (Wire, Grace),
    origin: &Origin,
) -> Result<SignedIn, AccountError> {
    let now = desk.clock.now();
    let origin = origin.clone();
    let outcome: Outcome =
        desk.db.write(async move |tx| advance(tx, link, grace, &origin, now).await).await.map_err(|e: DbError| e)?;
    match outcome {
        Outcome::Next { user, user_public_id, link, session_end } => {
            Ok(SignedIn::issue(desk, wire, (user, user_public_id), link, session_end))
        }
        Outcome::Refused(fault) => {
            desk.live.forget();
            Err(AccountError::Token(fault))
        }
        Outcome::AccountGone => Err(AccountError::AccountGone),
    }
}

async fn advance(
    tx: &mut Tx,
    link: Refresh,
    grace: Grace,
    origin: &Origin,
    now: Timestamp,
) -> Result<Outcome, DbError> {
    let next = Refresh { generation: link.generation + 1, ..link };
    if let Some((user, user_public_id, session_end)) = sessions::rotate(tx, link, now).await? {
        return Ok(Outcome::Next { user, user_public_id, link: next, session_end });
    }
    let Some(session) = sessions::find(tx, link.session).await? else {
        return Ok(Outcome::AccountGone);
    };
    if session.suspended_at.is_some() {
        return Ok(Outcome::AccountGone);
    }
    if session.ended_at.is_some() || link.generation >= session.generation {
        return Ok(Outcome::Refused(TokenFault::Spent));
    }
    let lost_answer = next.generation == session.generation && now.since(session.rotated_at) <= GRACE_SECONDS;
    match (lost_answer, grace) {
        (true, Grace::SameSuccessor) => Ok(Outcome::Next {
            user: session.user_id,
            user_public_id: session.user_public_id,
            link: next,
            session_end: session.expires_at,
        }),
        (true, Grace::Refuse) => Ok(Outcome::Refused(TokenFault::Spent)),
        (false, _) => {
            if sessions::end(tx, session.user_id, session.public_id, "refresh_reused", now).await? {
                let who = (None, Some(session.user_id));
                record(tx, Event::RefreshReused, who, origin, &session.public_id.to_string(), now).await?;
            }
            Ok(Outcome::Refused(TokenFault::Spent))
        }
    }
}

/// A fresh access token for the newest link of a living session, which stays usable: for wires that do not rotate.
///
/// A token of the old backend names a session of its own, which begins when it is first shown.
pub async fn renew_access(
    desk: &Desk,
    token: Result<Refresh, ForeignRefresh>,
    origin: &Origin,
) -> Result<String, AccountError> {
    let now = desk.clock.now();
    let (link, foreign) = match token {
        Ok(link) => (link, None),
        Err(foreign) => (Refresh { session: desk.tokens.foreign_session(&foreign.jti), generation: 0 }, Some(foreign)),
    };
    let origin = origin.clone();
    let user = desk.db.write(async move |tx| {
        if let Some(foreign) = foreign {
            adopt(tx, &foreign, link.session, &origin, now).await?;
        }
        let session = sessions::find(tx, link.session).await?;
        let session = session.filter(|session| session.suspended_at.is_none()).ok_or(AccountError::AccountGone)?;
        let lives = session.ended_at.is_none() && session.generation == link.generation && now < session.expires_at;
        if lives { Ok(session.user_id) } else { Err(AccountError::Token(TokenFault::Spent)) }
    });
    Ok(desk.tokens.dialect_access(user.await?, link.session, desk.entropy.bytes(), now))
}

/// Begins the session that a token of the old backend names, unless it has begun already.
async fn adopt(
    tx: &mut Tx,
    token: &ForeignRefresh,
    session: PublicId,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), AccountError> {
    sessions::foreign_owner(tx, token.user, token.issued_at).await?.ok_or(AccountError::AccountGone)?;
    if sessions::find(tx, session).await?.is_none() {
        // Exchanged on another wire, blacklisted by the old backend, or used here in a session that is long forgotten.
        if !sessions::spend_foreign(tx, &token.jti, token.expires_at).await? {
            return Err(AccountError::Token(TokenFault::Spent));
        }
        let new = NewSession {
            public_id: session,
            user_id: token.user,
            wire: Wire::Dialect,
            device_name: String::new(),
            expires_at: token.expires_at.min(now.plus(SESSION_SECONDS)),
        };
        sessions::insert(tx, &new, origin, now).await?;
    }
    Ok(())
}

/// Exchanges a refresh token of the old backend for a session of ours; it works once.
pub async fn refresh_foreign(desk: &Desk, token: ForeignRefresh, origin: &Origin) -> Result<SignedIn, AccountError> {
    let now = desk.clock.now();
    let (user, origin) = (token.user, origin.clone());
    let new = NewSession {
        public_id: PublicId(desk.entropy.uuid(now)),
        user_id: user,
        wire: Wire::Dialect,
        device_name: String::new(),
        expires_at: now.plus(SESSION_SECONDS),
    };
    let (link, end) = (Refresh { session: new.public_id, generation: 0 }, new.expires_at);
    let public_id = desk.db.write(async move |tx| exchange(tx, &token, &new, &origin, now).await).await?;
    Ok(SignedIn::issue(desk, Wire::Dialect, (user, public_id), link, end))
}

async fn exchange(
    tx: &mut Tx,
    token: &ForeignRefresh,
    new: &NewSession,
    origin: &Origin,
    now: Timestamp,
) -> Result<PublicId, AccountError> {
    let owner = sessions::foreign_owner(tx, token.user, token.issued_at).await?;
    let public_id = owner.ok_or(AccountError::AccountGone)?;
    if !sessions::spend_foreign(tx, &token.jti, token.expires_at).await? {
        return Err(AccountError::Token(TokenFault::Spent));
    }
    sessions::insert(tx, new, origin, now).await?;
    record(tx, Event::SignedIn, (Some(token.user), Some(token.user)), origin, "token of the old backend", now).await?;
    Ok(public_id)
}
