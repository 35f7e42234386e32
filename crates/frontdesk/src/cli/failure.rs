//! Why a command could not do what it was asked, in words for the operator.

use std::fmt;

use frontdesk_accounts::desk::DeskError;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::keys::KeyError;
use frontdesk_kit::db::DbError;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::{self, Lang};

use crate::config::ConfigError;
use crate::openapi::Flaws;

/// One sentence that says what is wrong and, where that is known, what to do.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure in these words.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// The same failure, with what it was about before it.
    pub fn about(self, what: impl fmt::Display) -> Self {
        Self(format!("{what}: {}", self.0))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        Self(match error {
            DbError::InUse(path) => format!("another Frontdesk is already running on {path}; stop it first"),
            DbError::Unavailable(why) => format!("the database cannot be used: {why}"),
            other => other.to_string(),
        })
    }
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        let say = |error: &frontdesk_kit::input::FieldError| {
            format!("{}: {}", error.field, locale::text(Lang::En, &error.message).trim_end_matches('.'))
        };
        Self(invalid.errors.iter().map(say).collect::<Vec<_>>().join("; "))
    }
}

impl From<AccountError> for Failure {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Invalid(invalid) => invalid.into(),
            AccountError::Store(error) => error.into(),
            other => Self(other.to_string()),
        }
    }
}

macro_rules! says_it_itself {
    ($($error:ty),+) => {
        $(impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                Self(error.to_string())
            }
        })+
    };
}

says_it_itself!(ConfigError, DeskError, KeyError, std::io::Error);

impl From<Flaws> for Failure {
    fn from(flaws: Flaws) -> Self {
        Self(format!("this build has routes that are not fit to be served: {flaws}"))
    }
}
