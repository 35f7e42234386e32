//! Somebody signs up.

use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;
use frontdesk_notify::outbox::{self, Letter};

use super::create_account::{NewAccount, create_account, empty_profile};
use crate::address::Origin;
use crate::declared::Presence;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::Email;
use crate::limits::{Limits, SIGN_UPS_PER_SOURCE};
use crate::model::Account;
use crate::password::{Context, Password, PasswordPolicy};
use crate::store::events::{Event, record};
use crate::store::users::{self, NewUser};
use crate::words;

/// How the two kinds of faces differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// `/api/v1`: whether an address is known stays between us and its owner, who gets a letter.
    Discreet,
    /// The older wires: their contract names a known address as a faulty field.
    Plain,
}

/// What the person wrote. Texts have been checked for kind and length by the face.
#[derive(Clone)]
pub struct SignUp {
    pub username: String,
    pub password: String,
    pub role: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub policy: PasswordPolicy,
    pub manner: Manner,
    /// What the face found wrong already, to be reported together with the rest.
    pub invalid: Invalid,
}

/// Signs somebody up as a role that is open to all; the account is usable at once.
///
/// With [`Manner::Discreet`] a known e-mail address gives the same answer as a new one, and no account.
pub async fn sign_up(desk: &Desk, request: SignUp, origin: &Origin) -> Result<Account, AccountError> {
    let now = desk.clock.now();
    desk.limits.attempt(&desk.db, SIGN_UPS_PER_SOURCE, &origin.source(), now).await?;
    let manner = request.manner;
    let checked = check(desk, request).await?;
    let password_hash = desk.hasher.hash(checked.password, desk.entropy.bytes()).await?;

    let new = NewAccount {
        user: NewUser { password_hash: Some(password_hash), ..checked.user },
        profile_id: PublicId(desk.entropy.uuid(now)),
        fields: empty_profile(&desk.model),
    };
    let mut known = checked.known_address.filter(|_| manner == Manner::Discreet);
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

struct Checked {
    user: NewUser,
    password: Password,
    /// The address is another account's.
    known_address: Option<Email>,
}

async fn check(desk: &Desk, request: SignUp) -> Result<Checked, AccountError> {
    let mut invalid = request.invalid;
    let username = words::username(&request.username, &mut invalid);
    let email =
        request.email.as_deref().filter(|text| !text.is_empty()).and_then(|text| words::email(text, &mut invalid));
    let phone =
        request.phone.as_deref().filter(|text| !text.is_empty()).and_then(|text| words::phone(text, &mut invalid));
    if !desk.model.sign_up_roles().contains(&request.role) && !words::names(&invalid, "role") {
        invalid.push("role", "invalid_choice", words::no_such_role(&desk.model, &request.role));
    }
    let identifiers = desk.model.identifiers;
    present("email", identifiers.email, email.is_some(), request.manner, &mut invalid);
    present("phone", identifiers.phone, phone.is_some(), request.manner, &mut invalid);
    let context = Context { username: Some(&request.username), email: request.email.as_deref(), names: &[] };
    let password = words::password(&request.password, &request.policy, &context, &mut invalid);

    let (name, address) = (username.clone(), email.clone());
    let (name_taken, address_taken) =
        desk.db.read(async move |tx| users::taken(tx, name.as_ref(), address.as_ref()).await).await?;
    if name_taken {
        invalid.push("username", "taken", Message::new("field-username-taken"));
    }
    // The wire knew no unique addresses: it is told of one only when nothing else is wrong.
    if address_taken && request.manner == Manner::Plain && invalid.is_empty() {
        invalid.push("email", "taken", Message::new("field-email-taken"));
    }
    let (Some(username), Some(password)) = (username, password) else { return Err(invalid.into()) };
    let known_address = email.clone().filter(|_| address_taken);
    let public_id = PublicId(desk.entropy.uuid(desk.clock.now()));
    let role = request.role;
    let user = NewUser { public_id, username, email, phone, role, password_hash: None, suspended: false };
    invalid.or_ok(Checked { user, password, known_address }).map_err(AccountError::from)
}

/// Holds an identifier against what the model asks for; the older wires have rules of their own.
fn present(field: &str, presence: Presence, sent: bool, manner: Manner, invalid: &mut Invalid) {
    if manner == Manner::Plain || words::names(invalid, field) {
        return;
    }
    match presence {
        Presence::Required if !sent => invalid.push(field, "required", Message::new("field-required")),
        Presence::Off if sent => invalid.push(field, "unknown_field", Message::new("field-unknown")),
        _ => {}
    }
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
    if let Some((owner, Some(stored))) = users::owner_of_email(tx, address).await? {
        record(tx, Event::KnownAddressUsed, (None, Some(owner)), origin, "", now).await?;
        if limits.may_write(tx, address.key(), &origin.source(), now).await? {
            outbox::enqueue(tx, &Letter::mail(&stored, "address_known"), now).await?;
        }
    }
    Ok(Account {
        id: crate::model::UserId(0),
        public_id: new.user.public_id,
        username: new.user.username.as_str().to_owned(),
        email: Some(address.as_str().to_owned()),
        phone: new.user.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        role: new.user.role.clone(),
        created_at: now,
        suspended_at: None,
    })
}
