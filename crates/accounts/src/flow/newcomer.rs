//! What is written about somebody who is to have an account, checked.

use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Invalid, Values};
use frontdesk_kit::locale::Message;

use super::create_account::NewAccount;
use crate::declared::{NewProfile, Presence, check_forms};
use crate::desk::Desk;
use crate::error::AccountError;
use crate::identifier::Email;
use crate::password::{Context, Password, PasswordPolicy};
use crate::store::users::{self, NewUser};
use crate::words;

/// How the faces differ in what they tell of an e-mail address that is known already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// `/api/v1`: whether an address is known stays between us and its owner, who gets a letter.
    Discreet,
    /// The older wires: their contract names a known address as a faulty field.
    Plain,
    /// The wire that knew no unique addresses: it is told of one only when nothing else is wrong.
    Sparing,
}

/// What was written. Texts have been checked for kind and length by the face.
#[derive(Clone)]
pub struct SignUp {
    /// Absent where people are known by their address alone.
    pub username: Option<String>,
    pub password: String,
    pub role: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Declared fields, checked by the face.
    pub fields: Values,
    pub policy: PasswordPolicy,
    pub manner: Manner,
    /// What the face found wrong already, to be reported together with the rest.
    pub invalid: Invalid,
}

/// What is said of an e-mail address that is another account's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KnownAddress {
    /// Nothing.
    Kept,
    /// It is a faulty field.
    Named,
    /// It is a faulty field when nothing else is wrong.
    NamedAlone,
}

/// The declared field that says what to call people, where they have no user name.
pub(super) const DISPLAY_NAME: &str = "display_name";

/// Found good, but not an account yet.
pub(super) struct Newcomer {
    user: NewUser,
    profile: NewProfile,
    password: Password,
    /// The address, if it is another account's and that is kept.
    pub known_address: Option<Email>,
}

impl Newcomer {
    /// Checks everything at once; the role has to be one of `roles`.
    pub async fn check(
        desk: &Desk,
        request: SignUp,
        roles: &[&str],
        known: KnownAddress,
    ) -> Result<Self, AccountError> {
        let mut invalid = request.invalid;
        let username = request.username.as_deref().and_then(|text| words::username(text, &mut invalid));
        let email =
            request.email.as_deref().filter(|text| !text.is_empty()).and_then(|text| words::email(text, &mut invalid));
        let phone = request.phone.as_deref().and_then(|text| words::phone(text, &mut invalid));
        if !roles.contains(&request.role.as_str()) && !words::names(&invalid, "role") {
            invalid.push("role", "invalid_choice", words::no_such_role(roles, &request.role));
        }
        let identifiers = desk.model.identifiers;
        present("username", identifiers.username, request.username.is_some(), request.manner, &mut invalid);
        present("email", identifiers.email, email.is_some(), request.manner, &mut invalid);
        present("phone", identifiers.phone, phone.is_some(), request.manner, &mut invalid);
        let called = request.username.as_deref().or_else(|| request.fields.opt_text(DISPLAY_NAME));
        let names = desk.model.own_names(|key| request.fields.opt_text(key));
        let context = Context {
            username: called,
            email: request.email.as_deref(),
            phone: request.phone.as_deref(),
            ..desk.password_context(names)
        };
        let password = words::password(&request.password, &request.policy, &context, &mut invalid);

        check_forms(&desk.model.fields, &request.fields, &mut invalid);

        let (name, address) = (username.clone(), email.clone());
        let (name_taken, address_taken) =
            desk.db.read(async move |tx| users::taken(tx, name.as_ref(), address.as_ref()).await).await?;
        if name_taken {
            invalid.push("username", "taken", Message::new("field-username-taken"));
        }
        let named = known == KnownAddress::Named || (known == KnownAddress::NamedAlone && invalid.is_empty());
        if address_taken && named {
            invalid.push("email", "taken", Message::new("field-email-taken"));
        }
        let Some(password) = password else { return Err(invalid.into()) };
        let known_address = email.clone().filter(|_| address_taken);
        let public_id = PublicId(desk.entropy.uuid(desk.clock.now()));
        let role = request.role;
        let user = NewUser { public_id, username, email, phone, role, password_hash: None, suspended: false };
        let profile = desk.model.new_profile(&request.fields);
        Ok(invalid.or_ok(Self { user, profile, password, known_address })?)
    }

    /// Hashes the password: all that an account is made of.
    pub async fn prepare(self, desk: &Desk) -> Result<NewAccount, AccountError> {
        let password_hash = desk.hasher.hash(self.password, desk.entropy.bytes()).await?;
        Ok(NewAccount {
            user: NewUser { password_hash: Some(password_hash), ..self.user },
            profile_id: PublicId(desk.entropy.uuid(desk.clock.now())),
            profile: self.profile,
        })
    }
}

/// Holds an identifier against what the model asks for; the older wires have rules of their own.
pub(super) fn present(field: &str, presence: Presence, sent: bool, manner: Manner, invalid: &mut Invalid) {
    if manner != Manner::Discreet || words::names(invalid, field) {
        return;
    }
    match presence {
        Presence::Required if !sent => invalid.push(field, "required", Message::new("field-required")),
        Presence::Off if sent => invalid.push(field, "unknown_field", Message::new("field-unknown")),
        _ => {}
    }
}
