//! The user model, declared in one TOML file: identifiers, roles, profile fields, dialects.
//!
//! Validation, storage, API bodies and OpenAPI schemas follow from it.

mod change;
mod entry;
mod field;
mod limits;
mod login;
mod mend;
mod parse;
mod parse_field;
mod rights;
mod role;
#[cfg(test)]
mod tests;
mod value;

use std::sync::LazyLock;

use frontdesk_kit::input::Shape;

pub use change::{Change, Summary};
pub use field::{AtSignUp, Choice, DeclaredField, FieldType, Labels};
pub use login::Login;
pub use parse::ModelError;
pub use rights::{ListBy, Reader};
pub use role::{Role, RoleKey};
pub use value::{Keys, NewProfile, TakenOver, check_forms};

/// What whoever is not signed in is called where roles are named.
pub const ANONYMOUS: &str = "anonymous";

/// The models that come with the program, by name.
pub const SHIPPED: [(&str, &str); 6] = [
    ("marketplace", include_str!("../../../../models/marketplace.toml")),
    ("accounts", include_str!("../../../../models/accounts.toml")),
    ("users", include_str!("../../../../models/users.toml")),
    ("account-v1", include_str!("../../../../models/account-v1.toml")),
    ("session-token", include_str!("../../../../models/session-token.toml")),
    ("compat", include_str!("../../../../models/compat.toml")),
];

/// Dialects that this version speaks.
pub const DIALECTS: [&str; 7] =
    ["marketplace", "accounts", "users", "account-v1", "session-token", "simplejwt", "djoser"];

/// Whether an identifier is asked for at sign-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    Required,
    Optional,
    Off,
}

/// What one can sign in with: user name or e-mail address is required, or both.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifiers {
    pub username: Presence,
    pub email: Presence,
    pub phone: Presence,
}

/// Lengths of a native password in code points; the dialects have their own floor.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordLengths {
    pub min_length: usize,
    pub max_length: usize,
}

/// A model file that has been read and found sound.
#[derive(Debug)]
pub struct Model {
    pub name: String,
    pub dialects: Vec<String>,
    pub identifiers: Identifiers,
    pub password: PasswordLengths,
    pub roles: Vec<Role>,
    pub fields: Vec<DeclaredField>,
    /// All fields but pictures.
    changeable: Shape,
    /// Those of them that some owner may change.
    editable: Shape,
    /// Those of them that some role may change in anybody's profile.
    manageable: Shape,
}

impl Model {
    /// Reads the shipped model called `name`, or the file at the path `name`.
    pub fn load(name: &str) -> Result<Self, ModelError> {
        if let Some((_, text)) = SHIPPED.iter().find(|(shipped, _)| *shipped == name) {
            return parse::model(name, text);
        }
        match std::fs::read_to_string(name) {
            Ok(text) => parse::model(name, &text),
            Err(error) => Err(ModelError::file(name, &error, &SHIPPED.map(|(shipped, _)| shipped))),
        }
    }

    /// Reads a model from `text`; `name` stands in messages.
    pub fn parse(name: &str, text: &str) -> Result<Self, ModelError> {
        parse::model(name, text)
    }

    /// The role called `key`.
    pub fn role(&self, key: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.key.as_str() == key)
    }

    /// The keys of the roles that one may sign up as.
    pub fn sign_up_roles(&self) -> Vec<String> {
        self.roles.iter().filter(|role| role.sign_up).map(|role| role.key.as_str().to_owned()).collect()
    }

    /// Whether the older wire called `name` is served.
    pub fn speaks(&self, name: &str) -> bool {
        self.dialects.iter().any(|dialect| dialect == name)
    }

    /// The field called `key`.
    pub fn field(&self, key: &str) -> Option<&DeclaredField> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The input that changes a profile by its owner: without pictures, which have an address of their own on
    /// `/api/v1`, and without what no owner may change whatever the role. [`Model::read_change`] reads it.
    pub fn editable_shape(&self) -> &Shape {
        &self.editable
    }

    /// The same for the profiles of others.
    pub fn manageable_shape(&self) -> &Shape {
        &self.manageable
    }
}

/// The default model, for tests and documents that need one.
pub static MARKETPLACE: LazyLock<Model> =
    LazyLock::new(|| Model::load("marketplace").expect("the shipped model is sound"));
