//! Somebody has forgotten the password and shows that the mailbox is theirs.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_notify::outbox::{self, Letter};

use super::greet_device::begin_anew;
use super::own_names::names_of;
use super::rank::may_manage;
use super::reset_login::send_login_reset;
use super::sign_in::find_credential;
use super::steadily::steadily;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::device::Visitor;
use crate::error::AccountError;
use crate::identifier::Identifier;
use crate::limits::PROOFS_PER_SOURCE;
use crate::model::{Account, Person, UserId};
use crate::password::{Context, PasswordPolicy};
use crate::store::events::{Event, record};
use crate::store::proofs::{self, Proof, Purpose};
use crate::store::{sessions, users};
use crate::words;

/// Sends what `purpose` needs, a new password or another name, to the stored address of whoever `identifiers` name.
///
/// The answer is the same whether there is somebody or not, and whether a letter goes out or there have been too many.
pub async fn ask_reset(
    desk: &Desk,
    purpose: Purpose,
    identifiers: Vec<Identifier>,
    origin: &Origin,
) -> Result<(), AccountError> {
    let now = desk.clock.now();
    let typed = Identifier::common_key(&identifiers).to_owned();
    let credential = find_credential(desk, identifiers).await?;
    let user = credential.filter(|credential| credential.suspended_at.is_none()).map(|credential| credential.id);
    let (shared, origin) = (desk.clone(), origin.clone());
    let ask = async move |tx: &mut Tx| {
        let account = match user {
            Some(user) => users::find(tx, user).await?,
            None => None,
        };
        // Counted for nobody too, so that it is no quicker. Beyond the limits nothing is written at all.
        let address = account.as_ref().and_then(|account| account.email.as_deref());
        if !shared.limits.may_write(tx, address.unwrap_or(&typed), &origin.source(), now).await? {
            return Ok(());
        }
        record(tx, Event::ResetAsked, (None, user), &origin, purpose.name(), now).await?;
        match purpose {
            Purpose::ResetLogin => send_login_reset(tx, &shared, account.as_ref(), now).await,
            _ => send_reset(tx, &shared, account.as_ref(), now).await,
        }
    };
    Ok(steadily(desk.db.write(ask)).await.map_err(|error: DbError| error)?)
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
        let Some(address) = account.as_ref().and_then(|account| account.email.as_deref()) else { return Ok(()) };
        if shared.limits.may_write(tx, address, &origin.source(), now).await? {
            send_reset(tx, &shared, account.as_ref(), now).await?;
        }
        Ok(())
    };
    Ok(desk.db.write(start).await.map_err(|error: DbError| error)?)
}

/// Queues the letter, if there is somebody to write to.
pub(super) async fn send_reset(
    tx: &mut Tx,
    desk: &Desk,
    account: Option<&Account>,
    now: Timestamp,
) -> Result<(), DbError> {
    let Some((account, mailbox)) = account.and_then(|account| account.mailbox().map(|mailbox| (account, mailbox)))
    else {
        return Ok(());
    };
    let (purpose, address) = (Purpose::ResetPassword, mailbox.address);
    let sent = desk.tokens.new_proof(desk.entropy, account.id, purpose);
    proofs::issue(tx, (account.id, purpose), address, &sent.hashes, now).await?;
    let link = desk.proof_link((account.id, purpose), &sent.link);
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
///
/// What is shown comes first: the new password is held against names that only its owner may hear of. It has to satisfy
/// what `/api/v1` asks for, unless an older wire has a policy of its own.
pub async fn reset_password(
    desk: &Desk,
    shown: Shown,
    (new, policy): (&str, Option<PasswordPolicy>),
    origin: &Origin,
) -> Result<(), AccountError> {
    let (now, field) = (desk.clock.now(), shown.field());
    desk.limits.attempt(&desk.db, PROOFS_PER_SOURCE, &origin.source(), now).await?;
    let link = match shown {
        Shown::Link(text) => Some(desk.tokens.link_hash(&text)),
        Shown::Code { identifiers, code } => link_behind(desk, identifiers, &code, origin, now).await?,
    };
    let Some(link) = link else { return Err(refused(field)) };
    let Some(account) = owner(desk, link.clone(), now).await? else { return Err(refused(field)) };
    let names = names_of(desk, account.id).await?;
    let context = Context {
        username: account.username.as_deref(),
        email: account.email.as_deref(),
        phone: account.phone.as_deref(),
        ..desk.password_context(names)
    };
    let mut invalid = Invalid::default();
    let policy = policy.unwrap_or_else(|| desk.password_policy(&account.role));
    let password = words::new_password("new_password", new, &policy, &context, &mut invalid);
    let password = invalid.or_ok(password)?.ok_or(AccountError::NotFound)?;
    let hash = desk.hasher.hash(password, desk.entropy.bytes()).await?;

    let origin_of_it = origin.clone();
    let (visitor, mark) = (Visitor::new(None, origin), desk.tokens.new_device(desk.entropy).mark);
    let redeem = async move |tx: &mut Tx| {
        let Some(proof) = proofs::redeem_link(tx, &link, now).await? else { return Ok(false) };
        set(tx, &proof, &account, &hash, &origin_of_it, now).await?;
        begin_anew(tx, proof.user, (&visitor, mark), now).await.map(|()| true)
    };
    if !desk.db.write(redeem).await.map_err(|error: DbError| error)? {
        return Err(refused(field));
    }
    desk.limits.forgive(&desk.db, PROOFS_PER_SOURCE, &origin.source()).await?;
    desk.live.forget();
    Ok(())
}

/// The hash of the link that says the same as a code; the same is read and written for whoever does not exist, so that
/// it is no quicker.
async fn link_behind(
    desk: &Desk,
    identifiers: Vec<Identifier>,
    code: &str,
    origin: &Origin,
    now: Timestamp,
) -> Result<Option<Vec<u8>>, AccountError> {
    let user = find_credential(desk, identifiers).await?.map(|credential| credential.id);
    let (purpose, asked) = (Purpose::ResetPassword, user.unwrap_or(UserId(0)));
    let hash = desk.tokens.code_hash(asked, purpose, code);
    let origin = origin.clone();
    let guess = async move |tx: &mut Tx| {
        let link = proofs::guess_code(tx, (asked, purpose), &hash, now).await?;
        if link.is_none() {
            // Committed nevertheless: guesses are counted.
            record(tx, Event::ProofRefused, (None, user), &origin, purpose.name(), now).await?;
        }
        Ok(link)
    };
    Ok(steadily(desk.db.write(guess)).await.map_err(|error: DbError| error)?)
}

/// Whose password the link is about, unless they are suspended.
async fn owner(desk: &Desk, link: Vec<u8>, now: Timestamp) -> Result<Option<Account>, AccountError> {
    let look = async move |tx: &mut Tx| {
        let proof = proofs::look(tx, &link, now).await?.filter(|proof| proof.purpose.chooses_password());
        match proof {
            Some(proof) => users::find(tx, proof.user).await,
            None => Ok(None),
        }
    };
    let account = desk.db.read(look).await.map_err(|error: DbError| error)?;
    Ok(account.filter(|account| account.suspended_at.is_none()))
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
