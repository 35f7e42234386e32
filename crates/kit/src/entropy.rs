//! Randomness as an argument.

use uuid::Uuid;

use crate::clock::Timestamp;

/// Random numbers of the operating system.
///
/// Handed to whoever makes secrets or ids, so that nobody reaches for a generator of their own. When the
/// system has no randomness to give, the process ends: nothing may fall back to a weaker source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entropy(());

impl Entropy {
    /// The operating system's source.
    pub fn system() -> Self {
        Self(())
    }

    /// `N` random bytes.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for randomness")]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        if let Err(error) = getrandom::fill(&mut bytes) {
            tracing::error!(%error, "the system gives no randomness; stopping");
            std::process::abort();
        }
        bytes
    }

    /// A UUID version 7 (RFC 9562 section 5.7) for something made at `now`.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        uuid_at(now, &self.bytes())
    }
}

/// The UUID version 7 of `now` and these bytes, which nobody else may use at the same time.
pub fn uuid_at(now: Timestamp, rest: &[u8; 10]) -> Uuid {
    let millis = u64::try_from(now.0).unwrap_or(0).saturating_mul(1000);
    uuid::Builder::from_unix_timestamp_millis(millis, rest).into_uuid()
}
