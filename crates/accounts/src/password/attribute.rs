//! What of its owner's a password can be too much like.

/// Something that is known of a person. Messages call it by its [`Attribute::name`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    Username,
    Email,
    Phone,
    FirstName,
    LastName,
    FullName,
    /// Any other declared field.
    Profile,
    /// The name of the product, which is everybody's.
    Product,
}

impl Attribute {
    /// The attribute that a declared field called `key` is.
    pub fn of_field(key: &str) -> Self {
        match key {
            "first_name" => Self::FirstName,
            "last_name" => Self::LastName,
            "full_name" | "display_name" | "name" => Self::FullName,
            _ => Self::Profile,
        }
    }

    /// As messages choose their words by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::FullName => "full_name",
            Self::Profile => "profile",
            Self::Product => "product",
        }
    }
}
