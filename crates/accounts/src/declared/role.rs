//! Roles: named bundles of permissions.

use std::sync::Arc;

use super::field::Labels;
use crate::policy::Permissions;

/// A role's key as the model file spells it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RoleKey(Arc<str>);

impl RoleKey {
    /// A key; whether the model knows it is the model's question.
    pub fn new(key: &str) -> Self {
        Self(key.into())
    }

    /// The key's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a role is called and what it may do.
#[derive(Clone, Debug)]
pub struct Role {
    pub key: RoleKey,
    pub label: Labels,
    /// Whether anybody may sign up as it.
    pub sign_up: bool,
    pub permissions: Permissions,
}
