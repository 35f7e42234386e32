//! Accounts as Django's `loaddata` takes them.

use frontdesk_accounts::declared::{Model, Role};
use frontdesk_accounts::policy::Permission;
use frontdesk_accounts::store::arrivals::Departure;
use serde_json::{Map, Value, json};

/// The longest user name of Django.
const LONGEST_NAME: usize = 150;

/// What the user model of the Django project is called, and which fields of it are more than Django's own.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// `auth.user`, or the project's own.
    pub user_model: String,
    pub phone_field: Option<String>,
    pub role_field: Option<String>,
}

/// The groups that stand for the roles of `model`; found by name if they are there.
pub fn groups(model: &Model) -> impl Iterator<Item = Value> {
    let group = |role: &Role| json!({"model": "auth.group", "fields": {"name": role.key.as_str(), "permissions": []}});
    model.roles.iter().map(group)
}

impl Fixture {
    /// One account. `random` makes a password that is none, where there is none.
    pub fn user(&self, model: &Model, account: &Departure, random: &str) -> Value {
        let role = model.role(&account.role);
        let may = |permission| role.is_some_and(|role| role.permissions.has(permission));
        let is_superuser = may(Permission::ManageAnyAccount);
        let own: Map<String, Value> = serde_json::from_str(&account.fields).unwrap_or_default();
        let text = |key: &str| own.get(key).and_then(Value::as_str).unwrap_or_default();
        let (first, last) = match (text("first_name"), text("last_name")) {
            ("", "") => text("full_name").split_once(' ').unwrap_or((text("full_name"), "")),
            names => names,
        };
        let mut fields = Map::from_iter([
            ("username".to_owned(), name(account).into()),
            ("password".to_owned(), password(account.password_hash.as_deref(), random).into()),
            ("email".to_owned(), account.email.clone().unwrap_or_default().into()),
            ("first_name".to_owned(), cut(first).into()),
            ("last_name".to_owned(), cut(last).into()),
            ("is_active".to_owned(), account.suspended_at.is_none().into()),
            ("is_staff".to_owned(), (is_superuser || may(Permission::ReadAnyAccount)).into()),
            ("is_superuser".to_owned(), is_superuser.into()),
            ("date_joined".to_owned(), account.created_at.to_string().into()),
            ("last_login".to_owned(), Value::Null),
            ("groups".to_owned(), role.map_or_else(|| json!([]), |role| json!([[role.key.as_str()]]))),
            ("user_permissions".to_owned(), json!([])),
        ]);
        if let Some(field) = &self.phone_field {
            fields.insert(field.clone(), account.phone.clone().unwrap_or_default().into());
        }
        if let Some(field) = &self.role_field {
            fields.insert(field.clone(), account.role.clone().into());
        }
        json!({"model": self.user_model.to_lowercase(), "pk": account.id, "fields": fields})
    }
}

/// Django knows nobody without a user name.
fn name(account: &Departure) -> String {
    let name = account.username.clone().or_else(|| account.email.clone());
    name.filter(|name| name.chars().count() <= LONGEST_NAME).unwrap_or_else(|| format!("user-{}", account.id))
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST_NAME).collect()
}

/// Argon2 in Django's spelling; what came from Django as it came; for nobody's password one that never matches.
fn password(stored: Option<&str>, random: &str) -> String {
    match stored {
        Some(hash) if hash.starts_with("$argon2") => format!("argon2{hash}"),
        Some(hash) => hash.to_owned(),
        None => format!("!{random}"),
    }
}
