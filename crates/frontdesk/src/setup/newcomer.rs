//! Accounts that the operator makes: the first administrator, and those of the command line.

use frontdesk_accounts::desk::Desk;
use frontdesk_accounts::error::AccountError;
use frontdesk_accounts::flow::NewAccount;
use frontdesk_accounts::password::{Context, Password};
use frontdesk_accounts::store::users::NewUser;
use frontdesk_accounts::words;
use frontdesk_kit::ids::PublicId;
use frontdesk_kit::input::{Invalid, Values};
use frontdesk_kit::locale::Message;

/// Somebody who is to have an account, as typed.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// May be absent where the address is enough.
    pub username: Option<String>,
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
        let username = self.username.as_deref().and_then(|text| words::username(text, &mut invalid));
        let address = self.email.as_deref().filter(|text| !text.is_empty());
        let email = address.and_then(|text| words::email(text, &mut invalid));
        let role = desk.model.role(&self.role);
        if role.is_none() {
            let roles: Vec<&str> = desk.model.roles.iter().map(|role| role.key.as_str()).collect();
            let message = Message::new("field-choice").arg("value", &*self.role).arg("choices", roles.join(", "));
            invalid.push("role", "invalid_choice", message);
        }
        let context =
            Context { username: self.username.as_deref(), email: address, ..desk.password_context(Vec::new()) };
        let policy = desk.password_policy(&self.role);
        let password: Option<Password> = words::password(&self.password, &policy, &context, &mut invalid);
        let (Some(password), true) = (password, invalid.is_empty()) else {
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
        let profile = desk.model.new_profile(&Values::default());
        Ok(NewAccount { user, profile_id: PublicId(desk.entropy.uuid(now)), profile })
    }
}
