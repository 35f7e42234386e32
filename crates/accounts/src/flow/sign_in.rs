//! Somebody signs in with a password.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use crate::address::Origin;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::Identifier;
use crate::limits::{PROOFS_PER_ACCOUNT, PROOFS_PER_SOURCE, digest};
use crate::model::{Credential, UserId};
use crate::password::{Password, Verdict};
use crate::store::events::{Event, record};
use crate::store::sessions::{self, NewSession};
use crate::store::users;
use crate::token::{Refresh, SESSION_SECONDS, Wire};

/// The longest device name that is kept, in characters.
const LONGEST_DEVICE: usize = 100;

/// What the person typed, and through which face.
#[derive(Clone)]
pub struct SignIn {
    /// What the typed name may mean, in the order in which it is tried: see [`Identifier::parse`].
    pub identifiers: Vec<Identifier>,
    pub password: String,
    pub device_name: String,
    pub wire: Wire,
}

/// A session that has just begun or gone on.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub session: PublicId,
    pub access: String,
    pub refresh: String,
}

impl SignedIn {
    /// The pair of tokens for link `generation` of `session`, in the shape of `wire`.
    pub(super) fn issue(
        desk: &Desk,
        wire: Wire,
        (user, user_public_id): (UserId, PublicId),
        link: Refresh,
        session_end: Timestamp,
    ) -> Self {
        let (now, jti) = (desk.clock.now(), desk.entropy.bytes());
        let (access, refresh) = match wire {
            Wire::Native => {
                (desk.tokens.native_access(user_public_id, link.session, jti, now), desk.tokens.native_refresh(link))
            }
            Wire::Dialect | Wire::Browser | Wire::Short => (
                desk.tokens.dialect_access(user, link.session, jti, now),
                desk.tokens.dialect_refresh(user, link, session_end, now),
            ),
        };
        Self { session: link.session, access, refresh }
    }
}

/// A session that has just begun, before anything is handed out for it.
#[derive(Clone, Copy, Debug)]
pub struct Begun {
    pub session: PublicId,
    pub user: UserId,
    pub user_public_id: PublicId,
    pub ends_at: Timestamp,
}

/// Begins a session for whoever the identifier names, and hands out its tokens.
///
/// Errors as [`begin_session`].
pub async fn sign_in(desk: &Desk, request: SignIn, origin: &Origin) -> Result<SignedIn, AccountError> {
    let wire = request.wire;
    let begun = begin_session(desk, request, origin).await?;
    let link = Refresh { session: begun.session, generation: 0 };
    Ok(SignedIn::issue(desk, wire, (begun.user, begun.user_public_id), link, begun.ends_at))
}

