//! The one error of the bench: a sentence for the person at the terminal.

/// A result whose error is printed once and ends the run.
pub type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
