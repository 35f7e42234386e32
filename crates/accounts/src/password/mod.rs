//! Passwords: what may become one, and how it is kept.

mod attribute;
mod check;
mod common;
mod disguise;
mod django;
mod hasher;
mod likeness;
mod pace;
mod packed;
mod policy;
mod recipe;
mod secret;
mod walk;

pub use attribute::Attribute;
pub use check::{Appraisal, Verdict, appraise};
pub use common::{CommonPasswords, pack};
pub use hasher::{Busy, Hasher, HasherSettings, SettingsError};
pub use packed::PackedSet;
pub use policy::{Context, PasswordPolicy, Weakness};
pub use secret::{Password, TooLarge};
