//! Somebody has forgotten the password and shows that the mailbox is theirs.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_notify::outbox::{self, Letter};

use super::rank::may_manage;
use super::sign_in::find_credential;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::Identifier;
use crate::limits::PROOFS_PER_SOURCE;
use crate::model::{Account, Person, UserId};
use crate::password::Context;
use crate::store::events::{Event, record};
use crate::store::proofs::{self, Proof, Purpose};
use crate::store::{sessions, users};
use crate::words;

/// Sends a link and a code to the stored address of whoever `identifiers` name.
///
/// The answer is the same whether there is somebody or not, and whether a letter goes out or there have been too many.
pub async fn ask_reset(desk: &Desk, identifiers: Vec<Identifier>, origin: &Origin) -> Result<(), AccountError> {
    let now = desk.clock.now();
    let typed = identifiers.first().map_or("", Identifier::key).to_owned();
    let credential = find_credential(desk, identifiers).await?;
    let user = credential.filter(|credential| credential.suspended_at.is_none()).map(|credential| credential.id);
    let (shared, origin) = (desk.clone(), origin.clone());
    let ask = async move |tx: &mut Tx| {
        let account = match user {
            Some(user) => users::find(tx, user).await?,
            None => None,
        };
        record(tx, Event::ResetAsked, (None, user), &origin, "", now).await?;
        send_reset(tx, &shared, account.as_ref(), &typed, &origin, now).await
    };
    Ok(desk.db.write(ask).await.map_err(|error: DbError| error)?)
}

/// Sends `person`, whom the caller manages, what somebody gets who has forgotten the password.
pub async fn start_reset(desk: &Desk, caller: &Caller, person: &Person, origin: &Origin) -> Result<(), AccountError> {
    if !may_manage(desk, caller, person) {
        return Err(AccountError::Forbidden);
    }
    let (user, actor, shared, origin) = (person.id, caller.user_id, desk.clone(), origin.clone());
    let now = desk.clock.now();
    let start = async move |tx: &mut Tx| {
        let account = users::find(tx, user).await?;
        record(tx, Event::ResetAsked, (Some(actor), Some(user)), &origin, "by administration", now).await?;
        send_reset(tx, &shared, account.as_ref(), "", &origin, now).await
    };
    Ok(desk.db.write(start).await.map_err(|error: DbError| error)?)
}

/// Queues the letter, if there is somebody to write to and not too much has been written already.
async fn send_reset(
    tx: &mut Tx,
    desk: &Desk,
    account: Option<&Account>,
    typed: &str,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), DbError> {
    let address = account.and_then(|account| account.email.as_deref());
    // Counted for nobody too, so that it is no quicker.
    let may_write = desk.limits.may_write(tx, address.unwrap_or(typed), &origin.source(), now).await?;
    let (Some(account), Some(address), true) = (account, address, may_write) else { return Ok(()) };
    let purpose = Purpose::ResetPassword;
    let sent = desk.tokens.new_proof(desk.entropy, account.id, purpose);
    proofs::issue(tx, (account.id, purpose), address, &sent.hashes, now).await?;
    let link = desk.link(&sent.link);
    outbox::enqueue(tx, &Letter::password_reset(address, link.as_deref(), &sent.code, purpose.minutes()), now).await
}

/// What somebody shows to be let in again.
#[derive(Clone)]
pub enum Shown {
    /// The secret of the link.
    Link(String),
    /// The code of the same letter, and whose it is.
    Code { identifiers: Vec<Identifier>, code: String },
}

impl Shown {
    /// The field that a refusal names.
    fn field(&self) -> &'static str {
        match self {
            Shown::Link(_) => "token",
            Shown::Code { .. } => "code",
        }
    }
}

/// What is said of a link or a code that is wrong, used, replaced or too old.
pub(super) fn refused(field: &str) -> AccountError {
    Invalid::one(field, "proof_refused", Message::new("field-proof-refused")).into()
}

