//! From unchecked text to this room's types, with what is wrong said by field.

use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;

use crate::identifier::{Email, EmailError, Phone, PhoneError, Username, UsernameError};
use crate::password::{Context, Password, PasswordPolicy, Weakness};

/// Reads a user name; an empty one has been reported by whoever required it.
pub fn username(text: &str, invalid: &mut Invalid) -> Option<Username> {
    match Username::parse(text) {
        Ok(username) => return Some(username),
        Err(UsernameError::Blank) if names(invalid, "username") => {}
        Err(UsernameError::Blank) => invalid.push("username", "blank", Message::new("field-blank")),
        Err(UsernameError::TooLong { max }) => {
            invalid.push("username", "too_long", Message::new("field-too-long").number("max", max as i64));
        }
        Err(UsernameError::BadCharacter) => {
            invalid.push("username", "invalid_username", Message::new("field-username"))
        }
    }
    None
}

/// Reads an e-mail address.
pub fn email(text: &str, invalid: &mut Invalid) -> Option<Email> {
    if names(invalid, "email") {
        return None;
    }
    match Email::parse(text) {
        Ok(email) => return Some(email),
        Err(EmailError::Blank) => invalid.push("email", "blank", Message::new("field-blank")),
        Err(EmailError::TooLong { max }) => {
            invalid.push("email", "too_long", Message::new("field-too-long").number("max", max as i64));
        }
        Err(EmailError::Invalid) => invalid.push("email", "invalid_email", Message::new("field-email")),
    }
    None
}

/// Reads a telephone number; any short text is one, only a callable number can be signed in with.
pub fn phone(text: &str, invalid: &mut Invalid) -> Option<Phone> {
    if names(invalid, "phone") {
        return None;
    }
    match Phone::lenient(text) {
        Ok(phone) => return Some(phone),
        Err(PhoneError::TooLong { max }) => {
            invalid.push("phone", "too_long", Message::new("field-too-long").number("max", max as i64));
        }
        Err(PhoneError::Blank | PhoneError::Invalid) => {}
    }
    None
}

/// Reads a new password and holds it against the policy.
pub fn password(text: &str, policy: &PasswordPolicy, context: &Context<'_>, invalid: &mut Invalid) -> Option<Password> {
    new_password("password", text, policy, context, invalid)
}

/// The same for a field of another name.
pub fn new_password(
    field: &str,
    text: &str,
    policy: &PasswordPolicy,
    context: &Context<'_>,
    invalid: &mut Invalid,
) -> Option<Password> {
    if names(invalid, field) {
        return None;
    }
    let Ok(password) = Password::parse(text) else {
        invalid.push(field, "too_long", Message::new("field-too-long").number("max", 4096));
        return None;
    };
    match policy.check(&password, context) {
        Ok(()) => Some(password),
        Err(weaknesses) => {
            for weakness in weaknesses {
                invalid.push(field, weakness.code(), said(&weakness));
            }
            None
        }
    }
}

/// Whether something is wrong with `field` already.
pub fn names(invalid: &Invalid, field: &str) -> bool {
    invalid.errors.iter().any(|error| error.field == field)
}

fn said(weakness: &Weakness) -> Message {
    match weakness {
        Weakness::TooShort { min } => Message::new("field-password-too-short").number("min", *min as i64),
        Weakness::TooLong { max } => Message::new("field-too-long").number("max", *max as i64),
        Weakness::AllDigits => Message::new("field-password-numeric"),
        Weakness::Common => Message::new("field-password-common"),
        Weakness::TooSimilar(attribute) => Message::new("field-password-similar").arg("attribute", attribute.name()),
    }
}

/// What to say to somebody who names a role that is not among `roles`.
pub fn no_such_role(roles: &[&str], role: &str) -> Message {
    Message::new("field-choice").arg("value", role).arg("choices", roles.join(", "))
}

/// Text as it is compared: NFKC, folded case, ё as е, blanks at the ends cut off.
pub fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    caseless::default_case_fold_str(&text.trim().nfkc().collect::<String>()).replace('ё', "е")
}
