//! What a caller of this room's flows can bring about, plus one door for what they cannot.

use frontdesk_kit::db::DbError;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::problem::Problem;
use http::StatusCode;

use crate::password::Busy;
use crate::token::TokenFault;

/// Why a flow refused.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error("some fields cannot be accepted")]
    Invalid(Invalid),
    #[error("the name or the password is not right")]
    WrongCredentials,
    #[error("the refresh token is no good: {0:?}")]
    Token(TokenFault),
    #[error("the account is suspended or gone")]
    AccountGone,
    #[error("signed in already")]
    AlreadySignedIn,
    #[error("not theirs to do")]
    Forbidden,
    #[error("nothing there")]
    NotFound,
    #[error("changed since it was read")]
    Stale,
    #[error("too many attempts")]
    TooMany { retry_after_seconds: u64 },
    #[error("too many passwords wait to be checked")]
    Busy { retry_after_seconds: u64 },
    #[error("the last administrator stays")]
    LastAdmin,
    #[error("accounts are made by invitation only")]
    RegistrationClosed,
    #[error("the invitation was accepted already")]
    InvitationAccepted,
    #[error("an administrator exists already")]
    AdminExists,
    #[error("the media folder failed: {0}")]
    Media(std::io::Error),
    #[error(transparent)]
    Store(#[from] DbError),
}

impl From<Invalid> for AccountError {
    fn from(invalid: Invalid) -> Self {
        AccountError::Invalid(invalid)
    }
}

impl From<Busy> for AccountError {
    fn from(busy: Busy) -> Self {
        AccountError::Busy { retry_after_seconds: busy.retry_after.as_secs() }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let unauthorized = |code| Problem::new(StatusCode::UNAUTHORIZED, code);
        match error {
            AccountError::Invalid(invalid) => Problem::invalid(invalid),
            AccountError::WrongCredentials => unauthorized("invalid_credentials"),
            AccountError::Token(TokenFault::Spent) => unauthorized("token_reused").with_fault("token_spent"),
            AccountError::Token(fault) => unauthorized("invalid_token").with_fault(fault.name()),
            AccountError::AccountGone => unauthorized("invalid_token").with_fault("account_gone"),
            AccountError::AlreadySignedIn => Problem::conflict("conflict"),
            AccountError::Forbidden => Problem::forbidden(),
            AccountError::NotFound => Problem::not_found(),
            AccountError::Stale => Problem::stale(),
            AccountError::TooMany { retry_after_seconds } => Problem::too_many(retry_after_seconds),
            AccountError::Busy { retry_after_seconds } => Problem::busy(retry_after_seconds),
            AccountError::LastAdmin => Problem::conflict("last_admin"),
            AccountError::RegistrationClosed => Problem::new(StatusCode::FORBIDDEN, "registration_closed"),
            AccountError::InvitationAccepted => Problem::conflict("invitation_accepted"),
            AccountError::AdminExists => Problem::conflict("conflict"),
            AccountError::Media(error) => Problem { cause: Some(error.to_string()), ..Problem::busy(1) },
            AccountError::Store(error) => error.into(),
        }
    }
}
