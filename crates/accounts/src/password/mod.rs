//! Passwords: what may become one, and how it is kept.

mod check;
mod common;
mod disguise;
mod django;
mod hasher;
mod pace;
mod policy;
mod recipe;
mod secret;

pub use check::{Appraisal, Verdict, appraise};
pub use common::CommonPasswords;
pub use hasher::{Busy, Hasher, HasherSettings, SettingsError};
pub use policy::{Context, PasswordPolicy, Weakness};
pub use secret::{Password, TooLarge};
