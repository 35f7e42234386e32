//! Somebody signs in with a password.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::ids::PublicId;

use super::greet_device::greet_device;
use crate::address::Origin;
use crate::desk::Desk;
use crate::device::{KnownDevice, Visitor};
use crate::error::AccountError;
use crate::identifier::Identifier;
use crate::limits::Guesses;
use crate::model::{Credential, UserId};
use crate::password::{Password, Verdict};
use crate::store::events::{Event, record};
use crate::store::sessions::{self, NewSession};
use crate::store::{devices, users};
use crate::token::{Mark, Refresh, SESSION_SECONDS, Wire};

/// The longest device name that is kept, in characters.
const LONGEST_DEVICE: usize = 100;

/// What the person typed, and through which face.
#[derive(Clone)]
pub struct SignIn {
    /// What the typed name may mean, in the order in which it is tried: see [`Identifier::parse`].
    pub identifiers: Vec<Identifier>,
    pub password: String,
    pub device_name: String,
    /// What the device was given to keep at an earlier sign-in, if it shows that.
    pub device_token: Option<String>,
    pub wire: Wire,
}

/// A session that has just begun or gone on.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub session: PublicId,
    pub access: String,
    pub refresh: String,
    /// For the device to keep; a session that goes on gives none.
    pub device_token: Option<String>,
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
        Self { session: link.session, access, refresh, device_token: None }
    }
}

/// A session that has just begun, before anything is handed out for it.
#[derive(Clone, Debug)]
pub struct Begun {
    pub session: PublicId,
    pub user: UserId,
    pub user_public_id: PublicId,
    pub ends_at: Timestamp,
    /// For the device to keep.
    pub device_token: String,
}

/// Begins a session for whoever the identifier names, and hands out its tokens.
///
/// Errors as [`begin_session`].
pub async fn sign_in(desk: &Desk, request: SignIn, origin: &Origin) -> Result<SignedIn, AccountError> {
    let wire = request.wire;
    let begun = begin_session(desk, request, origin).await?;
    let link = Refresh { session: begun.session, generation: 0 };
    let signed_in = SignedIn::issue(desk, wire, (begun.user, begun.user_public_id), link, begun.ends_at);
    Ok(SignedIn { device_token: Some(begun.device_token), ..signed_in })
}

/// Begins a session for whoever the identifier names, if the password is theirs.
///
/// Unknown, suspended and password-less accounts cost the same hash and get the same answer. On a wire that knows
/// one session only, one that lives is ended, and the error is [`AccountError::AlreadySignedIn`].
pub async fn begin_session(desk: &Desk, request: SignIn, origin: &Origin) -> Result<Begun, AccountError> {
    let now = desk.clock.now();
    let candidates = request.identifiers;
    let typed = Identifier::common_key(&candidates).to_owned();
    let (credential, known) = recall(desk, candidates).await?;
    let at_whose = credential.as_ref().map(|credential| credential.id);
    let shown = request.device_token.as_deref().and_then(|text| desk.tokens.read_device(text));
    let visitor = Visitor::new(shown.as_ref().map(|token| token.mark), origin);
    let guesses = Guesses::at_sign_in(at_whose, &typed, &visitor, visitor.acquaintance(&known));
    desk.limits.admit(&desk.db, &guesses, now).await?;

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

    desk.limits.acquit(&desk.db, &guesses).await?;
    let upgraded = match (verdict.needs_rehash, &credential.password_hash) {
        (true, Some(old)) => Some((old.clone(), desk.hasher.rehash(password, verdict, desk.entropy.bytes()).await?)),
        _ => None,
    };
    let device = shown.unwrap_or_else(|| desk.tokens.new_device(desk.entropy));
    let session = NewSession {
        public_id: PublicId(desk.entropy.uuid(now)),
        user_id: credential.id,
        wire: request.wire,
        device_name: request.device_name.chars().take(LONGEST_DEVICE).collect(),
        expires_at: now.plus(SESSION_SECONDS),
    };
    let begun = Begun {
        session: session.public_id,
        user: credential.id,
        user_public_id: credential.public_id,
        ends_at: session.expires_at,
        device_token: device.text,
    };
    let proven = credential.password_hash.unwrap_or_default();
    let beginning = Beginning { session, proven, upgraded, visitor, kept: device.mark, origin: origin.clone() };
    let shared = desk.clone();
    if desk.db.write(async move |tx| begin(tx, &shared, &beginning, now).await).await? {
        return Ok(begun);
    }
    desk.live.forget();
    Err(AccountError::AlreadySignedIn)
}

/// What is known of whoever the identifiers name: the credential, and the devices that the account knows. The same is
/// read for nobody, so that it is no quicker.
async fn recall(desk: &Desk, candidates: Vec<Identifier>) -> Result<(Option<Credential>, Vec<KnownDevice>), DbError> {
    desk.db
        .read(async move |tx| {
            let credential = first_named(tx, &candidates).await?;
            let whose = credential.as_ref().map_or(UserId(0), |credential| credential.id);
            Ok((credential, devices::of(tx, whose).await?))
        })
        .await
}

pub(super) async fn find_credential(desk: &Desk, candidates: Vec<Identifier>) -> Result<Option<Credential>, DbError> {
    desk.db.read(async move |tx| first_named(tx, &candidates).await).await
}

async fn first_named(tx: &mut Tx, candidates: &[Identifier]) -> Result<Option<Credential>, DbError> {
    for identifier in candidates {
        if let Some(credential) = users::credential(tx, identifier).await? {
            return Ok(Some(credential));
        }
    }
    Ok(None)
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

/// What is written when a session begins.
#[derive(Clone)]
struct Beginning {
    session: NewSession,
    /// The hash that the password was held against.
    proven: String,
    /// The old hash, and a stronger one of the same password.
    upgraded: Option<(String, String)>,
    visitor: Visitor,
    /// Of what the device keeps from now on.
    kept: Mark,
    origin: Origin,
}

/// Writes the new session; `false` when one that lived was ended instead.
async fn begin(tx: &mut Tx, desk: &Desk, new: &Beginning, now: Timestamp) -> Result<bool, AccountError> {
    let (session, origin) = (&new.session, &new.origin);
    let user = session.user_id;
    // The password may have been changed while the old one was being checked.
    if !users::proves(tx, user, &new.proven).await? {
        return Err(AccountError::WrongCredentials);
    }
    if let Some((old, better)) = &new.upgraded {
        users::upgrade_hash(tx, user, old, better).await?;
    }
    let who = (Some(user), Some(user));
    if session.wire == Wire::Short && sessions::end_of_wire(tx, user, Wire::Short, "signed_in_again", now).await? > 0 {
        record(tx, Event::SessionEnded, who, origin, "signed in again", now).await?;
        return Ok(false);
    }
    sessions::insert(tx, session, origin, now).await?;
    record(tx, Event::SignedIn, who, origin, session.wire.name(), now).await?;
    greet_device(tx, desk, user, (&new.visitor, new.kept), origin, now).await?;
    Ok(true)
}
