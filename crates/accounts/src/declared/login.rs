//! The one name that the wires of SimpleJWT and djoser ask for at log-in.

use super::{Model, Presence};

/// What those wires know people by, in bodies and in paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    Username,
    Email,
}

impl Login {
    /// The key in bodies.
    pub fn key(self) -> &'static str {
        match self {
            Login::Username => "username",
            Login::Email => "email",
        }
    }
}

impl Model {
    /// The user name where everybody has one, else the address.
    pub fn login(&self) -> Login {
        match self.identifiers.username {
            Presence::Required => Login::Username,
            Presence::Optional | Presence::Off => Login::Email,
        }
    }
}
