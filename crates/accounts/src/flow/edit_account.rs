//! Somebody changes an account: its owner, or whoever administers.

mod work;

use frontdesk_kit::input::{Invalid, Values};
use frontdesk_kit::locale::Message;

use self::work::Work;
use super::edit_profile::stored;
use super::newcomer::DISPLAY_NAME;
use super::rank::{may_grant, may_manage, may_step_down};
use crate::address::Origin;
use crate::caller::Caller;
use crate::declared::check_forms;
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::{Email, Phone, Username};
use crate::model::{Person, UserId};
use crate::password::{Context, Password, PasswordPolicy};
use crate::store::users;
use crate::words;

/// What is to be otherwise; what is `None` stays.
#[derive(Clone)]
pub struct AccountChange {
    pub username: Option<String>,
    pub email: Option<String>,
    /// `Some(None)` takes the number away.
    pub phone: Option<Option<String>>,
    pub password: Option<String>,
    pub role: Option<String>,
    /// Whether the account can be used; `false` suspends it.
    pub active: Option<bool>,
    /// Declared fields, checked by the face.
    pub fields: Values,
    pub policy: PasswordPolicy,
    /// What the face found wrong already, to be reported together with the rest.
    pub invalid: Invalid,
}

impl AccountChange {
    /// Nothing is to change; a new password would be held against `policy`.
    pub fn nothing(policy: PasswordPolicy) -> Self {
        Self {
            username: None,
            email: None,
            phone: None,
            password: None,
            role: None,
            active: None,
            fields: Values::default(),
            policy,
            invalid: Invalid::default(),
        }
    }
}

/// Changes the account with the number `target`: one's own, or anybody's for whoever manages accounts.
///
/// Nobody touches an account that may do more than they, gives a role that may, or raises their own; the last
/// administrator stays one. A new password ends all sessions but the caller's own present one, and every refresh token;
/// the present one, sent again by its owner, changes nothing.
pub async fn edit_account(
    desk: &Desk,
    caller: &Caller,
    target: UserId,
    change: AccountChange,
    origin: &Origin,
) -> Result<Person, AccountError> {
    let now = desk.clock.now();
    let before = desk.db.read(async move |tx| users::person(tx, target).await).await?;
    let before = before.ok_or(AccountError::NotFound)?;
    may_change(desk, caller, &before, &change)?;
    let checked = check(desk, caller, &before, change).await?;
    let hash = match &checked.password {
        Some(password) if !is_their_own(desk, caller, target, password).await? => {
            Some(desk.hasher.hash(password.clone(), desk.entropy.bytes()).await?)
        }
        _ => None,
    };
    let (shared, caller, origin) = (desk.clone(), caller.clone(), origin.clone());
    let after = desk
        .db
        .write(async move |tx| {
            // Looked at again: all of it may have changed while the password was being hashed.
            let before = users::person(tx, target).await?.ok_or(AccountError::NotFound)?;
            may_change(&shared, &caller, &before, &checked.change)?;
            let work = Work { desk: &shared, caller: &caller, before: &before, origin: &origin, now };
            work.apply(tx, &checked, hash.as_deref()).await?;
            users::person(tx, target).await?.ok_or(AccountError::NotFound)
        })
        .await?;
    desk.live.forget();
    desk.people.bump();
    Ok(after)
}

fn may_change(desk: &Desk, caller: &Caller, before: &Person, change: &AccountChange) -> Result<(), AccountError> {
    let manages = may_manage(desk, caller, before);
    if before.id != caller.user_id && !manages {
        // Whether there is such an account is nobody else's business.
        return Err(if caller.may_read_accounts() { AccountError::Forbidden } else { AccountError::NotFound });
    }
    let own = before.id == caller.user_id;
    let other = change.role.as_deref().filter(|role| *role != before.role);
    let may_be = |role: &str| (manages && may_grant(desk, caller, role)) || (own && may_step_down(desk, caller, role));
    // A role that does not exist is a faulty field, not a missing right.
    let refused = other.is_some_and(|role| desk.model.role(role).is_some() && !may_be(role))
        || change.active.is_some_and(|active| !manages && active == before.suspended_at.is_some());
    if refused { Err(AccountError::Forbidden) } else { Ok(()) }
}

/// Whether `password` is the present one of the caller, whose account it is: full updates on the older wires bring it
/// along each time. Set by somebody else, a password is always a new one.
async fn is_their_own(desk: &Desk, caller: &Caller, target: UserId, password: &Password) -> Result<bool, AccountError> {
    if target != caller.user_id {
        return Ok(false);
    }
    let credential = desk.db.read(async move |tx| users::credential_of(tx, target).await).await?;
    match credential.and_then(|credential| credential.password_hash) {
        Some(stored) => Ok(desk.hasher.verify(password.clone(), stored).await?.ok),
        None => Ok(false),
    }
}

/// A change whose texts have been understood.
#[derive(Clone)]
struct Checked {
    change: AccountChange,
    username: Option<Username>,
    email: Option<Email>,
    phone: Option<Option<Phone>>,
    password: Option<Password>,
}

async fn check(
    desk: &Desk,
    caller: &Caller,
    before: &Person,
    mut change: AccountChange,
) -> Result<Checked, AccountError> {
    let mut invalid = std::mem::take(&mut change.invalid);
    let username = change.username.as_deref().and_then(|text| words::username(text, &mut invalid));
    let email = change.email.as_deref().and_then(|text| words::email(text, &mut invalid));
    let phone = change.phone.as_ref().map(|phone| phone.as_deref().and_then(|text| words::phone(text, &mut invalid)));
    if let Some(role) = change.role.as_deref().filter(|role| desk.model.role(role).is_none())
        && !words::names(&invalid, "role")
    {
        let roles: Vec<&str> = desk.model.roles.iter().map(|role| role.key.as_str()).collect();
        invalid.push("role", "invalid_choice", words::no_such_role(&roles, role));
    }
    let fields = stored(&before.fields);
    let shown = fields.get(DISPLAY_NAME).and_then(|name| name.as_str());
    let called = change.fields.opt_text(DISPLAY_NAME).or(shown);
    let names = desk.model.own_names(|key| change.fields.opt_text(key).or_else(|| fields.get(key)?.as_str()));
    let context = Context {
        username: change.username.as_deref().or(before.username.as_deref()).or(called),
        email: change.email.as_deref().or(before.email.as_deref()),
        phone: change.phone.as_ref().map_or(before.phone.as_deref(), Option::as_deref),
        ..desk.password_context(names)
    };
    let typed = change.password.as_deref();
    let password = typed.and_then(|text| words::password(text, &change.policy, &context, &mut invalid));
    let own = before.id == caller.user_id;
    check_forms(desk.model.writable_fields(Some(&caller.role), own), &change.fields, &mut invalid);
    let (name, address, id) = (username.clone(), email.clone(), before.id);
    let others = desk.db.read(async move |tx| users::taken_by_others(tx, id, name.as_ref(), address.as_ref()).await);
    let (name_taken, address_taken) = others.await?;
    if name_taken {
        invalid.push("username", "taken", Message::new("field-username-taken"));
    }
    if address_taken {
        invalid.push("email", "taken", Message::new("field-email-taken"));
    }
    Ok(invalid.or_ok(Checked { change, username, email, phone, password })?)
}