/// Begins a session for whoever the identifier names, if the password is theirs.
///
/// Unknown, suspended and password-less accounts cost the same hash and get the same answer. On a wire that knows
/// one session only, one that lives is ended, and the error is [`AccountError::AlreadySignedIn`].
pub async fn begin_session(desk: &Desk, request: SignIn, origin: &Origin) -> Result<Begun, AccountError> {
    let now = desk.clock.now();
    let candidates = request.identifiers;
    let typed = Identifier::common_key(&candidates).to_owned();
    let credential = find_credential(desk, candidates).await?;
    let subject = subject(credential.as_ref().map(|credential| credential.id), &typed, origin);
    desk.limits.attempt(&desk.db, PROOFS_PER_ACCOUNT, &subject, now).await?;
    desk.limits.attempt(&desk.db, PROOFS_PER_SOURCE, &origin.source(), now).await?;

    let at_whose = credential.as_ref().map(|credential| credential.id);
    let password = Password::parse(request.password.as_str()).map_err(|_| AccountError::WrongCredentials)?;
    let (credential, verdict) = prove(desk, credential, &password).await?;
    let Some(credential) = credential.filter(|credential| verdict.ok && credential.suspended_at.is_none()) else {
        let origin = origin.clone();
        desk.db
            .write(async move |tx| record(tx, Event::SignInFailed, (None, at_whose), &origin, "", now).await)
            .await
            .map_err(|error: DbError| error)?;
        return Err(AccountError::WrongCredentials);
    };

    desk.limits.forgive(&desk.db, PROOFS_PER_ACCOUNT, &subject).await?;
    desk.limits.forgive(&desk.db, PROOFS_PER_SOURCE, &origin.source()).await?;
    let upgraded = match (verdict.needs_rehash, &credential.password_hash) {
        (true, Some(old)) => Some((old.clone(), desk.hasher.rehash(password, verdict, desk.entropy.bytes()).await?)),
        _ => None,
    };
    let new = NewSession {
        public_id: PublicId(desk.entropy.uuid(now)),
        user_id: credential.id,
        wire: request.wire,
        device_name: request.device_name.chars().take(LONGEST_DEVICE).collect(),
        expires_at: now.plus(SESSION_SECONDS),
    };
    let begun = Begun {
        session: new.public_id,
        user: credential.id,
        user_public_id: credential.public_id,
        ends_at: new.expires_at,
    };
    let (proven, origin) = (credential.password_hash.clone().unwrap_or_default(), origin.clone());
    let begin = async move |tx: &mut Tx| begin(tx, &new, (&proven, upgraded.as_ref()), &origin, now).await;
    if desk.db.write(begin).await? {
        return Ok(begun);
    }
    desk.live.forget();
    Err(AccountError::AlreadySignedIn)
}

/// Whose attempts are counted together: those at one account, whatever name was typed, from one source.
///
/// What was typed is kept as a digest only: people type passwords where the name belongs.
pub(super) fn subject(account: Option<UserId>, typed: &str, origin: &Origin) -> String {
    match account {
        Some(account) => format!("{account} {}", origin.source()),
        None => format!("{} {}", digest(typed), origin.source()),
    }
}

pub(super) async fn find_credential(desk: &Desk, candidates: Vec<Identifier>) -> Result<Option<Credential>, DbError> {
    desk.db
        .read(async move |tx| {
            for identifier in &candidates {
                if let Some(credential) = users::credential(tx, identifier).await? {
                    return Ok(Some(credential));
                }
            }
            Ok(None)
        })
        .await
}

/// Compares, at the same price whether there is something to compare with or not.
pub(super) async fn prove(
    desk: &Desk,
    credential: Option<Credential>,
    password: &Password,
) -> Result<(Option<Credential>, Verdict), AccountError> {
    let stored = credential.as_ref().and_then(|credential| credential.password_hash.clone());
    let verdict = match stored {
        Some(stored) => desk.hasher.verify(password.clone(), stored).await?,
        None => desk.hasher.verify_nobody(password.clone()).await?,
    };
    Ok((credential, verdict))
}

/// Writes the new session; `false` when one that lived was ended instead.
async fn begin(
    tx: &mut Tx,
    new: &NewSession,
    (proven, upgraded): (&str, Option<&(String, String)>),
    origin: &Origin,
    now: Timestamp,
) -> Result<bool, AccountError> {
    // The password may have been changed while the old one was being checked.
    if !users::proves(tx, new.user_id, proven).await? {
        return Err(AccountError::WrongCredentials);
    }
    if let Some((old, better)) = upgraded {
        users::upgrade_hash(tx, new.user_id, old, better).await?;
    }
    let who = (Some(new.user_id), Some(new.user_id));
    if new.wire == Wire::Short && sessions::end_of_wire(tx, new.user_id, Wire::Short, "signed_in_again", now).await? > 0
    {
        record(tx, Event::SessionEnded, who, origin, "signed in again", now).await?;
        return Ok(false);
    }
    sessions::insert(tx, new, origin, now).await?;
    record(tx, Event::SignedIn, who, origin, new.wire.name(), now).await?;
    Ok(true)
}
