//! Accounts that the operator makes: the first administrator, and those of the command line.

use frontdesk_accounts::declared::Role;
use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::{NewAccount, empty_profile};
use frontdesk_accounts::password::{Context, Password, PasswordPolicy};
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::users::NewUser;
use frontdesk_accounts::words;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::Invalid;
use frontdesk_kit::locale::Message;

/// The shortest password of somebody who may see or change other people's accounts, in code points
/// (security checklist PWD-03: they have no second factor yet).
const STAFF_MIN_LENGTH: usize = 15;

/// Somebody who is to have an account, as typed.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub username: String,
    pub email: Option<String>,
    pub password: String,
    /// A role of the model, also one that nobody may sign up as.
    pub role: String,
    /// Whether the account can be used at once.
    pub active: bool,
}

impl Newcomer {
    /// Checks everything and hashes the password; what is wrong is said by field.
    pub async fn check(self, desk: &Desk) -> Result<NewAccount, AccountError> {
        let mut invalid = Invalid::default();
        let username = words::username(&self.username, &mut invalid);
        let address = self.email.as_deref().filter(|text| !text.is_empty());
        let email = address.and_then(|text| words::email(text, &mut invalid));
        let role = desk.model.role(&self.role);
        if role.is_none() {
            let roles: Vec<&str> = desk.model.roles.iter().map(|role| role.key.as_str()).collect();
            let message = Message::new("field-choice").arg("value", &*self.role).arg("choices", roles.join(", "));
            invalid.push("role", "invalid_choice", message);
        }
        let context = Context { username: Some(&self.username), email: address, names: &[] };
        let policy = policy_for(desk, role);
        let password: Option<Password> = words::password(&self.password, &policy, &context, &mut invalid);
        let (Some(username), Some(password), true) = (username, password, invalid.is_empty()) else {
            return Err(invalid.into());
        };
        let (hash, now) = (desk.hasher.hash(password, desk.entropy.bytes()).await?, desk.clock.now());
        let user = NewUser {
            public_id: PublicId(desk.entropy.uuid(now)),
            username,
            email,
            phone: None,
            role: self.role,
            password_hash: Some(hash),
            suspended: !self.active,
        };
        Ok(NewAccount { user, profile_id: PublicId(desk.entropy.uuid(now)), fields: empty_profile(&desk.model) })
    }
}

fn policy_for(desk: &Desk, role: Option<&Role>) -> PasswordPolicy {
    let is_staff = |role: &Role| {
        role.permissions.has(Permission::ReadAnyAccount) || role.permissions.has(Permission::ManageAnyAccount)
    };
    let lengths = desk.model.password;
    match role.is_some_and(is_staff) {
        true => desk.password_policy().with_lengths(STAFF_MIN_LENGTH.max(lengths.min_length), lengths.max_length),
        false => desk.password_policy(),
    }
}
