//! Somebody signs up.

use frontdesk_notify::outbox::{self, Letter};

use super::create_account::{NewAccount, create_account};
use super::newcomer::{KnownAddress, Manner, Newcomer, SignUp};
use super::steadily::steadily;
use crate::address::Origin;
use crate::desk::{Desk, Registration};
use crate::error::AccountError;
use crate::identifier::Email;
use crate::limits::{Limits, SIGN_UPS_PER_SOURCE};
use crate::model::Account;
use crate::store::events::{Event, record};
use crate::store::profiles::{self, IndexError};
use crate::store::users;
use crate::words;

/// Signs somebody up as a role that is open to all, unless registration is closed; the account is usable at once.
///
/// With [`Manner::Discreet`] a known e-mail address gives the same answer as a new one, and no account.
pub async fn sign_up(desk: &Desk, request: SignUp, origin: &Origin) -> Result<Account, AccountError> {
    if desk.settings.registration == Registration::Closed {
        return Err(AccountError::RegistrationClosed);
    }
    let now = desk.clock.now();
    desk.limits.attempt(&desk.db, SIGN_UPS_PER_SOURCE, &origin.source(), now).await?;
    let manner = request.manner;
    let said = match manner {
        Manner::Discreet => KnownAddress::Kept,
        Manner::Plain => KnownAddress::Named,
        Manner::Sparing => KnownAddress::NamedAlone,
    };
    let roles = desk.model.sign_up_roles();
    let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
    let mut newcomer = Newcomer::check(desk, request, &roles, said).await?;
    let known = newcomer.known_address.take();
    let new = newcomer.prepare(desk).await?;
    let enrolled = enrol(desk, new, known, manner, origin);
    // A letter is written in less time than an account.
    if manner == Manner::Discreet { steadily(enrolled).await } else { enrolled.await }
}

/// Writes the account, or to the owner of the address if that is `known` and nobody shall learn of it.
async fn enrol(
    desk: &Desk,
    new: NewAccount,
    mut known: Option<Email>,
    manner: Manner,
    origin: &Origin,
) -> Result<Account, AccountError> {
    let now = desk.clock.now();
    if known.is_none() {
        let (new, from) = (new.clone(), origin.clone());
        let address = new.user.email.clone().filter(|_| manner == Manner::Discreet);
        let made = desk
            .db
            .write(async move |tx| create_account(tx, new, (Event::AccountCreated, None), &from, now).await)
            .await;
        match (made, address) {
            // Somebody took the address since it was looked for: the answer is the same as a moment later.
            (Err(AccountError::Invalid(invalid)), Some(address)) if words::names(&invalid, "email") => {
                known = Some(address);
            }
            (made, _) => return made,
        }
    }
    let (Some(owner), origin, limits) = (known, origin.clone(), desk.limits.clone()) else {
        return Err(AccountError::NotFound);
    };
    desk.db.write(async move |tx| tell_owner(tx, &limits, &new, &owner, &origin, now).await).await
}

/// Answers as if the account had been made, and writes to the owner of the address instead, unless that has been done
/// often enough.
async fn tell_owner(
    tx: &mut frontdesk_kit::db::Tx,
    limits: &Limits,
    new: &NewAccount,
    address: &Email,
    origin: &Origin,
    now: frontdesk_kit::clock::Timestamp,
) -> Result<Account, AccountError> {
    // Refused like a sign-up with a free address, or the difference would tell.
    for (field, value) in &new.profile.keys.unique {
        if profiles::holder(tx, field, value).await?.is_some() {
            return Err(IndexError::Taken(field.clone()).into());
        }
    }
    if let Some((owner, Some(stored))) = users::owner_of_email(tx, address).await? {
        record(tx, Event::KnownAddressUsed, (None, Some(owner)), origin, "", now).await?;
        if limits.may_write(tx, address.key(), &origin.source(), now).await? {
            outbox::enqueue(tx, &Letter::address_known(&stored), now).await?;
        }
    }
    Ok(Account {
        id: crate::model::UserId(0),
        public_id: new.user.public_id,
        username: new.user.username.as_ref().map(|name| name.as_str().to_owned()),
        email: Some(address.as_str().to_owned()),
        phone: new.user.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        role: new.user.role.clone(),
        created_at: now,
        suspended_at: None,
        email_verified_at: None,
        phone_verified_at: None,
    })
}