/// Sets a new password for whoever shows the link or the code; all sessions end, and nobody is signed in by it.
pub async fn reset_password(desk: &Desk, shown: Shown, new: &str, origin: &Origin) -> Result<(), AccountError> {
    let (now, field) = (desk.clock.now(), shown.field());
    desk.limits.attempt(&desk.db, PROOFS_PER_SOURCE, &origin.source(), now).await?;
    let whose = whose(desk, &shown, now).await?;
    let account = whose.as_ref().map(|(account, _)| account);
    let context = Context {
        username: account.and_then(|account| account.username.as_deref()),
        email: account.and_then(|account| account.email.as_deref()),
        names: &[],
    };
    let mut invalid = Invalid::default();
    let policy = desk.password_policy(account.map(|account| account.role.as_str()).unwrap_or_default());
    let password = words::new_password("new_password", new, &policy, &context, &mut invalid);
    let password = invalid.or_ok(password)?.ok_or(AccountError::NotFound)?;
    // Hashed for nobody too, so that it is no quicker.
    let hash = desk.hasher.hash(password, desk.entropy.bytes()).await?;
    let Some((account, key)) = whose else { return Err(refused(field)) };

    let origin_of_it = origin.clone();
    let redeem = async move |tx: &mut Tx| {
        let proof = match &key {
            Key::Link(hash) => proofs::redeem_link(tx, hash, now).await?,
            Key::Code(hash) => proofs::redeem_code(tx, (account.id, Purpose::ResetPassword), hash, now).await?,
        };
        match proof {
            Some(proof) => set(tx, &proof, &account, &hash, &origin_of_it, now).await.map(|()| true),
            // Committed nevertheless: guesses at a code are counted.
            None => {
                record(tx, Event::ProofRefused, (None, Some(account.id)), &origin_of_it, "", now).await.map(|()| false)
            }
        }
    };
    if !desk.db.write(redeem).await.map_err(|error: DbError| error)? {
        return Err(refused(field));
    }
    desk.limits.forgive(&desk.db, PROOFS_PER_SOURCE, &origin.source()).await?;
    desk.live.forget();
    Ok(())
}

#[derive(Clone)]
enum Key {
    Link(Vec<u8>),
    Code(Vec<u8>),
}

/// Whose password it is about, and under which hash what they show is kept.
async fn whose(desk: &Desk, shown: &Shown, now: Timestamp) -> Result<Option<(Account, Key)>, AccountError> {
    let (user, key) = match shown {
        Shown::Link(text) => {
            let hash = desk.tokens.link_hash(text);
            let looked_up = hash.clone();
            let proof = desk.db.read(async move |tx| proofs::look(tx, &looked_up, now).await).await?;
            let proof = proof.filter(|proof| proof.purpose == Purpose::ResetPassword);
            (proof.map(|proof| proof.user), Key::Link(hash))
        }
        Shown::Code { identifiers, code } => {
            let user = find_credential(desk, identifiers.clone()).await?.map(|credential| credential.id);
            let hash = desk.tokens.code_hash(user.unwrap_or(UserId(0)), Purpose::ResetPassword, code);
            (user, Key::Code(hash))
        }
    };
    let Some(user) = user else { return Ok(None) };
    let account = desk.db.read(async move |tx| users::find(tx, user).await).await.map_err(|error: DbError| error)?;
    Ok(account.filter(|account| account.suspended_at.is_none()).map(|account| (account, key)))
}

/// Writes the new password. The mailbox has been shown to be the owner's: whatever somebody else began with its address
/// ends here, sessions, links and all.
async fn set(
    tx: &mut Tx,
    proof: &Proof,
    account: &Account,
    hash: &str,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), DbError> {
    let user = proof.user;
    users::set_hash(tx, user, hash, now).await?;
    users::verify_email(tx, user, &proof.target, now).await?;
    proofs::void(tx, user).await?;
    sessions::end_all(tx, user, None, "password_reset", now).await?;
    record(tx, Event::PasswordReset, (Some(user), Some(user)), origin, "", now).await?;
    match &account.email {
        Some(email) => outbox::enqueue(tx, &Letter::password_changed(email), now).await,
        None => Ok(()),
    }
}
