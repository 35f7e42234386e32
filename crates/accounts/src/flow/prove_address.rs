//! An address or a number is shown to be its owner's, before or after it becomes the account's.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_notify::outbox::{self, Letter};

use super::create_account::taken;
use super::disown_sign_in::disown_sign_in;
use super::prove_owner::prove_owner;
use super::reset_password::refused;
use super::tell_owner::tell_owner;
use crate::address::Origin;
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::{Email, Phone};
use crate::limits::PROOFS_PER_SOURCE;
use crate::model::{Account, UserId};
use crate::store::events::{Event, record};
use crate::store::proofs::{self, Proof, Purpose};
use crate::store::users;
use crate::words;

/// Sends a link and a code to the address of `user`; nothing when it is verified already, or there is none.
pub async fn ask_email_proof(desk: &Desk, user: UserId, origin: &Origin) -> Result<(), AccountError> {
    let (now, shared, origin) = (desk.clock.now(), desk.clone(), origin.clone());
    let ask = async move |tx: &mut Tx| {
        let account = users::find(tx, user).await?.ok_or(AccountError::NotFound)?;
        match &account.email {
            Some(email) if account.email_verified_at.is_none() => {
                send_email_proof(tx, &shared, (user, Purpose::VerifyEmail), email, &origin, now).await
            }
            _ => Ok(()),
        }
    };
    desk.db.write(ask).await
}

/// Queues the letter that asks `address` for a proof, unless that has been done often enough.
pub(super) async fn send_email_proof(
    tx: &mut Tx,
    desk: &Desk,
    (user, purpose): (UserId, Purpose),
    address: &str,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), AccountError> {
    if !desk.limits.may_write(tx, address, &origin.source(), now).await? {
        return Ok(());
    }
    let sent = desk.tokens.new_proof(desk.entropy, user, purpose);
    proofs::issue(tx, (user, purpose), address, &sent.hashes, now).await?;
    let link = desk.proof_link((user, purpose), &sent.link);
    let letter = Letter::verify_email(address, link.as_deref(), &sent.code, purpose.minutes());
    Ok(outbox::enqueue(tx, &letter, now).await?)
}

/// Asks `address` whether it is to be the caller's; it becomes so when the answer comes.
///
/// Needs the password. Whether the address is another account's stays between us and its owner: then nothing is sent.
pub async fn ask_email_change(
    desk: &Desk,
    caller: &Caller,
    (address, current_password): (&str, &str),
    origin: &Origin,
) -> Result<(), AccountError> {
    let mut invalid = Invalid::default();
    let email = words::email(address, &mut invalid);
    let email = invalid.or_ok(email)?.ok_or(AccountError::NotFound)?;
    prove_owner(desk, caller, current_password, origin).await?;
    let (now, user, shared, origin) = (desk.clock.now(), caller.user_id, desk.clone(), origin.clone());
    let ask = async move |tx: &mut Tx| {
        record(tx, Event::EmailChangeAsked, (Some(user), Some(user)), &origin, "", now).await?;
        let (_, is_taken) = users::taken_by_others(tx, user, None, Some(&email)).await?;
        if is_taken {
            return Ok(());
        }
        send_email_proof(tx, &shared, (user, Purpose::ChangeEmail), email.as_str(), &origin, now).await
    };
    desk.db.write(ask).await
}

/// Gives the caller another telephone number, or none, and sends a code to a new one.
///
/// Needs the password. The number proves nothing until the code is shown.
pub async fn change_phone(
    desk: &Desk,
    caller: &Caller,
    (number, current_password): (Option<&str>, &str),
    origin: &Origin,
) -> Result<Account, AccountError> {
    let phone = match number.map(Phone::parse) {
        None => None,
        Some(Ok(phone)) => Some(phone),
        Some(Err(_)) => Err(Invalid::one("phone", "invalid_phone", Message::new("field-phone")))?,
    };
    prove_owner(desk, caller, current_password, origin).await?;
    let (now, user, shared, origin) = (desk.clock.now(), caller.user_id, desk.clone(), origin.clone());
    let change = async move |tx: &mut Tx| {
        users::set_phone(tx, user, phone.as_ref(), now).await?;
        record(tx, Event::PhoneChanged, (Some(user), Some(user)), &origin, "", now).await?;
        if let Some(number) = phone.as_ref().and_then(Phone::key) {
            send_phone_proof(tx, &shared, user, number, &origin, now).await?;
        }
        users::find(tx, user).await?.ok_or(AccountError::NotFound)
    };
    desk.db.write(change).await
}

/// Sends a code to the caller's own number; nothing when it is verified already, or cannot be called.
pub async fn ask_phone_proof(desk: &Desk, caller: &Caller, origin: &Origin) -> Result<(), AccountError> {
    let (now, user, shared, origin) = (desk.clock.now(), caller.user_id, desk.clone(), origin.clone());
    let ask = async move |tx: &mut Tx| {
        let account = users::find(tx, user).await?.ok_or(AccountError::NotFound)?;
        let phone = account.phone.as_deref().and_then(|text| Phone::parse(text).ok());
        match phone.as_ref().and_then(Phone::key) {
            Some(number) if account.phone_verified_at.is_none() => {
                send_phone_proof(tx, &shared, user, number, &origin, now).await
            }
            _ => Ok(()),
        }
    };
    desk.db.write(ask).await
}

