//! `frontdesk keys rotate|revoke`

use frontdesk_accounts::keys::KeyRing;
use frontdesk_kit::clock::Clock;
use frontdesk_kit::entropy::Entropy;

use super::Failure;
use crate::config::Settings;

/// Adds a signing key.
pub fn rotate(settings: &Settings) -> Result<(), Failure> {
    let (entropy, now) = (Entropy::system(), Clock::system().now());
    // Also makes the folder and the first keys, if this is a fresh one.
    KeyRing::open(settings.data(), settings.protection.dialect_secret.as_deref(), entropy, now)?;
    KeyRing::add_signing_key(settings.data(), entropy, now)?;
    let keys = KeyRing::open(settings.data(), settings.protection.dialect_secret.as_deref(), entropy, now)?;
    let newest = keys.signing.first().map_or("", |key| &key.kid);
    println!("The key {newest} signs from the next start on; {} in all verify.", keys.signing.len());
    Ok(())
}

/// Removes a signing key.
pub fn revoke(settings: &Settings, kid: &str) -> Result<(), Failure> {
    KeyRing::revoke_signing_key(settings.data(), kid)?;
    println!("The key {kid} is gone; what it signed is refused from the next start on.");
    Ok(())
}
