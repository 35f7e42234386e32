//! What became of an attempt to deliver.

use std::fmt;

/// A letter went out.
#[derive(Default)]
pub struct Receipt {
    /// The other side's words, which may name the recipient: for the operator, not for the log.
    pub said: Option<String>,
}

/// A letter did not go out.
///
/// Shows only what may stand in a log: no address, no number, nothing that the other side was told or has said.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub struct Failure {
    what: String,
    is_final: bool,
    said: Unlogged,
}

impl Failure {
    /// One that may pass: the letter is tried again. `what` is fit for the log.
    pub fn passing(what: impl Into<String>) -> Self {
        Self { what: what.into(), is_final: false, said: Unlogged(None) }
    }

    /// One that stays: this letter is given up. `what` is fit for the log.
    pub fn lasting(what: impl Into<String>) -> Self {
        Self { is_final: true, ..Self::passing(what) }
    }

    /// The same with the other side's words, which the log does not get.
    pub fn said(self, words: impl Into<String>) -> Self {
        Self { said: Unlogged(Some(words.into())), ..self }
    }

    /// Whether another try would be for nothing.
    pub fn is_final(&self) -> bool {
        self.is_final
    }

    /// What the other side said, if it said anything. May name the recipient: for the operator, not for the log.
    pub fn words(&self) -> Option<&str> {
        self.said.0.as_deref()
    }
}

/// Words that not even `{:?}` shows.
struct Unlogged(Option<String>);

impl fmt::Debug for Unlogged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
