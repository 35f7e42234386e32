//! What this wire says in words of its own.

use frontdesk_accounts::error::AccountError;
use frontdesk_kit::input::{FieldError, Invalid};
use frontdesk_kit::locale::Message;
use frontdesk_kit::problem::Problem;

/// The refusal of a flow, told as this wire's clients know it.
pub(super) fn refused(error: AccountError) -> Problem {
    match error {
        AccountError::NotFound => {
            Problem::not_found().with_detail(Message::new("drf-no-match").arg("model", "UsersRegistrModel"))
        }
        AccountError::Invalid(invalid) => {
            Problem::invalid(Invalid { errors: invalid.errors.into_iter().map(retold).collect() })
        }
        other => other.into(),
    }
}

fn retold(error: FieldError) -> FieldError {
    let message = match (error.code, error.field.as_str()) {
        ("taken", "email") => Message::new("drf-email-taken-record"),
        ("taken", "username") => Message::new("field-unique"),
        _ => error.message,
    };
    FieldError { message, ..error }
}
