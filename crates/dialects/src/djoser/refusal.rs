//! What a flow refuses, in the words of this wire.

use frontdesk_accounts::error::AccountError;
use frontdesk_kit::input::{Invalid, Values};
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;

use crate::wire::Answer;

/// What is wrong with what somebody showed to prove something.
pub fn of_proof(error: AccountError) -> Problem {
    let AccountError::Invalid(mut invalid) = error else { return error.into() };
    for fault in &mut invalid.errors {
        match (fault.field.as_str(), fault.code) {
            ("current_password", "wrong") => fault.message = Message::new("drf-password-wrong"),
            ("token", "proof_refused") => fault.message = Message::new("drf-link-token-wrong"),
            _ => {}
        }
    }
    invalid.into()
}

/// The same for a form in which the field `known` is called `sent`.
pub fn of_login(error: AccountError, known: &str, sent: &str) -> Problem {
    of_proof(crate::wire::renamed(error, known, sent))
}

/// What is wrong with a newcomer: of a weak password nothing is said before all else is right.
pub fn of_newcomer(error: AccountError) -> Problem {
    let AccountError::Invalid(mut invalid) = error else { return error.into() };
    let is_weakness = |code: &str| code.starts_with("password_");
    if invalid.errors.iter().any(|fault| !is_weakness(fault.code)) {
        invalid.errors.retain(|fault| !is_weakness(fault.code));
    }
    invalid.into()
}

/// Refuses a form whose second field, if it was sent, does not repeat the first; `what` is what both are.
pub fn unless_same(values: &Values, (field, repeated): (&str, &str), what: Message) -> Answer<()> {
    let text = |key| values.opt_secret(key).or_else(|| values.opt_text(key));
    if text(repeated).is_none_or(|again| text(field) == Some(again)) {
        return Ok(());
    }
    Err(Invalid::one("non_field_errors", "mismatch", what).into())
}

/// What is said of two passwords that differ.
pub fn passwords_differ() -> Message {
    Message::new("drf-passwords-differ")
}
