//! Accounts, profiles and sessions as values.

use frontdesk_kit::clock::Timestamp;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::{number_id, row};

number_id! {
    /// The number of an account; the older wires show it, it is never used again.
    UserId
}
number_id! {
    /// The number of a profile, shown by the `marketplace` wire.
    ProfileId
}
number_id! {
    /// The number of a session row; never shown.
    SessionId
}

row! {
    /// The record that can sign in.
    #[derive(Clone, Debug)]
    pub struct Account {
        pub id: UserId,
        pub public_id: PublicId,
        /// As typed, in Unicode NFKC; absent where the model, or the wire that made it, knows no user names.
        pub username: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub role: String,
        pub created_at: Timestamp,
        pub suspended_at: Option<Timestamp>,
        pub email_verified_at: Option<Timestamp>,
        pub phone_verified_at: Option<Timestamp>,
    }
}

row! {
    /// What proves a person: looked up by identifier, compared by the hasher.
    #[derive(Clone, Debug)]
    pub struct Credential {
        pub id: UserId,
        pub public_id: PublicId,
        pub password_hash: Option<String>,
        pub suspended_at: Option<Timestamp>,
    }
}

row! {
    /// The declared fields that describe an account's owner.
    #[derive(Clone, Debug)]
    pub struct Profile {
        pub id: ProfileId,
        pub public_id: PublicId,
        pub user_id: UserId,
        /// One JSON object; read it through the model.
        pub fields: String,
        /// The media name of the picture.
        pub avatar: Option<String>,
        pub version: i64,
        pub updated_at: Timestamp,
        /// The owner's role.
        pub role: String,
    }
}

row! {
    /// An account with its profile: what administration and the older wires show.
    #[derive(Clone, Debug)]
    pub struct Person {
        pub id: UserId,
        pub public_id: PublicId,
        pub username: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub role: String,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        pub suspended_at: Option<Timestamp>,
        pub email_verified_at: Option<Timestamp>,
        pub phone_verified_at: Option<Timestamp>,
        pub profile_id: ProfileId,
        pub profile_public_id: PublicId,
        /// One JSON object; read it through the model.
        pub fields: String,
        /// The media name of the picture.
        pub avatar: Option<String>,
        /// The profile's.
        pub version: i64,
    }
}

/// An account's address, and whether it is known to be its owner's.
#[derive(Clone, Copy, Debug)]
pub struct Mailbox<'a> {
    pub address: &'a str,
    pub is_verified: bool,
}

impl Account {
    /// Where its owner is written to.
    pub fn mailbox(&self) -> Option<Mailbox<'_>> {
        Some(Mailbox { address: self.email.as_deref()?, is_verified: self.email_verified_at.is_some() })
    }
}

impl Person {
    /// Where the owner is written to.
    pub fn mailbox(&self) -> Option<Mailbox<'_>> {
        Some(Mailbox { address: self.email.as_deref()?, is_verified: self.email_verified_at.is_some() })
    }

    /// The profile by itself.
    pub fn profile(&self) -> Profile {
        Profile {
            id: self.profile_id,
            public_id: self.profile_public_id,
            user_id: self.id,
            fields: self.fields.clone(),
            avatar: self.avatar.clone(),
            version: self.version,
            updated_at: self.updated_at,
            role: self.role.clone(),
        }
    }
}

row! {
    /// A session with what must hold for its bearer.
    #[derive(Clone, Debug)]
    pub struct LiveSession {
        pub id: SessionId,
        pub public_id: PublicId,
        pub user_id: UserId,
        pub user_public_id: PublicId,
        pub role: String,
        pub suspended_at: Option<Timestamp>,
        pub generation: i64,
        pub rotated_at: Timestamp,
        pub expires_at: Timestamp,
        pub ended_at: Option<Timestamp>,
    }
}

row! {
    /// A session as its owner sees it.
    #[derive(Clone, Debug)]
    pub struct SessionEntry {
        pub id: SessionId,
        pub public_id: PublicId,
        pub device_name: String,
        pub user_agent: String,
        pub address: String,
        pub created_at: Timestamp,
        pub last_seen_at: Timestamp,
    }
}
