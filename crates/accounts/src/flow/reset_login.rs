//! Somebody chooses another name to sign in with, through a letter to the account's mailbox.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::db::{DbError, Tx};
use frontdesk_kit::input::Invalid;
use frontdesk_notify::outbox::{self, Letter};

use super::create_account::taken;
use super::reset_password::refused;
use super::tell_owner::tell_owner;
use crate::address::Origin;
use crate::declared::Login;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::{Email, Username};
use crate::limits::PROOFS_PER_SOURCE;
use crate::model::Account;
use crate::store::events::{Event, record};
use crate::store::proofs::{self, Purpose};
use crate::store::users;
use crate::words;

/// A name that has been understood.
#[derive(Clone)]
enum NewLogin {
    Username(Username),
    Email(Email),
}

/// Gives the account of whoever shows the link the name `new`, which is a user name or an address as the model has it.
///
/// A link whose name is taken stays good. Nobody has verified a new address; the old one is told.
pub async fn reset_login(desk: &Desk, link: &str, new: &str, origin: &Origin) -> Result<(), AccountError> {
    let now = desk.clock.now();
    desk.limits.attempt(&desk.db, PROOFS_PER_SOURCE, &origin.source(), now).await?;
    let mut invalid = Invalid::default();
    let login = match desk.model.login() {
        Login::Username => words::username(new, &mut invalid).map(NewLogin::Username),
        Login::Email => words::email(new, &mut invalid).map(NewLogin::Email),
    };
    let login = invalid.or_ok(login)?.ok_or(AccountError::NotFound)?;
    let hash = desk.tokens.link_hash(link);
    let (shared, origin_of_it) = (desk.clone(), origin.clone());
    let redeem = async move |tx: &mut Tx| {
        let known = proofs::look(tx, &hash, now).await?.filter(|proof| proof.purpose == Purpose::ResetLogin);
        let Some(proof) = known else { return Ok(false) };
        let account = users::find(tx, proof.user).await?.filter(|account| account.suspended_at.is_none());
        let Some(account) = account else { return Ok(false) };
        proofs::redeem_link(tx, &hash, now).await?;
        // The mailbox has been shown to be the owner's.
        users::verify_email(tx, proof.user, &proof.target, now).await?;
        set(tx, &shared, &account, &login, &origin_of_it, now).await.map(|()| true)
    };
    if !desk.db.write(redeem).await? {
        return Err(refused("token"));
    }
    desk.people.bump();
    Ok(desk.limits.forgive(&desk.db, PROOFS_PER_SOURCE, &origin.source()).await?)
}

/// Queues the letter, if there is somebody to write to and an address that its link could lead to.
pub(super) async fn send_login_reset(
    tx: &mut Tx,
    desk: &Desk,
    account: Option<&Account>,
    now: Timestamp,
) -> Result<(), DbError> {
    let Some((account, mailbox)) = account.and_then(|account| account.mailbox().map(|mailbox| (account, mailbox)))
    else {
        return Ok(());
    };
    let (purpose, address) = (Purpose::ResetLogin, mailbox.address);
    let sent = desk.tokens.new_proof(desk.entropy, account.id, purpose);
    let Some(link) = desk.proof_link((account.id, purpose), &sent.link) else {
        tracing::warn!(
            "a letter was asked for whose link would lead nowhere; set server.public_url or links.reset_login"
        );
        return Ok(());
    };
    proofs::issue(tx, (account.id, purpose), address, &sent.hashes, now).await?;
    let login = account.username.as_deref().unwrap_or(address);
    outbox::enqueue(tx, &Letter::login_reset(address, login, &link, purpose.minutes()), now).await
}

/// Writes the new name. Whatever else was sent to the mailbox is void.
async fn set(
    tx: &mut Tx,
    desk: &Desk,
    account: &Account,
    login: &NewLogin,
    origin: &Origin,
    now: Timestamp,
) -> Result<(), AccountError> {
    let user = account.id;
    let key = desk.model.login().key();
    record(tx, Event::AccountChanged, (Some(user), Some(user)), origin, key, now).await?;
    proofs::void(tx, user).await?;
    match login {
        NewLogin::Username(username) => users::rename(tx, user, username, now).await.map_err(taken),
        NewLogin::Email(email) => {
            users::readdress(tx, user, email, now).await.map_err(taken)?;
            let notice = |old: &str| Letter::email_changed_notice(old, email.as_str());
            Ok(tell_owner(tx, &desk.limits, account.mailbox(), notice, origin, now).await?)
        }
    }
}