async fn send_phone_proof(
    tx: &mut Tx,
    desk: &Desk,
    user: UserId,
    number: &str,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), AccountError> {
    if !desk.limits.may_write(tx, number, &origin.source(), now).await? {
        return Ok(());
    }
    let purpose = Purpose::VerifyPhone;
    let sent = desk.tokens.new_proof(desk.entropy, user, purpose);
    proofs::issue(tx, (user, purpose), number, &sent.hashes, now).await?;
    Ok(outbox::enqueue(tx, &Letter::phone_code(number, &sent.code, purpose.minutes()), now).await?)
}

/// The caller shows the code that was sent for `purpose`.
pub async fn show_code(
    desk: &Desk,
    caller: &Caller,
    (purpose, code): (Purpose, &str),
    origin: &Origin,
) -> Result<(), AccountError> {
    let (now, user, source) = (desk.clock.now(), caller.user_id, origin.source());
    desk.limits.attempt(&desk.db, PROOFS_PER_SOURCE, &source, now).await?;
    let hash = desk.tokens.code_hash(user, purpose, code);
    let (shared, origin) = (desk.clone(), origin.clone());
    let show = async move |tx: &mut Tx| {
        let proof = match proofs::guess_code(tx, (user, purpose), &hash, now).await? {
            Some(link) => proofs::redeem_link(tx, &link, now).await?,
            None => None,
        };
        let Some(proof) = proof else {
            // Committed nevertheless: guesses are counted.
            record(tx, Event::ProofRefused, (Some(user), Some(user)), &origin, purpose.name(), now).await?;
            return Ok(false);
        };
        accept(tx, &shared, &proof, &origin, now).await
    };
    if !desk.db.write(show).await? {
        return Err(refused("code"));
    }
    Ok(desk.limits.forgive(&desk.db, PROOFS_PER_SOURCE, &source).await?)
}

/// Somebody follows the link of a letter; whether they are signed in does not matter.
pub async fn follow_link(desk: &Desk, link: &str, origin: &Origin) -> Result<Purpose, AccountError> {
    let now = desk.clock.now();
    desk.limits.attempt(&desk.db, PROOFS_PER_SOURCE, &origin.source(), now).await?;
    let hash = desk.tokens.link_hash(link);
    let (shared, origin_of_it) = (desk.clone(), origin.clone());
    let follow = async move |tx: &mut Tx| {
        // A new password is not chosen by following: that link stays good.
        let known = proofs::look(tx, &hash, now).await?.filter(|proof| proof.purpose.is_followed());
        let Some(proof) = known else { return Ok(None) };
        proofs::redeem_link(tx, &hash, now).await?;
        Ok::<_, AccountError>(accept(tx, &shared, &proof, &origin_of_it, now).await?.then_some(proof.purpose))
    };
    let purpose = desk.db.write(follow).await?.ok_or_else(|| refused("token"))?;
    desk.limits.forgive(&desk.db, PROOFS_PER_SOURCE, &origin.source()).await?;
    if purpose == Purpose::DisownSignIn {
        desk.live.forget();
    }
    Ok(purpose)
}

/// What a link is good for, without following it.
pub async fn look_at_link(desk: &Desk, link: &str) -> Result<Option<Proof>, AccountError> {
    let (hash, now) = (desk.tokens.link_hash(link), desk.clock.now());
    Ok(desk.db.read(async move |tx| proofs::look(tx, &hash, now).await).await.map_err(|error: DbError| error)?)
}

/// Writes what the proof shows; `false` when the account has another address or number by now.
async fn accept(
    tx: &mut Tx,
    desk: &Desk,
    proof: &Proof,
    origin: &Origin,
    now: Timestamp,
) -> Result<bool, AccountError> {
    let (user, target) = (proof.user, proof.target.as_str());
    let (holds, event) = match proof.purpose {
        Purpose::VerifyEmail => (users::verify_email(tx, user, target, now).await?, Event::EmailVerified),
        Purpose::VerifyPhone => (users::verify_phone(tx, user, target, now).await?, Event::PhoneVerified),
        Purpose::ChangeEmail => (change_email(tx, desk, (user, target), origin, now).await?, Event::EmailChanged),
        Purpose::DisownSignIn => {
            disown_sign_in(tx, desk, user, origin, now).await?;
            return Ok(true);
        }
        Purpose::ResetPassword | Purpose::FirstPassword | Purpose::ResetLogin => (false, Event::ProofRefused),
    };
    if holds {
        record(tx, event, (Some(user), Some(user)), origin, "", now).await?;
        desk.people.bump();
    }
    Ok(holds)
}

/// Puts the new address in place, verified, and tells the old one. Whatever was sent to the old one is void.
async fn change_email(
    tx: &mut Tx,
    desk: &Desk,
    (user, address): (UserId, &str),
    origin: &Origin,
    now: Timestamp,
) -> Result<bool, AccountError> {
    let Some(account) = users::find(tx, user).await? else { return Ok(false) };
    let Ok(email) = Email::parse(address) else { return Ok(false) };
    users::readdress(tx, user, &email, now).await.map_err(taken)?;
    users::verify_email(tx, user, email.as_str(), now).await?;
    proofs::void(tx, user).await?;
    let notice = |old: &str| Letter::email_changed_notice(old, address);
    tell_owner(tx, &desk.limits, account.mailbox(), notice, origin, now).await?;
    Ok(true)
}
