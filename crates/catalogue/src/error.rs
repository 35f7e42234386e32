//! What a caller of this room's flows can bring about, plus one door for what they cannot.

use frontdesk_kit::db::DbError;
use frontdesk_kit::problem::Problem;

/// Why a flow refused.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The caller's role manages no services.
    #[error("the role manages no services")]
    Forbidden,
    /// There is none, or none that the caller may touch.
    #[error("nothing there")]
    NotFound,
    #[error("changed since it was read")]
    Stale,
    #[error("the idempotency key belongs to another request")]
    KeyReused,
    #[error("as many perform it as may")]
    TooManyPerformers,
    #[error(transparent)]
    Store(#[from] DbError),
}

impl From<ServiceError> for Problem {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::Forbidden => Problem::forbidden(),
            ServiceError::NotFound => Problem::not_found(),
            ServiceError::Stale => Problem::stale(),
            ServiceError::KeyReused => Problem::refused("idempotency_key_reused"),
            ServiceError::TooManyPerformers => Problem::refused("too_many_performers"),
            ServiceError::Store(error) => error.into(),
        }
    }
}
