//! Passwords: what may become one, and how it is kept.

mod common;
mod disguise;
mod hasher;
mod policy;
mod recipe;
mod secret;

pub use common::CommonPasswords;
pub use hasher::{Busy, Hasher, HasherSettings, SettingsError, Verdict};
pub use policy::{Context, PasswordPolicy, Weakness};
pub use secret::{Password, TooLarge};
